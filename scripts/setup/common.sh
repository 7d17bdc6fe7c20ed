# Shared by every script: where things are, how they are said, how a step fails.
# Sourced, never run. Sets PROJECT, CACHE, TOOLS and the functions below.

set -euo pipefail

PROJECT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# The database server must not run as root, and the account it runs as cannot see
# into /root: for root the cache lies where every account may read.
if [ -n "${MARFANET_CACHE:-}" ]; then
    CACHE=$MARFANET_CACHE
elif [ "$(id -u)" = 0 ]; then
    CACHE=/var/cache/marfanet
else
    CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/marfanet
fi
mkdir -p "$CACHE"
CACHE=$(cd "$CACHE" && pwd)

# Commands that the system lacks are put here as small launchers (see debian.sh).
TOOLS=$CACHE/tools
mkdir -p "$TOOLS/bin"
case ":$PATH:" in
    *":$TOOLS/bin:"*) ;;
    *) PATH=$PATH:$TOOLS/bin ;;
esac
export PATH

# say TEXT...: one line of progress, on standard error so that output stays clean.
say() {
    printf '\033[1m»\033[0m %s\n' "$*" >&2
}

# fail WHAT WHY REMEDY: ends the script with the three things a person needs.
fail() {
    printf '\n\033[1;31m✗ %s\033[0m\n  Why: %s\n  What to do: %s\n' "$1" "$2" "$3" >&2
    exit 1
}

# quietly LOG COMMAND...: runs COMMAND with its output in LOG; on failure shows the
# end of LOG on standard error and returns the command's exit status.
quietly() {
    local log=$1 status=0
    shift
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 || status=$?
    if [ "$status" != 0 ]; then
        tail -n 25 "$log" | sed 's/^/    /' >&2
        printf '    (all of it: %s)\n' "$log" >&2
    fi
    return "$status"
}

# fingerprint FILE...: a short name for what these files contain, so that a cached
# result is made again when they change.
fingerprint() {
    cat "$@" | sha256sum | cut -c1-12
}

# find_all PATTERN FOLDER...: the paths below the folders that match; folders that do
# not exist hold none.
find_all() {
    local pattern=$1
    shift
    find "$@" -path "$pattern" 2>/dev/null || true
}

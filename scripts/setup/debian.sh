# Debian packages without root and without touching the system: a private apt
# configuration downloads them, they are unpacked below the cache, and a launcher
# for each wanted command sets its library path. Works the same for root.
#
# The mirror and the release are those of the machine's own apt sources;
# MARFANET_DEBIAN_MIRROR names another mirror.

APT_HOME=$CACHE/apt
DEBIAN_ROOT=$TOOLS/debian

# debian_address RELEASE: prints the address that the machine reads this release from
# (bookworm, bookworm-security), or nothing if it reads none.
debian_address() {
    local address
    # shellcheck disable=SC2016 # apt's own placeholders, not the shell's
    address=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' \
        'Created-By: Packages' 2>/dev/null |
        awk -v release="$1" '$1 == release && $2 == "main" && !found++ {print $3}')
    if [ -z "$address" ]; then
        # A machine whose package lists were never read, or were removed (as in
        # Debian's container images), has no index targets: what it would read.
        address=$(apt-get --print-uris update 2>/dev/null |
            sed -n "s|^'\\(.*\\)/dists/$1/main/binary-.*|\\1/|p" | sed -n 1p)
    fi
    printf '%s\n' "$address"
}

# debian_apt ARGUMENT...: apt-get on the private configuration. Its output goes into a
# log; so debian_lists, which speaks to people, is called before.
debian_apt() {
    APT_CONFIG=$APT_HOME/apt.conf apt-get -qq "$@"
}

# debian_lists: the private configuration and its package lists, made on first use.
debian_lists() {
    [ -s "$APT_HOME/updated" ] || debian_prepare
}

debian_prepare() {
    local mirror codename release address keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    command -v apt-get >/dev/null || fail "Some tools are missing" \
        "this machine has no apt-get, so they cannot be fetched for you" \
        "install PostgreSQL, ffmpeg, Chromium, espeak-ng, Python 3.11 and Odoo 19 yourself (README, «On another system»)"
    # shellcheck disable=SC1091
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    mirror=${MARFANET_DEBIAN_MIRROR:-$(debian_address "$codename")}
    [ -n "$mirror" ] || fail "No Debian mirror found" \
        "the machine's apt sources name none for «$codename»" \
        "set MARFANET_DEBIAN_MIRROR to the address of one"
    mkdir -p "$APT_HOME"/{lists/partial,archives/partial,cache}
    {
        printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$codename"
        printf 'deb [signed-by=%s] %s unstable main\n' "$keyring" "$mirror"
        # What the system has may come from these, and the rest must be of its version.
        for release in "$codename-updates" "$codename-security"; do
            address=$(debian_address "$release")
            if [ -n "$address" ] && [ -z "${MARFANET_DEBIAN_MIRROR:-}" ]; then
                printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$address" "$release"
            fi
        done
    } >"$APT_HOME/sources.list"
    cat >"$APT_HOME/apt.conf" <<CONF
Dir::Etc::sourcelist "$APT_HOME/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "$APT_HOME/lists";
Dir::State::extended_states "$APT_HOME/extended_states";
Dir::Cache "$APT_HOME/cache";
Dir::Cache::archives "$APT_HOME/archives";
// Only Odoo and what its tree links to come from unstable.
APT::Default-Release "/^$codename(|-updates|-security)\$/";
APT::Install-Recommends "false";
APT::Get::Assume-Yes "true";
// apt's download account cannot write below the cache, and nothing is installed.
APT::Sandbox::User "root";
Debug::NoLocking "true";
CONF
    say "Reading Debian's package lists"
    APT_CONFIG=$APT_HOME/apt.conf quietly "$CACHE/log/apt-update.log" \
        apt-get -qq -o APT::Update::Error-Mode=any update || fail "Debian's package lists could not be read" \
        "the mirror $mirror did not answer as expected" \
        "check the network, or set MARFANET_DEBIAN_MIRROR to another mirror, and run again"
    date >"$APT_HOME/updated"
}

# debian_fetch FOLDER LOG ARGUMENT...: apt-get in FOLDER, its output in LOG. Once more
# with new lists where it fails: the mirrors keep only the latest packages, so what lists
# of some weeks ago name may be gone.
debian_fetch() {
    local folder=$1 log=$2
    shift 2
    (cd "$folder" && debian_apt "$@") >"$log" 2>&1 && return
    rm "$APT_HOME/updated"
    debian_lists
    (cd "$folder" && debian_apt "$@") >"$log" 2>&1
}

# debian_extract ARCHIVES FOLDER: what the packages in ARCHIVES hold, into FOLDER. Each
# is removed once it is unpacked, so that an interrupted run goes on where it ended; so
# is one that cannot be, to be fetched anew.
debian_extract() {
    local archive log=$CACHE/log/unpack.log
    mkdir -p "$2"
    for archive in "$1"/*.deb; do
        # There is none where all are there already.
        [ -e "$archive" ] || continue
        if ! quietly "$log" dpkg-deb -x "$archive" "$2"; then
            rm "$archive"
            fail "${archive##*/} could not be unpacked" "$(tail -n 1 "$log")" \
                "see that the disk of $CACHE has 5 GB free, and run again"
        fi
        rm "$archive"
    done
}

# debian_unpack FOLDER PACKAGE...: the named packages alone, without what they
# depend on, unpacked into FOLDER. PACKAGE may end in /unstable.
debian_unpack() {
    local folder=$1 downloads=$CACHE/download log=$CACHE/log/apt-download.log
    shift
    debian_lists
    rm -rf "$downloads"
    mkdir "$downloads"
    debian_fetch "$downloads" "$log" download "$@" || fail \
        "Debian packages could not be downloaded: $*" "$(tail -n 1 "$log")" \
        "check the network and the disk, and run again"
    debian_extract "$downloads" "$folder"
    rm -r "$downloads"
}

# debian_provide WHAT PACKAGE...: the packages, even those that the system has, and
# whatever of their dependencies it does not have, unpacked below the tools folder.
# WHAT is for people.
debian_provide() {
    local what=$1 log=$CACHE/log/apt-install.log
    shift
    debian_lists
    say "Fetching $what (Debian: $*)"
    debian_fetch "$CACHE" "$log" install --reinstall --download-only "$@" || fail \
        "$what could not be fetched" "$(tail -n 1 "$log")" \
        "check the network and the disk, and run again, or install $* yourself"
    debian_extract "$APT_HOME/archives" "$DEBIAN_ROOT"
}

# debian_libraries: prints the unpacked packages' library folders as a search path.
debian_libraries() {
    find "$DEBIAN_ROOT" -type d \( -path '*/lib/*-linux-gnu' \
        -o -path '*-linux-gnu/blas' -o -path '*-linux-gnu/lapack' \
        -o -path '*-linux-gnu/pulseaudio' \) | paste -sd:
}

# debian_launcher COMMAND TARGET [NAME=VALUE...]: a launcher for the program TARGET
# (relative to the unpacked packages) that finds its libraries there too.
debian_launcher() {
    local command=$1 target=$2 libraries
    shift 2
    [ -x "$DEBIAN_ROOT/$target" ] || fail "$command was fetched but does not work" \
        "$DEBIAN_ROOT/$target is not there" "run scripts/clean --all and try again"
    libraries=$(debian_libraries)
    {
        printf '#!/bin/sh\n'
        printf 'export LD_LIBRARY_PATH="%s${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"\n' "$libraries"
        for setting in "$@"; do
            printf 'export %s\n' "$setting"
        done
        printf 'exec "%s" "$@"\n' "$DEBIAN_ROOT/$target"
    } >"$TOOLS/bin/$command.new"
    chmod +x "$TOOLS/bin/$command.new"
    mv "$TOOLS/bin/$command.new" "$TOOLS/bin/$command"
}

# The whole set-up: every script sources this file and calls the one of the
# functions below that gives it what it needs. What is there already costs nothing.

# shellcheck source=scripts/setup/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
for part in debian tools odoo python node postgresql; do
    # shellcheck source=/dev/null
    . "$PROJECT/scripts/setup/$part.sh"
done

# Two checkouts that start at once must not make the same folder.
lock_setup() {
    mkdir -p "$CACHE/log"
    exec 9>"$CACHE/setup.lock"
    if ! flock --nonblock 9; then
        say "Waiting for another set-up to finish"
        flock 9
    fi
}

unlock_setup() {
    exec 9>&-
}

# What the linters need.
setup_for_lint() {
    lock_setup
    provide_python
    provide_node
    unlock_setup
}

# What the running product needs.
setup_for_run() {
    lock_setup
    provide_python
    provide_node
    find_odoo
    provide_ffmpeg
    provide_wkhtmltopdf
    provide_postgresql
    unlock_setup
    export PYTHONPATH=$ODOO
}

# What the tests need beyond that.
setup_for_test() {
    setup_for_run
    lock_setup
    provide_chromium
    provide_playwright
    provide_espeak
    provide_nginx
    provide_fail2ban
    unlock_setup
}

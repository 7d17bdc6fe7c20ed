# The database of «make run», and Odoo's command line on this checkout.

ADDONS=marfanet_persian,marfanet_crm,marfanet_ai,marfanet_voice,marfanet_ai_brief,marfanet_access

# One database for each checkout: two of them may hold different versions.
DATABASE=${MARFANET_DATABASE:-marfanet_demo_$(printf '%s' "$PROJECT" | sha256sum | cut -c1-8)}

# odoo [COMMAND] OPTION...: Odoo's command line on this checkout, in the place of the
# process that calls it: call it in a subshell or in the background.
odoo() {
    local command=()
    if [[ ${1:-} != -* ]]; then
        command=("$1")
        shift
    fi
    # Not from the project's folder: there «demo» and «tests» would be importable. The
    # addons' folder comes first, where Odoo looks for further commands, and again
    # among the options.
    cd /
    exec "$PYTHON" -m odoo --addons-path="$PROJECT/addons" "${command[@]}" \
        --config="$PROJECT/config/development.conf" --addons-path="$PROJECT/addons" \
        --data-dir="$CACHE/odoo-data" "$@"
}

# provide_demo_database: the demo database, with the addons as they stand here.
provide_demo_database() {
    local stamp=$CACHE/databases/$DATABASE code
    mkdir -p "$CACHE/databases"
    code=$(addons_fingerprint)
    if [ ! -e "$stamp" ] || ! database_exists; then
        create_demo_database
    elif [ "$(cat "$stamp")" != "$code" ]; then
        say "Updating the demo database to this checkout"
        rm "$stamp"
        (odoo --database="$DATABASE" --update="$ADDONS" --no-http --stop-after-init \
            >"$CACHE/log/update.log" 2>&1) || fail "The demo database could not be updated" \
            "$(grep -E 'ERROR|CRITICAL' "$CACHE/log/update.log" | tail -n 1)" \
            "read $CACHE/log/update.log; «make clean» starts afresh"
    fi
    printf '%s' "$code" >"$stamp"
}

addons_fingerprint() {
    (cd "$PROJECT/addons" && find . -type f -not -name '*.pyc' -print0 | sort -z |
        xargs -0 sha256sum | sha256sum | cut -c1-12)
}

database_exists() {
    [ "$(psql --dbname=postgres --no-align --tuples-only \
        --command="SELECT 1 FROM pg_database WHERE datname = '$DATABASE'")" = 1 ]
}

create_demo_database() {
    local log=$CACHE/log/create.log
    say "Creating the demo database $DATABASE (two to three minutes)"
    dropdb --if-exists --force "$DATABASE" 2>/dev/null
    rm -rf "$CACHE/odoo-data/filestore/$DATABASE" "$(demo_doors)"
    # The first language is everybody's, so English too; the team gets Persian.
    (odoo --database="$DATABASE" --init="$ADDONS" --load-language=en_US,fa_IR --no-http \
        --stop-after-init >"$log" 2>&1) || fail "The demo database could not be created" \
        "$(grep -E 'ERROR|CRITICAL' "$log" | tail -n 1)" "read $log and run again"
    say "Filling it with a Persian team's work"
    (PYTHONPATH=$PYTHONPATH:$PROJECT odoo shell --database="$DATABASE" --no-http \
        --log-level=warn <"$PROJECT/demo/load.py" >"$log.demo" 2>&1) || fail \
        "The demo data could not be loaded" "$(tail -n 1 "$log.demo")" \
        "read $log.demo and run again"
}

# provide_demo_doors: an address for either door of the demo database. Odoo keeps only
# their hashes, so that they are noted here, for nobody else to read.
provide_demo_doors() {
    local door address
    [ ! -s "$(demo_doors)" ] || return 0
    say "Giving the demo's doors their addresses"
    (
        umask 077
        for door in admin crm; do
            address=$(odoo marfanet_door --database="$DATABASE" --rotate "$door" \
                2>"$CACHE/log/doors.log" | grep -o '[^/]*$' | sed -n 2p) || exit 1
            printf '%s %s\n' "$door" "$address"
        done >"$(demo_doors).new"
        mv "$(demo_doors).new" "$(demo_doors)"
    ) || fail "The demo's doors could not be given addresses" \
        "$(tail -n 1 "$CACHE/log/doors.log")" \
        "read $CACHE/log/doors.log; «make clean» starts afresh"
}

# demo_doors: the file that notes them, one «door secret» a line.
demo_doors() {
    printf '%s' "$CACHE/databases/$DATABASE.doors"
}

# demo_door DOOR: the secret of a door's address, or nothing if it has another by now.
demo_door() {
    local secret
    secret=$(sed -n "s/^$1 //p" "$(demo_doors)")
    # On standard input: others may read a command's arguments.
    psql --dbname="$DATABASE" --no-align --tuples-only --quiet <<SQL
SELECT '$secret' FROM marfanet_access_door
 WHERE secret_hash = encode(sha256('$secret'), 'hex')
SQL
}

# demo_is_armed: whether the demo's doors are the only way in.
demo_is_armed() {
    [ "$(psql --dbname="$DATABASE" --no-align --tuples-only --command="SELECT value
        FROM ir_config_parameter WHERE key = 'marfanet_access.armed'")" = True ]
}

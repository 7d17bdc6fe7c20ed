# PostgreSQL: the server that PGHOST names, else a private cluster below the cache
# that listens on a Unix socket only. The system's own clusters are never touched.

PG_HOME=$CACHE/postgresql

# provide_postgresql: a running server, and PGHOST, PGPORT, PGUSER set for it.
provide_postgresql() {
    if [ -n "${PGHOST:-}" ]; then
        # Its clients are ours to bring: createdb, psql and the like.
        command -v psql >/dev/null || find_pg_programs
        export PGPORT=${PGPORT:-5432} PGUSER=${PGUSER:-$(id -un)}
        return
    fi
    find_pg_programs
    # A Unix socket's path has room for 107 characters.
    PG_SOCKET=$PG_HOME/socket
    if [ ${#PG_SOCKET} -gt 80 ]; then
        PG_SOCKET=/tmp/marfanet-postgresql-$(id -u)
    fi
    export PGHOST=$PG_SOCKET PGPORT=5432 PGUSER=marfanet
    PG_DATA=$PG_HOME/data-$("$PG_BIN/postgres" --version | grep -oE '[0-9]+' | head -n 1)
    pg_answers && return
    if [ ! -e "$PG_DATA/marfanet-ready" ]; then
        create_pg_cluster
    fi
    say "Starting PostgreSQL"
    as_pg_account mkdir -p "$PG_SOCKET"
    as_pg_account "$PG_BIN/pg_ctl" --pgdata="$PG_DATA" --log="$PG_DATA/server.log" \
        --wait --silent start >/dev/null || fail "PostgreSQL did not start" \
        "$(tail -n 2 "$PG_DATA/server.log")" \
        "read $PG_DATA/server.log; «scripts/clean --all» removes the cluster and all its data"
}

pg_answers() {
    "$PG_BIN/pg_isready" --quiet
}

# find_pg_programs: sets PG_BIN, and PG_ACCOUNT if the server needs another account
# than ours (it refuses to run as root).
find_pg_programs() {
    local program
    PG_BIN=$(find_all '*/bin/initdb' /usr/lib/postgresql | sort -V | tail -n 1)
    if [ -z "$PG_BIN" ] && command -v initdb >/dev/null; then
        PG_BIN=$(command -v initdb)
    fi
    if [ -z "$PG_BIN" ]; then
        debian_provide "PostgreSQL" postgresql
        # initdb last: it is by it that the next run knows that all are there.
        for program in "$DEBIAN_ROOT"/usr/lib/postgresql/*/bin/{[!i]*,initdb}; do
            debian_launcher "${program##*/}" "${program#"$DEBIAN_ROOT"/}"
        done
        PG_BIN=$TOOLS/bin/initdb
    fi
    PG_BIN=${PG_BIN%/initdb}
    PATH=$PG_BIN:$PATH
    PG_ACCOUNT=
    if [ "$(id -u)" = 0 ]; then
        PG_ACCOUNT=nobody
        getent passwd postgres >/dev/null && PG_ACCOUNT=postgres
    fi
    return 0
}

# as_pg_account COMMAND...: as the account that the server runs as.
as_pg_account() {
    local run=()
    if [ -n "$PG_ACCOUNT" ]; then
        run=(runuser -u "$PG_ACCOUNT" --)
    fi
    # From a folder that the other account may enter.
    # The set-up lock must not live on in a server that is started here.
    (cd / && "${run[@]}" "$@" 9>&-)
}

create_pg_cluster() {
    say "Creating a private PostgreSQL cluster in $PG_HOME"
    rm -rf "$PG_DATA"
    mkdir -p "$PG_HOME"
    if [ -n "$PG_ACCOUNT" ]; then
        chown "$PG_ACCOUNT" "$PG_HOME"
        chmod 711 "$CACHE"
    fi
    # The socket's folder is closed to others, so whoever reaches it is trusted.
    quietly "$CACHE/log/initdb.log" as_pg_account "$PG_BIN/initdb" --pgdata="$PG_DATA" \
        --username=marfanet --auth=trust --encoding=UTF8 --locale=C.UTF-8 || fail \
        "The PostgreSQL cluster could not be created" "initdb failed, see the lines above" \
        "if $PG_HOME is not readable for «${PG_ACCOUNT:-$(id -un)}», set MARFANET_CACHE to a folder that is"
    as_pg_account tee -a "$PG_DATA/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$PG_SOCKET'
unix_socket_permissions = 0700
# Built in: the zone files may be missing on a bare machine. Odoo stores UTC.
timezone = 'GMT'
log_timezone = 'GMT'
shared_buffers = 256MB
max_connections = 200
# Compiling costs more than it saves on Odoo's many small queries.
jit = off
# A power cut may lose the last moments of this development cluster, never its order.
synchronous_commit = off
CONF
    as_pg_account touch "$PG_DATA/marfanet-ready"
}

# stop_postgresql: stops the private cluster, if there is one.
stop_postgresql() {
    local data
    for data in "$PG_HOME"/data-*; do
        if [ -e "$data/postmaster.pid" ]; then
            find_pg_programs
            as_pg_account "$PG_BIN/pg_ctl" --pgdata="$data" --mode=fast --silent stop
        fi
    done
}

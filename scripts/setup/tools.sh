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

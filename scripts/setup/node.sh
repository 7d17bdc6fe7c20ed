# Node.js tools: rtlcss, which Odoo runs to turn its style sheets right to left, and
# the linters. Node.js itself comes from the Python environment.

provide_node() {
    local folder
    folder=$CACHE/node-$(fingerprint "$PROJECT/package.json" "$PROJECT/package-lock.json")
    PATH=$NODE/bin:$PATH
    if [ ! -e "$folder/ready" ]; then
        say "Installing Node.js packages"
        rm -rf "$folder"
        mkdir -p "$folder"
        cp "$PROJECT/package.json" "$PROJECT/package-lock.json" "$folder"
        quietly "$CACHE/log/npm.log" "$NODE/bin/node" \
            "$NODE/lib/node_modules/npm/bin/npm-cli.js" ci --prefix "$folder" \
            --no-audit --no-fund --loglevel=error || fail \
            "Node.js packages could not be installed" "npm failed, see the lines above" \
            "check the network (npm's own settings name the registry) and the disk, and run again"
        touch "$folder/ready"
    fi
    NODE_MODULES=$folder/node_modules
    PATH=$NODE_MODULES/.bin:$PATH
}

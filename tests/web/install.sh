#!/bin/sh
# Installs what the page's tests need, if it is missing: Node.js with npm, Chromium, and the npm packages. What the
# core needs to be compiled to WebAssembly, the script that builds it installs.
set -eu

. "${0%/*}/../../rtl-model/debian.sh"

if ! have node || ! have npm; then
    install_debian nodejs npm || fail "node and npm are missing, and apt-get cannot install them"
fi
if ! have chromium && ! have chromium-browser && ! have google-chrome && ! have google-chrome-stable; then
    install_debian chromium || fail "chromium is missing, and apt-get cannot install it"
fi
cd "${0%/*}/../../web"
# npm leaves this file behind when it has installed all.
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund || fail "npm cannot install the packages of web/package-lock.json"
fi

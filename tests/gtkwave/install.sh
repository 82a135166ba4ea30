#!/bin/sh
# Installs what the test of pictures needs, if it is missing: GTKWave, and a screen that nobody sees.
#
# With Debian's packages. Fails loudly.
set -eu

fail() {
    echo "install.sh: $1" >&2
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo -n "$@"
    else
        return 1
    fi
}

install_debian() {
    have apt-get || return 1
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get -qq -o DPkg::Lock::Timeout=600 update &&
        as_root apt-get -qq -y -o DPkg::Lock::Timeout=600 install --no-install-recommends "$@"
}

if ! have gtkwave || ! have Xvfb; then
    install_debian gtkwave xvfb || fail "gtkwave and Xvfb are missing, and apt-get cannot install them"
fi
have gtkwave && have Xvfb || fail "gtkwave and Xvfb are installed, but not on the PATH"

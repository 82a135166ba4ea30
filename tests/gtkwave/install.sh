#!/bin/sh
# Installs what the test of pictures needs, if it is missing: GTKWave, and a screen that nobody sees.
#
# With Debian's packages. Fails loudly.
set -eu

. "${0%/*}/../../rtl-model/debian.sh"

if ! have gtkwave || ! have Xvfb; then
    install_debian gtkwave xvfb || fail "gtkwave and Xvfb are missing, and apt-get cannot install them"
fi
have gtkwave && have Xvfb || fail "gtkwave and Xvfb are installed, but not on the PATH"

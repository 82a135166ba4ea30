#!/bin/sh
# Installs all that the tests need beside Rust and that is missing, for who does not want to wait for it test by test.
set -eu

here=${0%/*}
"$here/../rtl-model/install.sh"
for install in "$here"/*/install.sh; do
    "$install"
done

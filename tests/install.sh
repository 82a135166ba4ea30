#!/bin/sh
# Installs all that the tests need beside Rust and that is missing, for who does not want to wait for it test by test.
set -eu

here=$(cd "${0%/*}" && pwd)
target=${CARGO_TARGET_DIR:-$here/../target}
mkdir -p "$target/python"
"$here/../rtl-model/install.sh"
for tests in gtkwave sweeps web; do
    "$here/$tests/install.sh"
done
for requirements in requirements-build.txt requirements-test.txt; do
    "$here/python/install.sh" "$target/python/venv" "$requirements"
done

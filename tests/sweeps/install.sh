#!/bin/sh
# Installs what the tests of sweeps need, if it is missing: Python with its packages, and Slurm with Munge for a cluster
# of one node.
set -eu

here="$(cd "$(dirname "$0")" && pwd)"
. "$here/../../rtl-model/debian.sh"

if ! have python3 || ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
    install_debian python3 python3-venv || fail "python3 is missing, and apt-get cannot install it"
fi
PATH="$PATH:/usr/sbin:/sbin"
if ! have munged || ! have slurmctld || ! have slurmd || ! have sbatch; then
    install_debian munge slurmctld slurmd slurm-client ||
        fail "Slurm is missing, and apt-get cannot install it"
fi
for profile in local slurm kubernetes; do
    "$here/../../sweeps/install" "$profile" "$here/../../sweeps/tests/requirements.txt"
done

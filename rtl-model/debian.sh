# For scripts that install what is missing: Debian's packages, and a loud end.

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

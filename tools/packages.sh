# shellcheck shell=sh
# Sourced by ./test and bench/compare: gets programs that Debian has.

# has COMMAND PACKAGE WHAT: is COMMAND there? Root on Debian gets it from PACKAGE first, and is told that WHAT wants it.
has() {
    command -v "$1" >/dev/null && return
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return
    echo "installing $2, for $3 ..." >&2
    apt_install "$2" || { [ -n "${updated-}" ] || apt_get update; updated=yes; apt_install "$2"; } || :
    command -v "$1" >/dev/null
}
apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" </dev/null >/dev/null 2>&1; }
apt_install() { apt_get install -y --no-install-recommends "$1"; }

# shellcheck shell=sh
# Sourced by ./echelon and ./test: finds the JDK to build and run with.
#
# find_jdk sets jdk (its home) and jdk_version (its major version), or says what to install and fails.
# JAVA_HOME wins if it is fit; else 25, the version the build is tried with; else the newest.
# Reading the `release` file tells a version without starting a JVM.
#
# ECHELON_JDKS, a folder of JDKs, is looked through instead of PATH and the usual places.

find_jdk() {
    jdk='' jdk_version=0
    if [ -n "${JAVA_HOME-}" ]; then
        consider_jdk "$JAVA_HOME"
        [ -z "$jdk" ] || return 0
    fi
    if [ -n "${ECHELON_JDKS-}" ]; then
        consider_jdks "$ECHELON_JDKS"/*
    else
        on_path=$(command -v java) && on_path=$(readlink -f "$on_path") && consider_jdk "${on_path%/bin/java}"
        consider_jdks /usr/lib/jvm/* \
            /Library/Java/JavaVirtualMachines/*/Contents/Home \
            "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
            /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
            "${HOME-}"/.sdkman/candidates/java/* \
            "${HOME-}"/.jdks/*
        if [ -z "$jdk" ] && [ -x /usr/libexec/java_home ]; then
            consider_jdk "$(/usr/libexec/java_home -v 21+ 2>/dev/null)"
        fi
    fi
    [ -n "$jdk" ] || {
        echo "Echelon needs a JDK, version 21 or newer, and found none: install one, for example with" \
            "'apt-get install openjdk-21-jdk-headless' (Debian 13, Ubuntu)," \
            "'brew install openjdk' (macOS) or 'sdk install java' (SDKMAN), or set JAVA_HOME to yours." >&2
        return 1
    }
}

consider_jdks() {
    for home in "$@"; do
        consider_jdk "$home"
    done
}

# Takes the JDK at $1 if it is whole, fit and better than the one already found.
consider_jdk() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    version=0
    while IFS='="' read -r key _ value _; do
        [ "$key" != JAVA_VERSION ] || version=${value%%[!0-9]*}
    done <"$1/release"
    [ "${version:-0}" -ge 21 ] && [ "$jdk_version" -ne 25 ] || return 0
    if [ "$version" -eq 25 ] || [ "$version" -gt "$jdk_version" ]; then
        jdk=$1 jdk_version=$version
    fi
}

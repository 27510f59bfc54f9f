# shellcheck shell=sh disable=SC2034,SC2154
# Sourced by ./echelon and tools/build.sh, after root, jdk and jdk_version are set: where a build lies, whether it is
# still current, and the JVM's options: those that a build and a start have to agree on, and those of each verb.
#
# .build/current      the name of the folder to run; replaced in one step
# .build/lib-*/       one build: jars, class-path, fingerprint and, if the rehearsal went well, cache
# .build/build.log    what Maven and the rehearsal said last

build=$root/.build

# Is the last build still what a build would make now? Sets lib, the folder of the last build.
is_current() {
    lib=''
    [ -r "$build/current" ] && read -r lib <"$build/current" && lib=$build/$lib && [ -r "$lib/fingerprint" ] || return 1
    fingerprint "$root" | cmp -s - "$lib/fingerprint"
}

# All that a build depends on, with the sources taken from the folder $1. Checksums and not times: a file brought back
# with its old date counts as a change, one that was only touched does not.
fingerprint() {
    printf '%s\n' "$root" "$jdk"
    cksum <"$jdk/release"
    (cd "$1" && sources -exec cksum {} +) | LC_ALL=C sort
}

# Runs find over the files that go into a build: no tests, no benchmarks, and none of the files that editors leave lying about.
sources() {
    find . \( -name target -o -name .git -o -name .build -o -path '*/src/test' -o -path ./bench/src \) -prune -o \
        -type f ! -name '.*' ! -name '*~' ! -name '*-test.sh' \
        \( -name pom.xml -o -path './.mvn/*' -o -path '*/src/main/*' -o -path './tools/*.sh' -o -path ./echelon \) "$@"
}

# How the verb $1 runs, which is nothing to a build. collector: one in ECHELON_JAVA_OPTS takes its place. manner: all else.
#
# A server runs for months. It ends at once when memory is out, rather than live on half dead, and is to take little until
# then: docs/decisions/0022-memory-of-a-server.md. Every other verb is over in a moment: C1 starts soonest.
plan_verb() {
    collector=-XX:+UseSerialGC
    case $1 in
        serve)
            collector="$collector -Xmn16m" manner=-XX:+ExitOnOutOfMemoryError
            [ "$jdk_version" -lt 25 ] || manner="$manner -XX:TrimNativeHeapInterval=1000" ;;
        *) manner=-XX:TieredStopAtLevel=1 ;;
    esac
}

# access: Netty loads its epoll library, which the JVM warns about unless told that it may; from 24 on it warns about
# sun.misc.Unsafe too. Netty's events for flight recordings, which nobody asked for, would load all of JFR with the first
# connection; -Dio.netty.jfr.enabled=true in ECHELON_JAVA_OPTS has them back. Compact object headers, where the JDK has
# them, save a member a tenth of its memory. use_cache, make_cache, hush_cache: an AOT cache where the JDK has them, else
# a CDS archive.
#
# A cache only loads under the same access options that it was made under, whatever the verb, and with the same kind of
# object headers: an option for those belongs to access. The collector may differ (except ZGC, which then starts without), and
# a cache that cannot be loaded must cost time only, hence the hush.
plan_options() {
    access='--enable-native-access=ALL-UNNAMED -Dio.netty.jfr.enabled=false'
    [ "$jdk_version" -lt 24 ] || access="$access --sun-misc-unsafe-memory-access=allow"
    if [ "$jdk_version" -ge 25 ]; then
        access="$access -XX:+UseCompactObjectHeaders"
        use_cache=-XX:AOTCache= make_cache=-XX:AOTCacheOutput= hush_cache='-Xlog:aot=off -Xlog:cds=off'
    else
        use_cache=-XX:SharedArchiveFile= make_cache=-XX:ArchiveClassesAtExit= hush_cache='-Xshare:auto -Xlog:cds=off'
    fi
}

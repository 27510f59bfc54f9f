# shellcheck shell=sh disable=SC2034,SC2154
# Sourced by what is in bench, after root is set: finds the JDK and builds the bench if anything has changed.
#
# prepare_bench sets jdk, access (as layout.sh has it) and class_path, or says what is wrong and fails.
#
# A build lies in a folder of its own, named after its sources. So one that is running keeps its jars when the next is built.

# shellcheck source=tools/find-jdk.sh
. "$root/tools/find-jdk.sh"
# shellcheck source=tools/layout.sh
. "$root/tools/layout.sh"

prepare_bench() {
    find_jdk || return 1
    plan_options
    mkdir -p "$build"
    bench_state=$(bench_fingerprint | cksum)
    bench_lib=$build/bench-${bench_state%% *}
    [ -s "$bench_lib/class-path" ] || build_bench || return 1
    read -r class_path <"$bench_lib/class-path"
}

bench_fingerprint() {
    fingerprint "$root"
    (cd "$root" && bench_sources -exec cksum {} +) | LC_ALL=C sort
}

bench_sources() { find ./bench/src/main -type f ! -name '.*' ! -name '*~' "$@"; }

# Of a copy, as ./echelon does it; the copy is gone afterwards, whatever happened.
build_bench() {
    echo "building the bench ..." >&2
    bench_work=$build/work-bench-$$
    (
        trap 'rm -rf "$bench_work"' EXIT
        trap 'exit 130' INT
        trap 'exit 143' TERM HUP
        mkdir -p "$bench_work/lib" && cd "$root" && copy_sources && cd "$bench_work" || exit 1
        JAVA_HOME=$jdk "$root/mvnw" -q -B -ntp -pl bench -am -DskipTests -Dechelon.unchecked -Dspotless.check.skip=true \
            package </dev/null >"$build/bench.log" 2>&1 || {
            tail -n 40 "$build/bench.log" >&2
            echo "the build of the bench failed, as shown above and in $build/bench.log" >&2
            exit 1
        }
        mv bench/target/lib/*.jar bench/target/echelon-bench-*.jar lib &&
            printf '%s\n' lib/*.jar | LC_ALL=C sort | sed "s|^lib|$bench_lib|" | paste -s -d : - >lib/class-path &&
            find "$build" -name 'bench-*' -prune -mtime +0 -exec rm -rf {} + &&
            rm -rf "$bench_lib" && mv lib "$bench_lib"
    )
}

copy_sources() {
    # shellcheck disable=SC2016
    set -- sh -c 'for f; do mkdir -p "$0/${f%/*}" && cp "$f" "$0/$f" || exit; done' "$bench_work"
    sources -exec "$@" {} + && bench_sources -exec "$@" {} +
}

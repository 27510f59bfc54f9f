#!/bin/sh
# build.sh ROOT JDK JDK_VERSION: called by ./echelon when the last build is out of date.
# Builds a copy of the sources in a folder of its own, so that a save, a test run or a second build meanwhile can neither
# spoil nor be spoiled, and switches to the new jars in one step: a running server keeps the old ones.

set -eu
umask 022
root=$1 jdk=$2 jdk_version=$3
# shellcheck source=tools/layout.sh
. "$root/tools/layout.sh"

log=$build/build.log
work=$build/work-$$
patience_seconds=600
rehearsal_seconds=60

say() { echo "$*" >&2; }

if ! mkdir -p "$build" || ! [ -w "$build" ]; then
    say "cannot write to $build, where Echelon is built"
    exit 1
fi

# One build at a time. The lock is a symbolic link to its owner's process id: made in one step, readable at once. Patience
# ends because another program may have got a dead owner's id by now; two builds at once would only waste time.
waited=0
until ln -s $$ "$build/lock" 2>/dev/null; do
    owner=$(readlink "$build/lock") || owner=''
    if [ "$waited" -ge "$patience_seconds" ] || { [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; }; then
        rm -f "$build/lock"
        waited=0
    else
        [ "$waited" -ne 0 ] || say "waiting for the build that process ${owner:-?} has begun ..."
        waited=$((waited + 1))
        sleep 1
    fi
done
leave() {
    rm -rf "$work"
    [ "$(readlink "$build/lock")" != $$ ] || rm -f "$build/lock"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
if is_current; then
    exit 0 # The one we waited for has built it.
fi
previous=$lib

say "building Echelon, once ..."
for left in "$build"/work-*; do
    kill -0 "${left##*-}" 2>/dev/null || rm -rf "$left" # Its build was killed.
done
mkdir "$work"
# shellcheck disable=SC2016
(cd "$root" && sources -exec sh -c 'for f; do mkdir -p "$0/${f%/*}" && cp "$f" "$0/$f"; done' "$work" {} +)
fingerprint "$work" >"$work/fingerprint"

# -q: then the log has nothing in it but what went wrong.
(cd "$work" && JAVA_HOME=$jdk exec "$root/mvnw" -q -B -ntp -pl cli -am \
    -DskipTests -Dechelon.unchecked -Dspotless.check.skip=true package) </dev/null >"$log" 2>&1 || {
    sed "s|$work/|$root/|g" "$log" >"$work/log" && mv "$work/log" "$log"
    tail -n 40 "$log" >&2
    say "Echelon was not started: its build failed, as shown above and in $log"
    exit 1
}

mkdir "$work/lib"
mv "$work"/cli/target/lib/*.jar "$work"/cli/target/echelon-cli-*.jar "$work/fingerprint" "$work/lib"
lib=$build/lib-$(date -u +%Y%m%d%H%M%S)-$$
mv "$work/lib" "$lib"
# Named and sorted, never lib/*: a cache is good for one class path, to the letter.
printf '%s\n' "$lib"/*.jar | LC_ALL=C sort | paste -s -d : - >"$lib/class-path"
# All jars in one make every start faster, and without it all works as well.
one=$lib/echelon.jar
if "$jdk/bin/java" -cp "$(cat "$lib/class-path")" io.echelon.cli.OneJar "$one" </dev/null >>"$log" 2>&1 && [ -s "$one" ]; then
    echo "$one" >"$lib/class-path"
    find "$lib" -name '*.jar' ! -name echelon.jar -exec rm {} +
else
    rm -f "$one"
fi

# A rehearsal leaves a cache of loaded classes behind, which makes every start faster. Without one all works as well.
plan_options
# shellcheck disable=SC2086
"$jdk/bin/java" $access $hush_cache -XX:+UseSerialGC "$make_cache$lib/cache" -cp "$(cat "$lib/class-path")" \
    io.echelon.cli.Rehearsal </dev/null >>"$log" 2>&1 &
rehearsal=$!
ticks=$((rehearsal_seconds * 5))
while kill -0 $rehearsal 2>/dev/null && [ $ticks -gt 0 ]; do
    ticks=$((ticks - 1))
    sleep 0.2
done
[ $ticks -gt 0 ] || kill -9 $rehearsal
wait $rehearsal || rm -f "$lib"/cache*

echo "${lib##*/}" >"$work/current"
mv -f "$work/current" "$build/current"
for old in "$build"/lib-*; do
    [ "$old" = "$lib" ] || [ "$old" = "$previous" ] || rm -rf "$old"
done

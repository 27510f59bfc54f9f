#!/bin/sh
# Tests of ./echelon, one line a case. With --full also those that build for real on a fresh tree.
# Most run in a small tree with a JDK and a Maven that are scripts and only note how they were called.

set -u
full=${1-}
root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd)
# shellcheck source=tools/tap.sh
. "$root/tools/tap.sh"
unset JAVA_HOME ECHELON_JAVA_OPTS ECHELON_JDKS MAVEN_ARGS

# Runs ./echelon of the small tree; what it printed is in out and err, its exit code in status.
start() {
    status=0
    ECHELON_JDKS=${jdks-$scratch/jdks} "$tree/echelon" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null || status=$?
}
builds() { wc -l <"$tree/builds" | tr -d ' '; }
says() { grep -q -e "$2" "$scratch/$1"; }
said_nothing() { [ ! -s "$scratch/err" ]; }

# fake_jdk HOME VERSION
fake_jdk() {
    mkdir -p "$1/bin"
    printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\nOS_NAME="Any"\n' "$2" >"$1/release"
    cat >"$1/bin/java" <<'END'
#!/bin/sh
for option in "$@"; do
    case $option in
        *AOTCacheOutput=* | *ArchiveClassesAtExit=*) [ -n "${REHEARSAL_FAILS-}" ] && exit 1; echo x >"${option#*=}" ;;
    esac
done
echo "pid $$ of $0"
for option in "$@"; do echo "[$option]"; done
END
    echo '#!/bin/sh' >"$1/bin/javac"
    chmod +x "$1/bin/java" "$1/bin/javac"
}

small_tree() {
    tree=$1
    mkdir -p "$tree/core/src/main/java" "$tree/core/src/test/java" "$tree/.mvn"
    cp -R "$root/echelon" "$root/tools" "$tree"
    touch "$tree/pom.xml" "$tree/core/pom.xml" "$tree/.mvn/maven.config" "$tree/builds"
    echo 'class One {}' >"$tree/core/src/main/java/One.java"
    echo 'class Two {}' >"$tree/core/src/main/java/Two.java"
    cat >"$tree/mvnw" <<'END'
#!/bin/sh
echo built >>"${0%/*}/builds"
sleep "${MAVEN_SECONDS-0}"
[ -z "${MAVEN_FAILS-}" ] || { echo "[ERROR] $PWD/core/src/main/java/One.java:[1,1] no such thing"; exit 1; }
mkdir -p cli/target/lib
touch cli/target/lib/b.jar cli/target/lib/a.jar cli/target/echelon-cli-1.0.jar
END
    chmod +x "$tree/mvnw"
}

fake_jdk "$scratch/jdks/one" 17.0.15
fake_jdk "$scratch/jdks/two" 1.8.0_442
small_tree "$scratch/a tree"

start --version
[ $status -eq 125 ] && says err 'needs a JDK, version 21 or newer' && [ "$(wc -l <"$scratch/err")" -eq 1 ] && [ "$(builds)" = 0 ]
verdict $? 'without a fit JDK one sentence says what to install'

fake_jdk "$scratch/jdks/three" 21.0.7
fake_jdk "$scratch/jdks/four" 26-ea
rm -f "$scratch/jdks/two/bin/javac"
fake_jdk "$scratch/jdks/five" 25.0.3
export JAVA_HOME="$scratch/jdks/one"
start --version
[ $status -eq 0 ] && says out 'of .*/five/bin/java' && ! says err "$JAVA_HOME"
verdict $? 'a JAVA_HOME that is too old is passed over, and 25 is taken among newer and older ones'

[ "$(builds)" = 1 ] && says err '^building Echelon, once ...$' && [ "$(wc -l <"$scratch/err")" -eq 1 ]
verdict $? 'the first start builds, and says so in one line on stderr'

says out '^\[-XX:AOTCache=.*/cache\]$' && says out '^\[-XX:+UseSerialGC\]$' && says out 'a.jar:.*b.jar:.*echelon-cli-1.0.jar'
verdict $? 'a verb runs with the cache, C1, SerialGC and a sorted class path'

start --version
[ $status -eq 0 ] && [ "$(builds)" = 1 ] && said_nothing
verdict $? 'a second start takes no Maven'

touch "$tree/core/src/main/java/One.java"
echo 'class T {}' >"$tree/core/src/test/java/T.java"
touch "$tree/core/src/main/java/.One.java.swp" "$tree/core/src/main/java/One.java~"
start --version
[ "$(builds)" = 1 ] && said_nothing
verdict $? 'a new date, a test or an editor'\''s file is no change'

old=$(cat "$tree/.build/current")
echo 'class One { int i; }' >"$tree/core/src/main/java/One.java"
start --version
[ "$(builds)" = 2 ]
verdict $? 'an edited source is built'

rm "$tree/core/src/main/java/Two.java"
start --version
[ "$(builds)" = 3 ]
verdict $? 'a deleted source is built'

[ ! -e "$tree/.build/$old" ] && [ "$(find "$tree/.build" -name 'lib-*' | wc -l)" -eq 2 ] && [ -z "$(find "$tree/.build" -name 'work-*')" ]
verdict $? 'only the last two builds are kept'

echo 'class Three {}' >"$tree/core/src/main/java/Three.java"
start --version
[ "$(builds)" = 4 ]
verdict $? 'an added source is built'

echo '-T1' >"$tree/.mvn/maven.config"
start --version
echo '<project/>' >"$tree/core/pom.xml"
start --version
[ "$(builds)" = 6 ]
verdict $? 'a changed pom.xml or .mvn is built'

JAVA_HOME=$scratch/jdks/three start serve
[ $status -eq 0 ] && [ "$(builds)" = 7 ] && says out 'of .*/three/bin/java' &&
    says out '^\[-XX:SharedArchiveFile=.*/cache\]$' && ! says out 'unsafe\|aot\|Compact\|Trim'
verdict $? 'a fit JAVA_HOME wins, another JDK is built for, and 21 gets no option that it does not know'
start --version

ECHELON_JAVA_OPTS='-Xmx64m -Dx=*' start serve --port 1 'two words' ''
says out '^\[-Xmx64m\]$' && says out '^\[-Dx=\*\]$' && says out '^\[two words\]$' && says out '^\[\]$' &&
    says out '+ExitOnOutOfMemoryError' && says out '^\[-XX:+UseSerialGC\]$' && says out '^\[-Xmn' && ! says out Tiered
verdict $? 'a server gets its own options, ECHELON_JAVA_OPTS, and its arguments unchanged'

ECHELON_JAVA_OPTS=-XX:+UseZGC start serve
says out '+UseZGC' && ! says out 'SerialGC\|Xmn'
verdict $? 'a collector in ECHELON_JAVA_OPTS replaces ours'

ln -s "$tree/echelon" "$scratch/link"
mkdir "$scratch/elsewhere"
ln -s ../link "$scratch/elsewhere/again"
(cd "$scratch/elsewhere" && ECHELON_JDKS=$scratch/jdks ./again --version >"$scratch/out" 2>"$scratch/err") && said_nothing &&
    says out "^pid"
verdict $? 'it runs from any folder and through symbolic links'

ECHELON_JDKS=$scratch/jdks "$tree/echelon" serve >"$scratch/out" 2>"$scratch/err" &
pid=$!
wait $pid
says out "^pid $pid of "
verdict $? 'the pid of the launcher becomes that of the JVM'

before=$(builds)
echo 'class Four {}' >"$tree/core/src/main/java/Four.java"
MAVEN_FAILS=yes start --version
[ $status -eq 125 ] && says err "^\[ERROR\] $tree/core/src/main/java/One.java:" && ! says out pid && [ ! -L "$tree/.build/lock" ]
verdict $? 'a failed build shows what Maven said of the real sources, and starts nothing'

start --version
[ $status -eq 0 ] && [ "$(builds)" = $((before + 2)) ]
verdict $? 'the start after a failed build tries again'

echo 'class Five {}' >"$tree/core/src/main/java/Five.java"
REHEARSAL_FAILS=yes start --version
[ $status -eq 0 ] && says out '^pid' && ! says out AOT
verdict $? 'a failed rehearsal only costs the cache'

before=$(builds)
echo 'class Six {}' >"$tree/core/src/main/java/Six.java"
(MAVEN_SECONDS=2 start --version; exit $status) &
first=$!
sleep 1
start --version
second=$status
wait $first && [ $second -eq 0 ] && [ "$(builds)" = $((before + 1)) ] && says err '^waiting for the build that process'
verdict $? 'two first starts at once build once, and the second says that it waits'

before=$(builds)
echo 'class Seven {}' >"$tree/core/src/main/java/Seven.java"
(MAVEN_SECONDS=2 start --version) &
first=$!
sleep 1
echo 'class Seven { int i; }' >"$tree/core/src/main/java/Seven.java"
wait $first
start --version
[ $status -eq 0 ] && [ "$(builds)" = $((before + 2)) ]
verdict $? 'a source saved during a build is built by the next start'

sh -c 'exit 0' &
dead=$!
wait $dead
ln -s $dead "$tree/.build/lock"
echo 'class Eight {}' >"$tree/core/src/main/java/Eight.java"
start --version
[ $status -eq 0 ] && [ ! -L "$tree/.build/lock" ]
verdict $? 'the lock of a dead build is taken over'

: >"$scratch/err"
if command -v shellcheck >/dev/null; then
    (cd "$root" && shellcheck -s sh -x echelon test chaos .ci/run bench/start-up bench/compare bench/micro tools/*.sh \
        cli/src/main/resources/io/echelon/cli/run/*.sh) >"$scratch/out" 2>&1
    verdict $? 'shellcheck has nothing to say'
else
    skip 'shellcheck has nothing to say' 'no shellcheck here'
fi

# From here on for real: the project's own sources in a fresh folder, the machine's JDKs and Maven.
unset JAVA_HOME
jdks=''
real_tree() {
    tree=$1
    copy_tree "$tree"
}

real_tree "$scratch/broken"
package=$(find "$tree/core/src/main/java" -name package-info.java | head -n 1)
echo 'class Broken { nonsense }' >"${package%/*}/Broken.java"
start --version
[ $status -eq 125 ] && says err "$tree/core/src/main/java/.*Broken.java:\[1"
verdict $? 'a source that does not compile yields the message of the compiler'

if [ "$full" = --full ]; then
    real_tree "$scratch/fresh"
    for old in /usr/lib/jvm/*; do # An old java comes first, as on many a machine.
        [ -x "$old/bin/java" ] && grep -q 'JAVA_VERSION="17' "$old/release" 2>/dev/null && PATH=$old/bin:$PATH && break
    done
    start --version
    [ $status -eq 0 ] && says out '^echelon ' && says err '^building Echelon, once ...$'
    verdict $? 'a fresh tree builds and runs'

    printf '#!/bin/sh\nexit 1\n' >"$tree/mvnw"
    start --version
    [ $status -eq 0 ] && says out '^echelon ' && said_nothing
    verdict $? 'and starts again without Maven'

    read -r lib <"$tree/.build/current" && [ "$(find "$tree/.build/$lib" -name '*.jar')" = "$tree/.build/$lib/echelon.jar" ]
    verdict $? 'out of one jar'

    if [ -f "$tree/cli/src/main/java/io/echelon/cli/Rehearsal.java" ]; then
        read -r lib <"$tree/.build/current" && [ -s "$tree/.build/$lib/cache" ] &&
            ECHELON_JAVA_OPTS='-Xlog:class+load' start --version && says out 'io.echelon.*shared objects file'
        verdict $? 'the cache of the rehearsal is made and used'
    else
        skip 'the cache of the rehearsal is made and used' 'there is no rehearsal'
    fi
fi
plan

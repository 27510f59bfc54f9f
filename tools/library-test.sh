#!/bin/sh
# Tests of the Java client in another project, one line a case: what README.md shows is built against an installed library
# and run against a server, on every JDK from 17 on that is here.

set -u
root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd)
# shellcheck source=tools/tap.sh
. "$root/tools/tap.sh"
# shellcheck source=tools/find-jdk.sh
. "$root/tools/find-jdk.sh"
server=''
trap '[ -z "$server" ] || kill "$server"; rm -rf "$scratch"' EXIT
unset ECHELON_JAVA_OPTS MAVEN_ARGS
find_jdk || exit 1
export JAVA_HOME="$jdk"

consumer=$scratch/consumer
example=$consumer/src/main/java/Example.java
module=$scratch/module

# What was installed before is only read; what this installs lies in the scratch folder.
maven() {
    "$scratch/tree/mvnw" -q -B -ntp "-Dmaven.repo.local=$scratch/repository" \
        "-Dmaven.repo.local.tail=${HOME-}/.m2/repository" "$@" </dev/null >"$scratch/out" 2>"$scratch/err"
}

# block LANGUAGE: the one such block in the section of README.md about the library.
block() {
    awk -v language="$1" '
        /^## / { inside = $0 == "## A Java program" }
        inside && $0 == "```" { copying = 0 }
        copying
        inside && $0 == "```" language { copying = 1 }' "$root/README.md"
}

# A server is built while the library is.
mkfifo "$scratch/said"
"$root/echelon" serve --port 0 >"$scratch/said" 2>"$scratch/server" </dev/null &
server=$!

copy_tree "$scratch/tree"
(cd "$scratch/tree" &&
    maven -pl client -am -Dmaven.test.skip=true -Dechelon.unchecked -Dspotless.check.skip=true install)
verdict $? 'the library is installed, and what it needs with it'

mkdir -p "${example%/*}" "$module/consumer" "$module/classes"
cp -R "$root/.mvn" "$consumer"
block java >"$example"
cat >"$consumer/pom.xml" <<END
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>consumer</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
$(block xml)
  </dependencies>
  <build>
    <plugins>
      <plugin><artifactId>maven-resources-plugin</artifactId><version>3.4.0</version></plugin>
      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
      <plugin><artifactId>maven-dependency-plugin</artifactId><version>3.9.0</version></plugin>
    </plugins>
  </build>
</project>
END
maven -f "$consumer/pom.xml" compile dependency:copy-dependencies "-DoutputDirectory=$consumer/lib"
verdict $? 'another project is built with what README.md shows'

exec 3<"$scratch/said"
address=''
while [ -z "$address" ] && read -r line <&3; do
    case $line in
        'echelon is listening on '*) address=${line#echelon is listening on } address=${address%% *} ;;
    esac
done
cp "$scratch/server" "$scratch/err"
[ -n "$address" ]
verdict $? 'a server says where it listens'

block text >"$scratch/expected"
# prints HOME OPTION...: whether the example prints what README.md says, run with these options of java.
prints() {
    home=$1
    shift
    "$home/bin/java" "$@" "$address" >"$scratch/out" 2>"$scratch/err" </dev/null &&
        [ ! -s "$scratch/err" ] && [ -s "$scratch/expected" ] && cmp -s "$scratch/out" "$scratch/expected"
}

jdk_17=''
seen=''
for home in "$jdk" /usr/lib/jvm/*; do
    home=$(readlink -f "$home")
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null)
    { [ "${version:-0}" -ge 17 ] && [ -x "$home/bin/java" ]; } || continue
    case $seen in *"|$home|"*) continue ;; esac
    seen="$seen|$home|"
    [ "$version" -ne 17 ] || [ ! -x "$home/bin/javac" ] || jdk_17=$home
    prints "$home" -cp "$consumer/target/classes:$consumer/lib/*" Example
    verdict $? "the example prints what README.md says, on JDK $version"
done

name='a named module compiles and runs on JDK 17'
if [ -n "$jdk_17" ]; then
    echo 'module consumer { requires io.echelon.client; }' >"$module/module-info.java"
    { echo 'package consumer;'; cat "$example"; } >"$module/consumer/Example.java"
    "$jdk_17/bin/javac" -Xlint:all -Werror -d "$module/classes" --module-path "$consumer/lib" \
        "$module/module-info.java" "$module/consumer/Example.java" >"$scratch/out" 2>"$scratch/err" &&
        prints "$jdk_17" --module-path "$module/classes:$consumer/lib" --module consumer/consumer.Example
    verdict $? "$name"
else
    skip "$name" 'no JDK 17 here'
fi

kill "$server"
wait "$server"
status=$?
server=''
cp "$scratch/server" "$scratch/err"
[ $status -eq 0 ]
verdict $? 'the server stops in good order'
plan

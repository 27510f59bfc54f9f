# shellcheck shell=sh disable=SC2034,SC2154
# Sourced by the scripts of tests, after root is set: a folder for what they need, and one line a case, in TAP.

scratch=$(mktemp -d)
scratch=$(cd -P "$scratch" && pwd)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM HUP
number=0

# verdict STATUS NAME: one line, and what was printed to out and err if it went wrong.
verdict() {
    number=$((number + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        cat "$scratch/out" "$scratch/err" 2>/dev/null | sed 's/^/#   /' | tail -n 40
    fi
}
skip() {
    number=$((number + 1))
    echo "ok $number - $1 # SKIP $2"
}

# The last line: a script that breaks off before it has failed.
plan() {
    echo "1..$number"
}

# copy_tree FOLDER: the project as it is here, without what was built.
copy_tree() {
    mkdir "$1"
    (cd "$root" && tar -c -f - --exclude=target --exclude=.git --exclude=.build .) | tar -x -f - -C "$1"
}

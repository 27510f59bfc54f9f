# guard.sh FOLDER: ends a process group when its lease ends, or when whoever renews the lease is gone.
#
# On standard input, one to a line, times in milliseconds:
#
#   group ID     the process group it is about
#   lease T K    it is sent TERM after T and KILL another K later, unless something else is said meanwhile
#   go           the program, which waits at the gate, may start
#   end K        it is sent TERM now, the first time that this is said, and KILL after K; no lease counts any more
#   gone         its first process has ended; what is left of the group is ended too, and so is this
#
# The end of the input means that the other side is gone in whatever way.

leftovers_millis=1000
poll_seconds=0.05 poll_millis=50

# What is sent to a whole session or control group is meant for the program, and reaches it some other way.
trap '' HUP INT QUIT TERM PIPE TSTP TTIN TTOU
folder=$1 group='' timers='' kill_millis=0 is_ending=''

# Not `kill -s NAME -- -ID`, which is not understood by the kill of BusyBox.
signal() { kill "-$1" "-$group"; }

# Fails if the group is gone. CONT, since a stopped process does not hear TERM.
ask() { signal TERM && signal CONT; }

# Sets `seconds` to $1 milliseconds, as sleep takes them.
convert() {
    seconds=$((1000 + $1 % 1000))
    seconds=$(($1 / 1000)).${seconds#1}
}

# Whether any of the group runs. The dead that nobody has buried yet are of no account, where ps can tell them apart.
is_alive() {
    signal 0 || return
    ( # In some shells the end of a pipeline would be this shell itself.
        { ps -A -o pgid= -o stat= && echo complete; } | {
            last=''
            while read -r id state; do
                last=$id
                case $id,$state in
                    "$group",Z*) ;;
                    "$group",*) exit 0 ;;
                esac
            done
            [ "$last" != complete ]
        }
    )
}

# Adds a timer that sends TERM after $1 milliseconds and KILL another $2 later. USR1 cancels it until the moment of TERM;
# from then on the end of the lease cannot be taken back, and a renewal comes too late. USR2 cancels it at any time.
arm() {
    (
        exec 4>&-
        last=$! # Of the shell outside, until there is one of our own; it is buried too, since nobody else might do it.
        trap '[ "$!" = "$last" ] || kill -KILL "$!"; wait "$!"; exit' USR1 USR2
        convert "$1"
        sleep "$seconds" &
        wait "$!"
        trap '' USR1
        ask
        convert "$2"
        sleep "$seconds" &
        wait "$!"
        signal KILL
    ) &
    timers="$timers $!"
}

# The new timer before the old ones are cancelled: if it cannot be had, they still end the group. Those that are on their
# way to KILL stay, and are not waited for.
rearm() {
    old=$timers
    timers=''
    arm "$1" "$2"
    jobs # Buries those that were cancelled the last time.
    for timer in $old; do
        kill -USR1 "$timer" && timers="$timers $timer"
    done
}

disarm() {
    for timer in $timers; do
        kill -USR2 "$timer"
        wait "$timer"
    done
}

# Until the group is empty, or has been killed by a timer in $1 milliseconds at the latest and had a second more to die.
await_end() {
    waited=0
    while [ "$waited" -lt $(($1 + 1000)) ] && is_alive; do
        sleep "$poll_seconds"
        waited=$((waited + poll_millis))
    done
    signal KILL
}

# What the program has left behind when it ended by itself.
end_leftovers() {
    ask || return
    arm "$leftovers_millis" 0
    await_end "$leftovers_millis"
}

# The other side is gone.
end_all() {
    if [ -z "$is_ending" ]; then
        ask || return
        rearm "$kill_millis" 0
    fi
    await_end "$kill_millis"
}

mkfifo -m 600 "$folder/gate" "$folder/group" || exit
exec 4<>"$folder/gate"
echo ready
exec >/dev/null 2>&1

while read -r word first second; do
    case $word in
        group) group=$first ;;
        lease)
            kill_millis=$second
            rearm "$first" "$second"
            ;;
        go)
            echo go >&4
            exec 4>&-
            ;;
        end)
            kill_millis=$first
            [ -n "$is_ending" ] || ask
            is_ending=yes
            rearm "$first" 0
            ;;
        gone)
            end_leftovers
            disarm
            exit 0
            ;;
    esac
done
rm -rf "$folder" # Before the gate is closed: whoever has not come to it yet finds none.
[ -z "$group" ] || end_all
disarm

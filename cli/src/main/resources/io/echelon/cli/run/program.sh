# program.sh FOLDER COMMAND...: the first process of the group. It comes to the gate, tells which group it is in, and becomes
# the program when the guard says so.

exec 3<"$1/gate" || exit
echo $$ 1<>"$1/group" || exit
read -r word <&3 || exit
[ "$word" = go ] || exit
exec 3<&-
shift
[ ! -t 0 ] || exec </dev/null # A group in the background that reads a terminal is stopped.
exec "$@"

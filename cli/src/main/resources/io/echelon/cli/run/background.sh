# background.sh COMMAND...: runs it in a process group of its own where there is no setsid, and ends as it does.

trap '' HUP INT QUIT TERM TSTP
set -m
case $- in
    *m*) ;;
    *) exit 125 ;;
esac
(
    trap - HUP INT QUIT TERM TSTP
    exec "$@"
) &
set +m
exec </dev/null >/dev/null 2>&1 # Some shells report how it ended.
wait "$!"

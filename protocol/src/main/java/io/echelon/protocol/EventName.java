package io.echelon.protocol;

/// What the server tells unasked; [#name()] follows the star.
public enum EventName {
    HELLO,
    WELCOME,
    RANK,
    JOIN,
    LEFT,
    AWAY,
    BACK,
    ROSTER,
    COMMAND,
    CANCEL,
    RESULT,
    CLOSED,
    TALLY,
    OUT,
    PROG,
    WAITING,
    PING,
    GAP,
    SLOW,
    DRAIN,
    BYE
}

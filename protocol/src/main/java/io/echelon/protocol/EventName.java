package io.echelon.protocol;

import java.util.Locale;

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
    BYE;

    private final String lowerCase = name().toLowerCase(Locale.ROOT);

    String lowerCase() {
        return lowerCase;
    }
}

package io.echelon.protocol;

import java.util.Locale;

/// What the server tells unasked; [#name()] follows the star.
public enum EventName {
    HELLO,
    WELCOME,
    RANK,
    JOIN,
    LEFT,
    COMMAND,
    RESULT,
    CLOSED,
    BYE;

    private final String lowerCase = name().toLowerCase(Locale.ROOT);

    String lowerCase() {
        return lowerCase;
    }
}

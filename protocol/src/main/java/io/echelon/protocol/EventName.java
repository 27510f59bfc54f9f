package io.echelon.protocol;

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
    BYE
}

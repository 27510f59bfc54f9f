package io.echelon.core;

/// What became of a command at one of its targets. The first three can still change, the others are
/// for good. At every moment each target has exactly one, so that a [Tally] always sums.
public enum Outcome {
    /// Not sent yet: the member's window is full, it is away, or its wave has not come.
    WAITING(0),
    /// Handed to the member's connection; no word from it yet.
    SENT(1),
    /// The member said that it took the command up.
    RUNNING(2),
    DONE(3),
    FAILED(4),
    REFUSED(5),
    /// Called back before it was sent: certainly not executed.
    CANCELLED(6),
    /// Waited for as long as it may: certainly not executed.
    EXPIRED(7),
    /// The member left before it was sent: certainly not executed.
    UNDELIVERED(8),
    /// Routed to a member that was present and reports no results: all that can be known of it.
    DELIVERED(9),
    /// Sent, no verdict: it may have run, wholly, partly or not at all.
    UNKNOWN(10);

    static final int COUNT = values().length;
    private static final Outcome[] BY_CODE = values();

    private final byte code;

    Outcome(int code) {
        this.code = (byte) code;
    }

    public boolean isFinal() {
        return this != WAITING && !isOut();
    }

    /// Whether the member has the command and its verdict is awaited.
    boolean isOut() {
        return this == SENT || this == RUNNING;
    }

    /// Whether it counts against a rollout.
    boolean isBad() {
        return this == FAILED || this == REFUSED || this == UNKNOWN;
    }

    /// What stands for this outcome where one is kept for each target: 0 to COUNT - 1.
    byte code() {
        return code;
    }

    static Outcome ofCode(byte code) {
        return BY_CODE[code];
    }
}

package io.echelon.core;

/// What became of a command at one of its targets. The first two can still change, the others are
/// for good. At every moment each target has exactly one, so that a [Tally] always sums.
public enum Outcome {
    /// Handed to the member's connection; no word from it yet.
    SENT(0),
    /// The member said that it took the command up.
    RUNNING(1),
    DONE(2),
    FAILED(3),
    REFUSED(4),
    /// Routed to a member that was present and reports no results: all that can be known of it.
    DELIVERED(5),
    /// Sent, no verdict: it may have run, wholly, partly or not at all.
    UNKNOWN(6);

    static final int COUNT = values().length;
    private static final Outcome[] BY_CODE = values();

    private final byte code;

    Outcome(int code) {
        this.code = (byte) code;
    }

    public boolean isFinal() {
        return this != SENT && this != RUNNING;
    }

    /// What stands for this outcome where one is kept for each target: 0 to COUNT - 1.
    byte code() {
        return code;
    }

    static Outcome ofCode(byte code) {
        return BY_CODE[code];
    }
}

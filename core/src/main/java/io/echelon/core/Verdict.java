package io.echelon.core;

import io.echelon.core.Input.OutcomeReported;
import org.jspecify.annotations.Nullable;

/// How one target ended, with what it said of it.
record Verdict(Outcome outcome, @Nullable Integer code, Body body) {
    static final Verdict UNDELIVERED = bare(Outcome.UNDELIVERED);
    static final Verdict EXPIRED = bare(Outcome.EXPIRED);
    static final Verdict CANCELLED = bare(Outcome.CANCELLED);
    static final Verdict UNKNOWN = bare(Outcome.UNKNOWN);
    private static final Verdict DONE = bare(Outcome.DONE);

    static Verdict of(OutcomeReported reported) {
        boolean isBareDone = reported.outcome() == Outcome.DONE
                && reported.code() == null
                && reported.body().length() == 0;
        return isBareDone ? DONE : new Verdict(reported.outcome(), reported.code(), reported.body());
    }

    private static Verdict bare(Outcome outcome) {
        return new Verdict(outcome, null, Body.EMPTY);
    }
}

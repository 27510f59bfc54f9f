package io.echelon.core;

import io.echelon.core.Input.OutcomeReported;
import org.jspecify.annotations.Nullable;

/// How one target ended, with what it said of it.
record Verdict(Outcome outcome, @Nullable Integer code, Body body) {
    /// Of those that say no more, by the code of the outcome.
    private static final Verdict[] BARE = new Verdict[Outcome.COUNT];

    static {
        for (Outcome outcome : Outcome.values()) {
            BARE[outcome.code()] = new Verdict(outcome, null, Body.EMPTY);
        }
    }

    static final Verdict UNDELIVERED = bare(Outcome.UNDELIVERED);
    static final Verdict EXPIRED = bare(Outcome.EXPIRED);
    static final Verdict CANCELLED = bare(Outcome.CANCELLED);
    static final Verdict UNKNOWN = bare(Outcome.UNKNOWN);

    static Verdict of(OutcomeReported reported) {
        return of(reported.outcome(), reported.code(), reported.body());
    }

    private static Verdict of(Outcome outcome, @Nullable Integer code, Body body) {
        return code == null && body.length() == 0 ? bare(outcome) : new Verdict(outcome, code, body);
    }

    private static Verdict bare(Outcome outcome) {
        return BARE[outcome.code()];
    }

    void save(SnapshotWriter writer) {
        writer.put(outcome);
        writer.putOrNull(code);
        writer.put(body.bytes());
    }

    static Verdict load(SnapshotReader reader) {
        return of(reader.nextOutcome(), reader.nextIntOrNull(), new Body(reader.nextBytes()));
    }
}

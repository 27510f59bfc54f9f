package io.echelon.core;

import org.jspecify.annotations.Nullable;

/// How one target ended, with what it said of it.
record Verdict(Outcome outcome, @Nullable Integer code, Body body) {
    /// Of a target that can no longer say anything.
    static final Verdict UNKNOWN = new Verdict(Outcome.UNKNOWN, null, Body.EMPTY);
}

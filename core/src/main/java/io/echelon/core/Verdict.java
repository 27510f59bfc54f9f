package io.echelon.core;

import org.jspecify.annotations.Nullable;

/// How one target ended, with what it said of it.
record Verdict(Outcome outcome, @Nullable Integer code, Body body) {
    // Of targets that do not say anything.
    static final Verdict UNDELIVERED = new Verdict(Outcome.UNDELIVERED, null, Body.EMPTY);
    static final Verdict EXPIRED = new Verdict(Outcome.EXPIRED, null, Body.EMPTY);
    static final Verdict CANCELLED = new Verdict(Outcome.CANCELLED, null, Body.EMPTY);
    static final Verdict UNKNOWN = new Verdict(Outcome.UNKNOWN, null, Body.EMPTY);
}

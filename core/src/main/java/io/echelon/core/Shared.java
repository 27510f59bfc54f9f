package io.echelon.core;

/// What all groups of a state machine have in common: the time, and the bounds of what they keep
/// together.
record Shared(Clock clock, OpenOutcomes openOutcomes, BodyStore bodies, ResultStore results) {
    static Shared within(Limits limits) {
        return new Shared(
                new Clock(),
                new OpenOutcomes(limits.maxOpenOutcomes()),
                new BodyStore(limits.maxBodyBytes()),
                new ResultStore(limits.maxResultBytes()));
    }
}

package io.echelon.core;

/// What all groups of a state machine have in common: the settings, the time, and the bounds of what they
/// keep together.
record Shared(Settings settings, Clock clock, OpenOutcomes openOutcomes, BodyStore bodies, ResultStore results) {
    static Shared with(Settings settings) {
        Limits limits = settings.limits();
        return new Shared(
                settings,
                new Clock(),
                new OpenOutcomes(limits.maxOpenOutcomes()),
                new BodyStore(limits.maxBodyBytes()),
                new ResultStore(limits.maxResultBytes()));
    }

    /// The settings have changed.
    void adjust() {
        openOutcomes.limitTo(settings.limits().maxOpenOutcomes());
        bodies.limitTo(settings.limits().maxBodyBytes());
        results.limitTo(settings.limits().maxResultBytes());
    }
}

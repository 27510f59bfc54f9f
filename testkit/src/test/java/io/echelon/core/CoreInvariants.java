package io.echelon.core;

import io.echelon.testkit.simulation.Audit;
import java.util.List;

/// The invariants that the core's own tests check, for a log that several servers made.
public final class CoreInvariants implements Audit {
    private final Invariants invariants;

    /// @param limits with which the state was founded
    public CoreInvariants(Limits limits) {
        this.invariants = new Invariants(limits, 0);
    }

    @Override
    public void check(Input input, List<Effect> effects) {
        invariants.check(input, effects);
    }
}

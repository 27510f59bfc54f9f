package io.echelon.core;

import java.util.List;

/// What must hold after every input, whatever the rules are in detail. Knows nothing but inputs and
/// effects, as the edge does.
final class Invariants {
    private final RosterInvariants rosters;
    private final ObserverInvariants observers;
    private final CommandInvariants commands;

    Invariants(Limits limits) {
        rosters = new RosterInvariants(limits.capacity());
        observers = new ObserverInvariants(rosters);
        commands = new CommandInvariants(rosters);
    }

    /// @throws AssertionError that begins with the name of the invariant
    void check(Input input, List<Effect> effects) {
        ReplyInvariants.check(input, effects);
        commands.begin(input);
        for (Effect effect : effects) {
            rosters.check(effect);
            observers.check(effect);
            commands.check(effect);
        }
        observers.end(input);
        commands.end();
    }

    static void require(boolean holds, String invariant, Object fact) {
        if (!holds) {
            throw new AssertionError(invariant + ": " + fact);
        }
    }
}

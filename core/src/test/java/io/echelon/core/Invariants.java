package io.echelon.core;

import java.util.List;

/// What must hold after every input, whatever the rules are in detail. Knows nothing but inputs and
/// effects, as the edge does.
final class Invariants {
    private final RosterInvariants rosters;
    private final CommandInvariants commands;

    Invariants(Limits limits) {
        rosters = new RosterInvariants(limits.capacity());
        commands = new CommandInvariants(rosters);
    }

    /// @throws AssertionError that begins with the name of the invariant
    void check(Input input, List<Effect> effects) {
        ReplyInvariants.check(input, effects);
        commands.begin(input);
        for (Effect effect : effects) {
            rosters.check(effect);
            commands.check(effect);
        }
        commands.end();
    }

    static void require(boolean holds, String invariant, Object fact) {
        if (!holds) {
            throw new AssertionError(invariant + ": " + fact);
        }
    }
}

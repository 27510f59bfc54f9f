package io.echelon.core;

import java.util.List;

/// What must hold after every input, whatever the rules are in detail. Knows nothing but inputs and
/// effects, as the edge does. `docs/invariants.md` has them all.
final class Invariants {
    private final RosterInvariants rosters;
    private final ObserverInvariants observers;
    private final WaiterInvariants waiters;
    private final ResumeInvariants resumes;
    private final CommandInvariants commands;
    private final ExecutorInvariants executors;

    Invariants(Limits limits, long tokenBase) {
        rosters = new RosterInvariants(limits.capacity(), tokenBase);
        observers = new ObserverInvariants(rosters);
        waiters = new WaiterInvariants(rosters, limits);
        resumes = new ResumeInvariants(rosters, limits.maxReplayEvents());
        commands = new CommandInvariants(rosters);
        executors = new ExecutorInvariants(rosters, commands);
    }

    /// @throws AssertionError that begins with the name of the invariant
    void check(Input input, List<Effect> effects) {
        ReplyInvariants.check(input, effects);
        rosters.begin(input);
        waiters.begin(input);
        resumes.begin(input);
        commands.begin(input);
        executors.begin(input);
        for (Effect effect : effects) {
            rosters.check(effect);
            observers.check(effect);
            waiters.check(effect);
            if (!resumes.isReplay(effect)) {
                commands.check(effect);
                executors.check(effect);
            }
        }
        rosters.end();
        observers.end(input);
        waiters.end();
        resumes.end();
        commands.end();
    }

    static void require(boolean holds, String invariant, Object fact) {
        if (!holds) {
            throw new AssertionError(invariant + ": " + fact);
        }
    }
}

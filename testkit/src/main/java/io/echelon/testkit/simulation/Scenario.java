package io.echelon.testkit.simulation;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.util.List;

/// What a run is like: how many take part in it, what goes wrong how often.
///
/// @param stormMillis of simulated time with faults
/// @param calmMillis of simulated time without, in which everything has to come to its end
/// @param faultMillis between two faults, on the average
/// @param lossRate of proposals that are lost, 0 to 1; the next three likewise
/// @param comparedEvery after so many entries each the states of all nodes are compared
record Scenario(
        long seed,
        int nodes,
        int clients,
        long stormMillis,
        long calmMillis,
        long faultMillis,
        double lossRate,
        double duplicateRate,
        double falseFailureRate,
        double slowRate,
        int comparedEvery) {
    static final long LONGEST_GRACE_MILLIS = 8_000;
    static final long LONGEST_LIMIT_MILLIS = 12_000;
    /// Of silence after which the leader takes a node for lost.
    static final long LOST_MILLIS = 2_500;

    private static final long CALM_MILLIS = 40_000;

    static Scenario of(long seed) {
        Chance chance = new Chance(seed);
        int nodes = chance.pick(List.of(3, 3, 3, 3, 5, 1));
        return new Scenario(
                seed,
                nodes,
                (int) chance.between(3, 8),
                chance.between(15, 40) * 1_000,
                CALM_MILLIS,
                chance.happens(0.3) ? chance.between(100, 400) : chance.between(400, 4_000),
                rate(chance),
                rate(chance),
                rate(chance),
                rate(chance),
                chance.happens(0.05) ? 1 : 100);
    }

    private static double rate(Chance chance) {
        return chance.happens(0.4) ? 0 : chance.below(100) / (chance.happens(0.2) ? 250.0 : 800.0);
    }

    /// @param node counted from 0: each has its own idea of the limits, and the leader's hold
    ServerOptions options(int node) {
        return ServerOptions.DEFAULTS
                .withAutojoin(false)
                .withLimit(Limit.CAPACITY, 3 + ((seed + node) & 3))
                .withLimit(Limit.CLOSED_COMMANDS, 400)
                .withLimit(Limit.WINDOW, 4);
    }
}

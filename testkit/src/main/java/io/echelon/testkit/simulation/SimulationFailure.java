package io.echelon.testkit.simulation;

/// A run found that something is not as it has to be. The message says what, when, what came before it, and
/// how the same happens again.
@SuppressWarnings("serial") // Nobody sends it anywhere.
public final class SimulationFailure extends AssertionError {
    private final long seed;

    SimulationFailure(Scenario scenario, Timeline timeline, Journal journal, Throwable cause) {
        super(
                cause + "\nseed=" + scenario.seed() + ", event " + timeline.steps() + ", after "
                        + timeline.nowMillis() + " ms of simulated time, " + scenario
                        + "\nreplay with: ./echelon selftest --seed " + scenario.seed()
                        + "\nthe last events:\n" + journal.lines(),
                cause);
        this.seed = scenario.seed();
    }

    /// The same seed fails in the same way.
    public long seed() {
        return seed;
    }
}

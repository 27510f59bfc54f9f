package io.echelon.core;

import java.util.function.Supplier;

/// The random test of whatever core it is loaded with: how many inputs until something is noticed, and
/// what, or nothing.
final class FaultSearch implements Supplier<String> {
    private final long seed;
    private final long maxInputs;

    FaultSearch(long seed, long maxInputs) {
        this.seed = seed;
        this.maxInputs = maxInputs;
    }

    @Override
    public String get() {
        RandomRun run = new RandomRun(seed);
        try {
            run.run(maxInputs, effects -> {});
            return "";
        } catch (AssertionError | RuntimeException noticed) {
            String first = String.valueOf(noticed).lines().findFirst().orElse("");
            return run.count() + " inputs: " + first;
        }
    }
}

package io.echelon.testkit.simulation;

import java.util.List;
import java.util.SplittableRandom;

/// All that is left to chance in a run, drawn from its seed.
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// @param probability 0 to 1
    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /// @return 0 to `bound` - 1
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// @param most inclusive
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    long next() {
        return random.nextLong();
    }

    /// How long something takes: mostly around `typicalMicros`, now and then ten times as long.
    long delayMicros(long typicalMicros) {
        long most = random.nextInt(20) == 0 ? 20 * typicalMicros : 2 * typicalMicros;
        return random.nextLong(1, most + 1);
    }
}

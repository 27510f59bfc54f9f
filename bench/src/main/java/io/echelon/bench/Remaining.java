package io.echelon.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How long the runs that are left will take: as long as they took last, or as long as they are expected to.
final class Remaining {
    private final Plan plan;
    private final int rounds;
    private final Map<Measurement, Duration> took = new HashMap<>();

    Remaining(Plan plan, int rounds) {
        this.plan = plan;
        this.rounds = rounds;
    }

    void took(Measurement measurement, Duration time) {
        took.put(measurement, time);
    }

    /// @param done how many runs are over
    Duration after(int done) {
        Duration left = Duration.ZERO;
        int size = plan.steps().size();
        for (int run = done; run < rounds * size; run++) {
            Measurement measurement = plan.steps().get(run % size).measurement();
            left = left.plus(took.getOrDefault(
                    measurement, Duration.ofSeconds(measurement.task().expectedSeconds())));
        }
        return left;
    }

    /// As in `about 25 min left`.
    static String say(Duration left) {
        long seconds = left.toSeconds();
        return seconds < 100 ? "about " + seconds + " s left" : "about " + (seconds + 30) / 60 + " min left";
    }
}

package io.echelon.bench;

import java.util.ArrayList;
import java.util.List;

/// What came of all runs, in the order in which they ran.
final class Findings {
    /// @param round 1, 2, 3 ...
    record Run(int round, Measurement measurement, Outcome outcome) {}

    private final List<Run> runs = new ArrayList<>();

    void add(int round, Measurement measurement, Outcome outcome) {
        runs.add(new Run(round, measurement, outcome));
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }

    long failed() {
        return runs.stream()
                .filter(run -> run.outcome() instanceof Outcome.Failed)
                .count();
    }

    Summary summary(Reading reading) {
        List<Double> values = new ArrayList<>();
        int failed = 0;
        for (Run run : runs) {
            if (run.measurement().equals(reading.measurement())) {
                switch (run.outcome()) {
                    case Outcome.Measured(Figures figures) -> values.add(figures.number(reading.figure()));
                    case Outcome.Failed ignored -> failed++;
                }
            }
        }
        return Summary.of(values, failed);
    }
}

package io.echelon.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/// Runs a plan again and again, so that whatever changes on the machine meanwhile meets every server alike. A
/// run that fails costs no other one.
final class Rounds {
    private final Function<Measurement, Outcome> bench;
    private final PrintWriter progress;

    /// @param bench does one run
    /// @param progress where it is told what goes on
    Rounds(Function<Measurement, Outcome> bench, PrintWriter progress) {
        this.bench = bench;
        this.progress = progress;
    }

    Findings run(Plan plan, int rounds) {
        Findings findings = new Findings();
        Remaining remaining = new Remaining(plan, rounds);
        int done = 0;
        for (int round = 1; round <= rounds; round++) {
            for (Plan.Step step : plan.steps()) {
                progress.printf(
                        "round %d of %d, %s: %s, %s%n",
                        round, rounds, step.name(), step.measurement(), Remaining.say(remaining.after(done)));
                progress.flush();
                long start = System.nanoTime();
                Outcome outcome = checked(bench.apply(step.measurement()), step.figures());
                remaining.took(step.measurement(), Duration.ofNanos(System.nanoTime() - start));
                findings.add(round, step.measurement(), outcome);
                tell(outcome);
                done++;
            }
        }
        return findings;
    }

    /// A run without a figure that is wanted of it has failed.
    private static Outcome checked(Outcome outcome, Set<String> wanted) {
        if (outcome instanceof Outcome.Measured(Figures figures)) {
            try {
                wanted.forEach(figures::number);
            } catch (IllegalArgumentException wrong) {
                return new Outcome.Failed(String.valueOf(wrong.getMessage()));
            }
        }
        return outcome;
    }

    private void tell(Outcome outcome) {
        switch (outcome) {
            case Outcome.Measured(Figures figures) -> progress.println("    " + figures.line());
            case Outcome.Failed(String why) -> progress.println("    FAILED: " + why.replace("\n", "\n    "));
        }
        progress.flush();
    }
}

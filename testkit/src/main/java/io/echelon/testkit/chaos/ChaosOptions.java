package io.echelon.testkit.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a run is to be.
///
/// @param time that faults are done for; the last one is brought to its end
/// @param mostFaults after which it is over too
/// @param faults that are drawn from, as far as this machine allows them
/// @param inOrder whether they are done one after the other instead
/// @param longest that anything is frozen, cut off, late or left in peace
/// @param seed that everything is drawn by
/// @param nodes 3 or 5
/// @param classPath of the `echelon` command
/// @param folder for states, what servers say and the history; kept if anything is found
public record ChaosOptions(
        Duration time,
        int mostFaults,
        List<Fault> faults,
        boolean inOrder,
        Duration longest,
        long seed,
        int nodes,
        String classPath,
        Path folder) {
    private static final Duration LEAST_LONGEST = Duration.ofSeconds(2);

    public ChaosOptions {
        faults = List.copyOf(faults);
        if (longest.compareTo(LEAST_LONGEST) < 0) {
            throw new IllegalArgumentException("nothing comes of less than " + LEAST_LONGEST);
        }
    }
}

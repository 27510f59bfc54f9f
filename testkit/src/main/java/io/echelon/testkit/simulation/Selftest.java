package io.echelon.testkit.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Simulated clusters, one after the other, for as long as somebody has time to look for what is wrong.
public final class Selftest {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// What all runs came to.
    ///
    /// @param nextSeed of the run that would have been the next
    /// @param occurrences how often each kind of effect and rejection came
    public record Summary(
            int runs,
            long nextSeed,
            long simulatedMillis,
            long elapsedMillis,
            long entries,
            Map<String, Integer> occurrences) {
        /// How much faster than real time it was.
        public long speed() {
            return simulatedMillis / Math.max(1, elapsedMillis);
        }
    }

    private Selftest() {}

    /// Runs clusters with the seeds `seed`, `seed + 1` and so on; at least one.
    ///
    /// @param progress told a line now and then
    /// @throws SimulationFailure at the first that fails
    public static Summary run(Duration duration, long seed, Consumer<String> progress) {
        long startNanos = System.nanoTime();
        long toldNanos = startNanos;
        Summary summary = new Summary(0, seed, 0, 0, 0, new TreeMap<>());
        do {
            Simulation.Report report = new Simulation(Scenario.of(summary.nextSeed())).run();
            long nowNanos = System.nanoTime();
            summary = add(summary, report, TimeUnit.NANOSECONDS.toMillis(nowNanos - startNanos));
            if (nowNanos - toldNanos >= PROGRESS_NANOS) {
                toldNanos = nowNanos;
                progress.accept(line(summary));
            }
        } while (summary.elapsedMillis() < duration.toMillis());
        progress.accept(line(summary));
        return summary;
    }

    private static Summary add(Summary before, Simulation.Report report, long elapsedMillis) {
        Map<String, Integer> occurrences = new TreeMap<>(before.occurrences());
        report.occurrences().forEach((kind, count) -> occurrences.merge(kind, count, Integer::sum));
        return new Summary(
                before.runs() + 1,
                before.nextSeed() + 1,
                before.simulatedMillis() + report.simulatedMillis(),
                elapsedMillis,
                before.entries() + report.entries(),
                occurrences);
    }

    private static String line(Summary summary) {
        return summary.runs() + " clusters, " + summary.entries() + " entries, "
                + summary.simulatedMillis() / 1_000 + " s simulated in " + summary.elapsedMillis() / 1_000 + " s ("
                + summary.speed() + " times real time), nothing wrong; the next seed is " + summary.nextSeed();
    }
}

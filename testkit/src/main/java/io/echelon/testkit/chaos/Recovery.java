package io.echelon.testkit.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long it took after each leader was killed until another command was accepted. Any thread may use it.
public final class Recovery {
    /// What is promised, for 99 of 100.
    public static final double PROMISED_SECONDS = 3;

    private static final double NANOS = 1e9;

    private final List<Double> seconds = new ArrayList<>();

    synchronized void add(long nanos) {
        seconds.add(nanos / NANOS);
    }

    public synchronized int count() {
        return seconds.size();
    }

    /// @param share of the kills, from 0 to 1, that were over by then
    /// @return 0 if there was none
    public synchronized double seconds(double share) {
        List<Double> sorted = seconds.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size() - 1e-9) - 1);
    }

    public boolean isKept() {
        return seconds(0.99) <= PROMISED_SECONDS;
    }

    @Override
    public String toString() {
        return count() == 0
                ? "no leader was killed alone"
                : String.format(
                        Locale.ROOT,
                        "%d leaders killed, the next command after p50 %.2f s, p99 %.2f s, at most %.2f s",
                        count(),
                        seconds(0.5),
                        seconds(0.99),
                        seconds(1));
    }
}

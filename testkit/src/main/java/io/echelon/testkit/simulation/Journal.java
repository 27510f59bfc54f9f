package io.echelon.testkit.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/// What happened last, for whoever wants to understand a failure; and a sum of all that ever happened, by
/// which two runs can be compared.
final class Journal {
    private static final int KEPT = 30;

    private final Timeline timeline;
    private final Deque<String> last = new ArrayDeque<>();
    private long sum;

    Journal(Timeline timeline) {
        this.timeline = timeline;
    }

    /// @param line the same in every run with the same seed
    void note(String line) {
        sum = 31 * sum + line.hashCode() + timeline.nowNanos();
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.add(timeline.nowMillis() + " ms  " + line);
    }

    long sum() {
        return sum;
    }

    /// The last events, a line each.
    String lines() {
        return String.join("\n", last);
    }
}

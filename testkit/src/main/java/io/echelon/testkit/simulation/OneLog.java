package io.echelon.testkit.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// The log as consensus makes it: one sequence, to which the leader adds, and of which nothing is ever lost
/// once it is committed. What the leader has taken and not committed may be lost with the leader, from some
/// entry on.
final class OneLog {
    /// @param stampMillis of the leader that took it
    /// @param takenNanos the simulated time of that
    /// @param onDropped told if it is never committed
    @SuppressWarnings("ArrayRecordComponent") // Bytes as they are; nobody compares them.
    record Logged(byte[] entry, long stampMillis, long takenNanos, Runnable onDropped) {}

    private final List<Logged> committed = new ArrayList<>();
    private final Deque<Logged> tail = new ArrayDeque<>();
    private final Consumer<Logged> onCommitted;

    OneLog(Consumer<Logged> onCommitted) {
        this.onCommitted = onCommitted;
    }

    /// How many entries are committed.
    int size() {
        return committed.size();
    }

    Logged get(int index) {
        return committed.get(index);
    }

    /// What the leader has taken and not committed, the oldest first.
    List<Logged> tail() {
        return List.copyOf(tail);
    }

    void take(Logged entry) {
        tail.add(entry);
    }

    /// Commits the oldest that is not committed yet, if there is one.
    void commitNext() {
        Logged next = tail.poll();
        if (next != null) {
            committed.add(next);
            onCommitted.accept(next);
        }
    }

    /// Another leader begins, which has some of what the former took; the rest is lost.
    void settle(int kept) {
        for (int left = kept; left > 0; left--) {
            commitNext();
        }
        List<Logged> dropped = List.copyOf(tail);
        tail.clear();
        dropped.forEach(entry -> entry.onDropped().run());
    }
}

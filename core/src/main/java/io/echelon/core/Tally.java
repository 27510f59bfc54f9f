package io.echelon.core;

import java.util.Arrays;
import java.util.Locale;

/// How many of a command's targets ended in which [Outcome]. The counts sum to [#total] at every
/// moment. What is handed out in an [Effect] no longer changes.
public final class Tally {
    private final int[] counts;

    /// @param waiting how many targets have an outcome of their own
    /// @param delivered how many have not
    Tally(int waiting, int delivered) {
        counts = new int[Outcome.COUNT];
        counts[Outcome.WAITING.code()] = waiting;
        counts[Outcome.DELIVERED.code()] = delivered;
    }

    private Tally(int[] counts) {
        this.counts = counts;
    }

    public int total() {
        int total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }

    public int count(Outcome outcome) {
        return counts[outcome.code()];
    }

    /// Whether no outcome is open any more.
    public boolean isFinal() {
        return open() == 0;
    }

    /// How many outcomes can still change.
    int open() {
        return count(Outcome.WAITING) + count(Outcome.SENT) + count(Outcome.RUNNING);
    }

    /// How many count against a rollout.
    int bad() {
        return count(Outcome.FAILED) + count(Outcome.REFUSED) + count(Outcome.UNKNOWN);
    }

    void move(Outcome from, Outcome to) {
        counts[from.code()]--;
        counts[to.code()]++;
    }

    Tally copy() {
        return new Tally(counts.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally tally && Arrays.equals(counts, tally.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    /// Without the outcomes that nobody had: `total=12 done=10 unknown=2`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("total=").append(total());
        for (Outcome outcome : Outcome.values()) {
            if (count(outcome) > 0) {
                text.append(' ')
                        .append(outcome.name().toLowerCase(Locale.ROOT))
                        .append('=')
                        .append(count(outcome));
            }
        }
        return text.toString();
    }
}

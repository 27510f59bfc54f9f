package io.echelon.core;

import java.util.Arrays;
import java.util.Locale;

/// How many of a command's targets ended in which [Outcome]. The counts sum to [#total] at every
/// moment. What is handed out in an [Effect] no longer changes.
public final class Tally {
    private static final int[] NOBODY = {};

    /// How many have no outcome of their own: they were delivered.
    private final int untracked;
    /// How many of the others have which, by its code; without elements if there are no others.
    private final int[] tracked;

    /// @param waiting how many targets have an outcome of their own
    /// @param delivered how many have not
    Tally(int waiting, int delivered) {
        this(delivered, waiting == 0 ? NOBODY : new int[Outcome.COUNT]);
        if (waiting > 0) {
            tracked[Outcome.WAITING.code()] = waiting;
        }
    }

    private Tally(int untracked, int[] tracked) {
        this.untracked = untracked;
        this.tracked = tracked;
    }

    public int total() {
        int total = untracked;
        for (int count : tracked) {
            total += count;
        }
        return total;
    }

    public int count(Outcome outcome) {
        int count = tracked.length == 0 ? 0 : tracked[outcome.code()];
        return outcome == Outcome.DELIVERED ? count + untracked : count;
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
        tracked[from.code()]--;
        tracked[to.code()]++;
    }

    void save(SnapshotWriter writer) {
        writer.put(untracked);
        writer.put(tracked.length > 0);
        for (int count : tracked) {
            writer.put(count);
        }
    }

    static Tally load(SnapshotReader reader) {
        Tally tally = new Tally(reader.nextInt(), reader.nextBoolean() ? new int[Outcome.COUNT] : NOBODY);
        for (int code = 0; code < tally.tracked.length; code++) {
            tally.tracked[code] = reader.nextInt();
        }
        return tally;
    }

    Tally copy() {
        return tracked.length == 0 ? this : new Tally(untracked, tracked.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally tally && Arrays.equals(counts(), tally.counts());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts());
    }

    private int[] counts() {
        int[] counts = Arrays.copyOf(tracked, Outcome.COUNT);
        counts[Outcome.DELIVERED.code()] += untracked;
        return counts;
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

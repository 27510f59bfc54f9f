package io.echelon.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what a [SnapshotWriter] wrote, and gives to several what they shared.
///
/// Each method throws [IllegalArgumentException] if that is not what comes next. Nothing grows by a number
/// alone: for all that is kept something was read.
final class SnapshotReader {
    private static final int SMALLEST = 16;

    private final SnapshotInput input;
    private final List<KeptBody> bodies = new ArrayList<>();
    private final List<ReplayEvent> events = new ArrayList<>();
    private Targets targets = Targets.NONE;

    SnapshotReader(SnapshotInput input) {
        this.input = input;
    }

    long nextLong() {
        return input.nextLong();
    }

    /// @param last inclusive
    long nextLong(long first, long last) {
        long value = input.nextLong();
        if (value < first || value > last) {
            throw wrong(value + " where " + first + " to " + last + " may be");
        }
        return value;
    }

    /// 0 or more.
    int nextInt() {
        return (int) nextLong(0, Integer.MAX_VALUE);
    }

    /// @param last inclusive
    int nextInt(int first, int last) {
        return (int) nextLong(first, last);
    }

    boolean nextBoolean() {
        return nextLong(0, 1) == 1;
    }

    /// @param type of which one comes
    <E extends Enum<E>> E nextOf(Class<E> type) {
        return Enum.valueOf(type, nextText());
    }

    Outcome nextOutcome() {
        return Outcome.ofCode((byte) nextInt(0, Outcome.COUNT - 1));
    }

    String nextText() {
        return input.nextText();
    }

    byte[] nextBytes() {
        return input.nextBytes();
    }

    @Nullable
    String nextTextOrNull() {
        return nextBoolean() ? nextText() : null;
    }

    @Nullable
    Long nextLongOrNull() {
        return nextBoolean() ? Long.valueOf(nextLong()) : null;
    }

    @Nullable
    Integer nextIntOrNull() {
        return nextBoolean() ? Integer.valueOf(nextInt(Integer.MIN_VALUE, Integer.MAX_VALUE)) : null;
    }

    @Nullable
    SessionHash nextSessionOrNull() {
        return nextBoolean() ? new SessionHash(nextLong(), nextLong(), nextLong(), nextLong()) : null;
    }

    @Nullable
    KeptBody nextBodyOrNull() {
        if (!nextBoolean()) {
            return null;
        }
        int number = nextInt(0, bodies.size());
        if (number == bodies.size()) {
            bodies.add(KeptBody.load(this));
        }
        return bodies.get(number);
    }

    /// All that have come.
    List<KeptBody> bodies() {
        return bodies;
    }

    /// @param count how many come
    /// @param group whose events they are
    /// @param row to which they are added
    void nextEvents(int count, int group, Collection<ReplayEvent> row) {
        int left = count;
        while (left > 0) {
            int run = nextInt(0, left);
            if (run == 0) {
                ReplayEvent event = ReplayEvent.load(this, group);
                events.add(event);
                row.add(event);
                left--;
            } else {
                int first = nextInt(0, events.size() - run);
                row.addAll(events.subList(first, first + run));
                left -= run;
            }
        }
    }

    Targets nextTargets() {
        int from = nextInt(0, targets.count()) - 1;
        int count = nextInt();
        if (from >= 0) {
            if (count > targets.count() - from) {
                throw wrong("more targets than there are");
            }
            return targets.part(from, count);
        }
        long[] numbers = nextAscending(count, 1);
        Targets whole = Targets.of(numbers, count);
        targets = count > 0 ? whole : targets;
        return whole;
    }

    /// So many numbers above 0, of which each but the first was written as what it is more than the one before.
    ///
    /// @param least that this may be
    long[] nextAscending(int count, int least) {
        long[] numbers = new long[Math.min(count, SMALLEST)];
        long before = 0;
        for (int index = 0; index < count; index++) {
            if (index == numbers.length) {
                numbers = Arrays.copyOf(numbers, (int) Math.min(count, 2L * index));
            }
            before += nextLong(least, Long.MAX_VALUE - before);
            numbers[index] = before;
        }
        return numbers;
    }

    static IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException("no snapshot of a state machine: " + problem);
    }
}

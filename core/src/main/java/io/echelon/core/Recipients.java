package io.echelon.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A frozen choice of one group's members, as ascending ranges of member numbers. Whoever has a
/// number in one of them and is still there is meant: numbers are drawn in order of arrival, so
/// nobody who came later can have one. Costs the same for one recipient as for 65,536 in a row.
public final class Recipients implements Selection {
    private final int count;
    /// The only range, where there is but one.
    private final long onlyFirst;

    private final long onlyLast;
    /// Of several ranges or none.
    private final long @Nullable [] bounds;

    /// @param count how many members are meant
    /// @param bounds first and last number of each range, ascending
    Recipients(int count, long... bounds) {
        boolean isOne = bounds.length == 2;
        this.count = count;
        this.onlyFirst = isOne ? bounds[0] : 0;
        this.onlyLast = isOne ? bounds[1] : 0;
        this.bounds = isOne ? null : bounds;
    }

    /// @param count how many members from one number to another are meant
    Recipients(int count, long first, long last) {
        this.count = count;
        this.onlyFirst = first;
        this.onlyLast = last;
        this.bounds = null;
    }

    static Recipients of(long number) {
        return new Recipients(1, number, number);
    }

    /// @param numbers ascending
    static Recipients of(long[] numbers) {
        long[] bounds = new long[2 * numbers.length];
        int used = 0;
        for (long number : numbers) {
            if (used > 0 && bounds[used - 1] + 1 == number) {
                bounds[used - 1] = number;
            } else {
                bounds[used++] = number;
                bounds[used++] = number;
            }
        }
        return new Recipients(numbers.length, Arrays.copyOf(bounds, used));
    }

    /// Those from one number to another.
    ///
    /// @param partCount how many they are
    Recipients between(long firstNumber, long lastNumber, int partCount) {
        long[] part = new long[2 * rangeCount()];
        int used = 0;
        for (int range = 0; range < rangeCount(); range++) {
            long first = Math.max(first(range), firstNumber);
            long last = Math.min(last(range), lastNumber);
            if (first <= last) {
                part[used++] = first;
                part[used++] = last;
            }
        }
        return new Recipients(partCount, Arrays.copyOf(part, used));
    }

    /// All but some of them.
    ///
    /// @param numbers of members that are meant, ascending
    Recipients without(long[] numbers) {
        if (numbers.length == 0) {
            return this;
        }
        long[] left = new long[2 * (rangeCount() + numbers.length)];
        int used = 0;
        int next = 0;
        for (int range = 0; range < rangeCount(); range++) {
            long first = first(range);
            for (; next < numbers.length && numbers[next] <= last(range); next++) {
                if (first < numbers[next]) {
                    left[used++] = first;
                    left[used++] = numbers[next] - 1;
                }
                first = numbers[next] + 1;
            }
            if (first <= last(range)) {
                left[used++] = first;
                left[used++] = last(range);
            }
        }
        return new Recipients(count - numbers.length, Arrays.copyOf(left, used));
    }

    void save(SnapshotWriter writer) {
        writer.put(count);
        writer.put(rangeCount());
        long before = 0;
        for (int range = 0; range < rangeCount(); range++) {
            writer.put(first(range) - before);
            writer.put(last(range) - first(range));
            before = last(range);
        }
    }

    static Recipients load(SnapshotReader reader) {
        int count = reader.nextInt();
        int rangeCount = reader.nextInt(0, Limits.MAX_CAPACITY);
        return new Recipients(count, reader.nextAscending(2 * rangeCount, 0));
    }

    /// How many members were meant when the choice was made.
    public int count() {
        return count;
    }

    public int rangeCount() {
        return bounds == null ? 1 : bounds.length / 2;
    }

    public long first(int range) {
        return bounds == null ? onlyFirst : bounds[2 * range];
    }

    public long last(int range) {
        return bounds == null ? onlyLast : bounds[2 * range + 1];
    }

    public boolean includes(long number) {
        int low = 0;
        int high = rangeCount() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (number < first(middle)) {
                high = middle - 1;
            } else if (number > last(middle)) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /// Whether both mean the same members.
    public boolean matches(Recipients other) {
        return onlyFirst == other.onlyFirst && onlyLast == other.onlyLast && Arrays.equals(bounds, other.bounds);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int range = 0; range < rangeCount(); range++) {
            text.append(range == 0 ? "m" : ",m").append(first(range));
            if (last(range) != first(range)) {
                text.append("-m").append(last(range));
            }
        }
        return text.toString();
    }
}

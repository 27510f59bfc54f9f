package io.echelon.core;

import java.util.Arrays;

/// The places in a row whose holders have left, as long as nobody has closed up to them. They are few: to
/// close up costs as much for many as for one, and to add one costs more the more there are.
final class Gaps {
    private static final int MAX_COUNT = 512;
    private static final int SMALLEST = 4;

    /// Ascending.
    private int[] indexes = new int[SMALLEST];

    private int count;
    /// How many there are before the first place that is held.
    private int leading;

    int count() {
        return count;
    }

    boolean isFull() {
        return count == MAX_COUNT;
    }

    /// @param index of a place that is held; [#isFull] does not hold
    void add(int index) {
        if (count == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * count);
        }
        int before = before(index);
        System.arraycopy(indexes, before, indexes, before + 1, count - before);
        indexes[before] = index;
        count++;
        while (leading < count && indexes[leading] == leading) {
            leading++;
        }
    }

    void clear() {
        count = 0;
        leading = 0;
    }

    /// How many there are before a place.
    int before(int index) {
        if (count == 0) {
            return 0;
        }
        int found = Arrays.binarySearch(indexes, 0, count, index);
        return found < 0 ? -found - 1 : found;
    }

    /// The first place that is held.
    int firstHeld() {
        return leading;
    }

    /// @return the last place that is held before another, or a negative value if there is none
    int lastHeldBefore(int index) {
        int held = index - 1;
        int gap = before(index) - 1;
        while (gap >= leading && indexes[gap] == held) {
            gap--;
            held--;
        }
        return held < leading ? -1 : held;
    }

    /// The places of a row that are held come to lie side by side at its beginning.
    ///
    /// @param row an array
    /// @param length of the row, gaps included
    void close(Object row, int length) {
        for (int gap = 0; gap < count; gap++) {
            int from = indexes[gap] + 1;
            int end = gap + 1 < count ? indexes[gap + 1] : length;
            System.arraycopy(row, from, row, from - gap - 1, end - from);
        }
    }
}

package io.echelon.core;

import java.util.Arrays;

/// Some of the ranks of a roster, as ascending ranges between each two of which a rank is missing.
final class Ranks {
    private int[] bounds = new int[2];
    private int used;
    private int count;

    /// @param first not smaller than that of any range before; of those that overlap or touch one is made
    /// @param last smaller than first where there is nothing to add
    void add(int first, int last) {
        int begin = used == 0 ? first : Math.max(first, bounds[used - 1] + 1);
        if (last < begin) {
            return;
        }
        count += last - begin + 1;
        if (used > 0 && begin == bounds[used - 1] + 1) {
            bounds[used - 1] = last;
            return;
        }
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * used);
        }
        bounds[used++] = begin;
        bounds[used++] = last;
    }

    int count() {
        return count;
    }

    boolean includes(int rank) {
        int index = Arrays.binarySearch(bounds, 0, used, rank);
        return index >= 0 || (index & 1) == 0; // -index - 1 is odd behind the first rank of a range.
    }

    Recipients recipients(Roster roster) {
        long[] numbers = new long[used];
        for (int index = 0; index < used; index++) {
            numbers[index] = roster.at(bounds[index]).id.number();
        }
        return new Recipients(count, numbers);
    }
}

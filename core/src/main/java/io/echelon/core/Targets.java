package io.echelon.core;

import java.util.Arrays;

/// The targets of a command that have an outcome of their own, by their numbers, ascending.
///
/// They are part of an array that nobody changes and that commands to the same roster share.
final class Targets {
    static final Targets NONE = new Targets(new long[0], 0, 0);

    private final long[] numbers;
    private final int from;
    private final int count;

    private Targets(long[] numbers, int from, int count) {
        this.numbers = numbers;
        this.from = from;
        this.count = count;
    }

    /// @param numbers ascending, and not changed any more; of which the first `count` are targets
    static Targets of(long[] numbers, int count) {
        return new Targets(count == numbers.length ? numbers : Arrays.copyOf(numbers, count), 0, count);
    }

    /// Those from one number to another.
    ///
    /// @param numbers ascending, and not changed any more
    static Targets between(long first, long last, long[] numbers) {
        int from = Arrays.binarySearch(numbers, first);
        from = from < 0 ? -from - 1 : from;
        int end = Arrays.binarySearch(numbers, last);
        end = end < 0 ? -end - 1 : end + 1;
        return new Targets(numbers, 0, numbers.length).part(from, end - from);
    }

    /// Some of them in a row.
    ///
    /// @param first the index of the first of so many
    Targets part(int first, int partCount) {
        int start = from + first;
        boolean areFew = partCount < numbers.length / 2; // They are not to keep all the others from going.
        return areFew
                ? of(Arrays.copyOfRange(numbers, start, start + partCount), partCount)
                : new Targets(numbers, start, partCount);
    }

    int count() {
        return count;
    }

    /// @param index from 0 to [#count] - 1, in the order of seniority
    long number(int index) {
        return numbers[from + index];
    }

    /// @return a negative value if the member is none
    int indexOf(long number) {
        int found = Arrays.binarySearch(numbers, from, from + count, number);
        return found < 0 ? -1 : found - from;
    }

    /// @return from where on others are some of these in a row; a negative value if they are not, or are none
    int indexOf(Targets others) {
        int first = others.count == 0 ? -1 : indexOf(others.number(0));
        boolean isThere = first >= 0
                && others.count <= count - first
                && Arrays.equals(
                        numbers,
                        from + first,
                        from + first + others.count,
                        others.numbers,
                        others.from,
                        others.from + others.count);
        return isThere ? first : -1;
    }
}

package io.echelon.core;

import java.util.Arrays;

/// Answers with which revision a member was last promoted, without touching every member at every
/// departure. A departure promotes all who are junior to it, so it outdates each earlier departure
/// of somebody junior: what is left is ascending in number and in revision, and the last entry
/// above a member is the answer. Entries between which nobody stands any more are dropped, so there
/// is never more than one more than there are members.
final class PromotionLog {
    private long[] numbers = new long[4];
    private long[] revisions = new long[4];
    private int size;

    /// @param number of the member that left
    /// @param revision of the roster without it, greater than any before
    /// @param seniorNeighbour number of the closest senior that is left, 0 if there is none
    void add(long number, long revision, long seniorNeighbour) {
        while (size > 0 && numbers[size - 1] > seniorNeighbour) {
            size--;
        }
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
            revisions = Arrays.copyOf(revisions, 2 * size);
        }
        numbers[size] = number;
        revisions[size] = revision;
        size++;
    }

    /// @return the revision of the last departure of somebody senior to `number`, or 0
    long lastAbove(long number) {
        int index = Arrays.binarySearch(numbers, 0, size, number);
        int above = index >= 0 ? index - 1 : -index - 2;
        return above < 0 ? 0 : revisions[above];
    }

    int size() {
        return size;
    }
}

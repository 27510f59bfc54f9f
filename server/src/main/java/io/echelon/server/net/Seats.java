package io.echelon.server.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Members of one group in order of seniority, as parallel arrays: for each index its number, its rank,
/// the rank that it was last told and its connection. Numbers only grow, so an arrival is appended. A
/// seat that is vacated stays until [#closeGaps()].
final class Seats {
    private static final int FIRST_CAPACITY = 8;

    private long[] numbers = new long[FIRST_CAPACITY];
    private int[] ranks = new int[FIRST_CAPACITY];
    private int[] toldRanks = new int[FIRST_CAPACITY];
    private @Nullable Connection[] connections = new Connection[FIRST_CAPACITY];
    private int size;
    private boolean hasGaps;

    int size() {
        return size;
    }

    long number(int index) {
        return numbers[index];
    }

    /// As it was before the departures that not all have been told of.
    int rank(int index) {
        return ranks[index];
    }

    void setRank(int index, int rank) {
        ranks[index] = rank;
    }

    int toldRank(int index) {
        return toldRanks[index];
    }

    void setToldRank(int index, int rank) {
        toldRanks[index] = rank;
    }

    @Nullable
    Connection connection(int index) {
        return connections[index];
    }

    /// One that is there and still to be written to.
    @Nullable
    Connection listener(int index) {
        Connection connection = connections[index];
        return connection == null || connection.isClosing() ? null : connection;
    }

    /// @return the index of that number, or where it would be as `-index - 1`
    int indexOf(long number) {
        // Arrivals are looked for where they are put.
        if (size == 0 || numbers[size - 1] < number) {
            return -size - 1;
        }
        return Arrays.binarySearch(numbers, 0, size, number);
    }

    /// @return the index of the first number that is not less
    int indexFrom(long number) {
        int index = indexOf(number);
        return index >= 0 ? index : -index - 1;
    }

    /// @return the index that the member has now
    int put(long number, Connection connection) {
        int index = indexOf(number);
        if (index < 0) {
            index = -index - 1;
            makeRoom(index);
        }
        numbers[index] = number;
        connections[index] = connection;
        return index;
    }

    void vacate(int index) {
        connections[index] = null;
        hasGaps = true;
    }

    void closeGaps() {
        if (!hasGaps) {
            return;
        }
        int used = 0;
        for (int index = 0; index < size; index++) {
            if (connections[index] != null) {
                numbers[used] = numbers[index];
                ranks[used] = ranks[index];
                toldRanks[used] = toldRanks[index];
                connections[used] = connections[index];
                used++;
            }
        }
        Arrays.fill(connections, used, size, null);
        size = used;
        hasGaps = false;
    }

    private void makeRoom(int index) {
        if (size == numbers.length) {
            int capacity = 2 * size;
            numbers = Arrays.copyOf(numbers, capacity);
            ranks = Arrays.copyOf(ranks, capacity);
            toldRanks = Arrays.copyOf(toldRanks, capacity);
            connections = Arrays.copyOf(connections, capacity);
        }
        int juniors = size - index;
        System.arraycopy(numbers, index, numbers, index + 1, juniors);
        System.arraycopy(ranks, index, ranks, index + 1, juniors);
        System.arraycopy(toldRanks, index, toldRanks, index + 1, juniors);
        System.arraycopy(connections, index, connections, index + 1, juniors);
        size++;
    }
}

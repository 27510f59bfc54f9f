package io.echelon.server.net;

import io.echelon.core.Effect.MemberLeft;
import java.util.ArrayList;
import java.util.Arrays;

/// Departures from one group whose promotions have not been told yet: how far each moves whoever is
/// junior to it. To add one costs a search and a shift, however many members there are.
final class Departures {
    private static final int FIRST_CAPACITY = 8;
    /// Room for more is given back.
    private static final int MOST_KEPT = 1_024;

    private final ArrayList<MemberLeft> inTime = new ArrayList<>();
    /// Numbers of those who left, ascending, and for each its place in time.
    private long[] numbers = new long[FIRST_CAPACITY];

    private int[] times = new int[FIRST_CAPACITY];
    /// For each the last place in time among it and its seniors; made anew when somebody asks.
    private int[] latest = new int[0];

    private int size;
    private boolean isLatestKnown;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    void add(MemberLeft left) {
        long number = left.member().number();
        int index = before(number);
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
        }
        System.arraycopy(numbers, index, numbers, index + 1, size - index);
        System.arraycopy(times, index, times, index + 1, size - index);
        numbers[index] = number;
        times[index] = size;
        size++;
        inTime.add(left);
        isLatestKnown = false;
    }

    /// How many left who were senior to the member of that number: so far it moves up.
    int before(long number) {
        int index = Arrays.binarySearch(numbers, 0, size, number);
        return index >= 0 ? index : -index - 1;
    }

    /// The last departure in time among those of so many most senior ones.
    ///
    /// @param seniors from 1 to [#size()]
    MemberLeft lastAmong(int seniors) {
        if (!isLatestKnown) {
            findLatest();
        }
        return inTime.get(latest[seniors - 1]);
    }

    private void findLatest() {
        latest = latest.length < size ? new int[numbers.length] : latest;
        int last = 0;
        for (int index = 0; index < size; index++) {
            last = Math.max(last, times[index]);
            latest[index] = last;
        }
        isLatestKnown = true;
    }

    /// Everybody has been told.
    void clear() {
        inTime.clear();
        if (size > MOST_KEPT) {
            inTime.trimToSize();
            numbers = new long[FIRST_CAPACITY];
            times = new int[FIRST_CAPACITY];
            latest = new int[0];
        }
        size = 0;
        isLatestKnown = false;
    }
}

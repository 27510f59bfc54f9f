package io.echelon.core;

import java.util.Arrays;

/// A frozen choice of one group's members, as ascending ranges of member numbers. Whoever has a
/// number in one of them and is still there is meant: numbers are drawn in order of arrival, so
/// nobody who came later can have one. Costs the same for one recipient as for 65,536 in a row.
public final class Recipients implements Selection {
    private final int count;
    private final long[] bounds;

    /// @param count how many members are meant
    /// @param bounds first and last number of each range, ascending
    Recipients(int count, long... bounds) {
        this.count = count;
        this.bounds = bounds;
    }

    /// How many members were meant when the choice was made.
    public int count() {
        return count;
    }

    public int rangeCount() {
        return bounds.length / 2;
    }

    public long first(int range) {
        return bounds[2 * range];
    }

    public long last(int range) {
        return bounds[2 * range + 1];
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
        return Arrays.equals(bounds, other.bounds);
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

package io.echelon.client;

import java.util.BitSet;

/// Which commands of a group a member was asked to execute, so that none is executed twice. Remembers the
/// last million of numbers exactly, a bit each, and of earlier ones that it does not know. For one thread
/// at a time.
final class CommandIds {
    static final int REMEMBERED = 1 << 20;

    enum Answer {
        NEW,
        SEEN,
        /// So long ago that nobody knows.
        TOO_OLD
    }

    private final BitSet seen = new BitSet();
    private long last;

    /// @param number from 1 on
    Answer add(long number) {
        if (number <= last - REMEMBERED) {
            return Answer.TOO_OLD;
        }
        if (number > last) {
            forget(number);
            last = number;
        } else if (seen.get(index(number))) {
            return Answer.SEEN;
        }
        seen.set(index(number));
        return Answer.NEW;
    }

    /// Makes room for what lies between the last one and a new one.
    private void forget(long number) {
        if (number - last >= REMEMBERED) {
            seen.clear();
            return;
        }
        int from = index(last + 1);
        int to = index(number);
        if (from <= to) {
            seen.clear(from, to + 1);
        } else {
            seen.clear(from, REMEMBERED);
            seen.clear(0, to + 1);
        }
    }

    private static int index(long number) {
        return (int) (number % REMEMBERED);
    }
}

package io.echelon.protocol;

import java.util.Arrays;

/// Bytes that were fed and not yet consumed: first the parser's own, then the window that is lent.
///
/// [#bytes], [#from] and [#to] are the first stretch of them that lies in one array.
final class Unread {
    static final int NOT_YET = -1;
    static final int TOO_FAR = -2;

    private static final byte[] NONE = {};
    private static final int FIRST_CAPACITY = 128;

    private byte[] own = NONE;
    private int ownFrom;
    private int ownTo;
    private byte[] lent = NONE;
    private int lentFrom;
    private int lentTo;

    /// How many of the first unread bytes are known to have no LF among them; only those of our own are.
    private int searched;

    /// Takes a window on loan; what is left of an earlier one is copied first.
    void lend(byte[] bytes, int from, int to) {
        keep();
        lent = bytes;
        lentFrom = from;
        lentTo = to;
    }

    /// Copies what is lent, and gives the window back.
    void keep() {
        keepLent(lentTo - lentFrom, Integer.MAX_VALUE);
    }

    void clear() {
        own = NONE;
        ownFrom = 0;
        ownTo = 0;
        searched = 0;
        giveBack();
    }

    boolean isEmpty() {
        return count() == 0;
    }

    int count() {
        return ownTo - ownFrom + lentTo - lentFrom;
    }

    /// What the storage of our own takes: none when nothing is left unread.
    int capacity() {
        return own.length;
    }

    byte[] bytes() {
        return isOwn() ? own : lent;
    }

    int from() {
        return isOwn() ? ownFrom : lentFrom;
    }

    int to() {
        return isOwn() ? ownTo : lentTo;
    }

    /// Passes over bytes of the first stretch.
    void consume(int count) {
        searched = 0;
        if (!isOwn()) {
            lentFrom += count;
            if (lentFrom == lentTo) {
                giveBack();
            }
            return;
        }
        ownFrom += count;
        if (ownFrom == ownTo) {
            own = NONE;
            ownFrom = 0;
            ownTo = 0;
        }
    }

    /// A copy of bytes of the first stretch, which are passed over.
    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(bytes(), from(), from() + count);
        consume(count);
        return taken;
    }

    /// Passes over an LF, if the first stretch begins with one.
    void passLineFeed() {
        if (!isEmpty() && bytes()[from()] == '\n') {
            consume(1);
        }
    }

    /// The index of the next LF within the first stretch, which is lengthened for that if it must be.
    /// [#NOT_YET] if there is none, and then nothing is lent any more; [#TOO_FAR] if there is none in the first
    /// `mostBytes`, and then the first stretch has as many.
    int findLineEnd(int mostBytes) {
        int end = searchFirstStretch(mostBytes);
        if (end >= 0) {
            return end;
        }
        if (to() - from() >= mostBytes) {
            return TOO_FAR;
        }
        if (lentTo == lentFrom) {
            trim(mostBytes);
            return NOT_YET;
        }
        int room = mostBytes - (ownTo - ownFrom);
        int lineEnd = indexOfLineFeed(lent, lentFrom, lentFrom + Math.min(room, lentTo - lentFrom));
        keepLent(lineEnd < 0 ? Math.min(room, lentTo - lentFrom) : lineEnd + 1 - lentFrom, mostBytes);
        return findLineEnd(mostBytes);
    }

    private int searchFirstStretch(int mostBytes) {
        int most = Math.min(to() - from(), mostBytes);
        int end = indexOfLineFeed(bytes(), from() + Math.min(searched, most), from() + most);
        if (end < 0 && isOwn()) {
            searched = most;
        }
        return end;
    }

    private void keepLent(int count, int usualCapacity) {
        if (count > 0) {
            reserve(count, usualCapacity);
            System.arraycopy(lent, lentFrom, own, ownTo, count);
            ownTo += count;
            lentFrom += count;
        }
        if (lentFrom == lentTo) {
            giveBack();
        }
    }

    private void reserve(int count, int usualCapacity) {
        if (own.length - ownTo >= count) {
            return;
        }
        int unread = ownTo - ownFrom;
        int needed = Math.addExact(unread, count);
        int wanted = (int) Math.min(usualCapacity, Math.max(FIRST_CAPACITY, 2L * unread));
        byte[] larger = new byte[Math.max(needed, wanted)];
        System.arraycopy(own, ownFrom, larger, 0, unread);
        own = larger;
        ownFrom = 0;
        ownTo = unread;
    }

    /// Lets go of storage that held much more than one line.
    private void trim(int usualCapacity) {
        if (own.length > usualCapacity) {
            own = Arrays.copyOfRange(own, ownFrom, ownTo);
            ownTo -= ownFrom;
            ownFrom = 0;
        }
    }

    private boolean isOwn() {
        return ownTo > ownFrom;
    }

    private void giveBack() {
        lent = NONE;
        lentFrom = 0;
        lentTo = 0;
    }

    private static int indexOfLineFeed(byte[] bytes, int from, int to) {
        int at = Runs.lineFeed(bytes, from, to);
        return at < to ? at : -1;
    }
}

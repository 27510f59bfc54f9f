package io.echelon.protocol;

import java.util.Arrays;

/// A counted body that is still arriving, and the line that announced it. Its storage grows with what has come.
final class PartialBody {
    private static final int FIRST_CAPACITY = 512;

    private final byte[] line;
    private final int count;
    private byte[] bytes = {};
    private int length;

    /// @param line a copy of it, its EOL left out
    PartialBody(byte[] line, int count) {
        this.line = line;
        this.count = count;
    }

    byte[] line() {
        return line;
    }

    int capacity() {
        return bytes.length;
    }

    /// Takes as much as there is of what is missing, and returns whether nothing is missing any more.
    boolean take(Unread unread) {
        int added = Math.min(count - length, unread.to() - unread.from());
        int needed = length + added;
        if (needed > bytes.length) {
            int wanted = Math.max(needed, (int) Math.max(FIRST_CAPACITY, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.min(wanted, count));
        }
        System.arraycopy(unread.bytes(), unread.from(), bytes, length, added);
        length = needed;
        unread.consume(added);
        return length == count;
    }

    /// The whole body, once nothing is missing.
    byte[] body() {
        return bytes.length == count ? bytes : Arrays.copyOf(bytes, count);
    }
}

package io.echelon.protocol;

import java.util.Arrays;

/// A counted body that is still arriving, and the line that announced it. Its storage grows with what has come.
final class PartialBody {
    private static final int FIRST_CAPACITY = 512;

    private final RequestLine line;
    private final int count;
    private byte[] bytes = {};
    private int length;

    /// @param line detached
    PartialBody(RequestLine line, int count) {
        this.line = line;
        this.count = count;
    }

    RequestLine line() {
        return line;
    }

    int missing() {
        return count - length;
    }

    int capacity() {
        return bytes.length;
    }

    void append(byte[] source, int from, int added) {
        int needed = length + added;
        if (needed > bytes.length) {
            int wanted = Math.max(needed, (int) Math.max(FIRST_CAPACITY, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.min(wanted, count));
        }
        System.arraycopy(source, from, bytes, length, added);
        length = needed;
    }

    /// The whole body, once nothing is missing.
    byte[] body() {
        return bytes.length == count ? bytes : Arrays.copyOf(bytes, count);
    }
}

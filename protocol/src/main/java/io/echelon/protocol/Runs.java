package io.echelon.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// How far bytes of one kind go, looked at eight at a time.
///
/// In a long of eight bytes each test sets the highest bit of those that are not of the kind; the lowest that is set
/// is right, while a carry may falsify those above it.
final class Runs {
    static final int EIGHT = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private Runs() {}

    /// The eight bytes from `at` on, the first one lowest.
    static long eight(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /// The index of the first LF in `bytes[from..to)`, or `to`.
    static int lineFeed(byte[] bytes, int from, int to) {
        int at = from;
        for (; to - at >= EIGHT; at += EIGHT) {
            int before = before(eight(bytes, at), '\n');
            if (before < EIGHT) {
                return at + before;
            }
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /// Where the visible ASCII characters end that `bytes[from..to)` begins with.
    static int visibleEnd(byte[] bytes, int from, int to) {
        return end(bytes, from, to, ' ' + 1);
    }

    /// Where the visible ASCII characters and spaces end that `bytes[from..to)` begins with.
    static int printableEnd(byte[] bytes, int from, int to) {
        return end(bytes, from, to, ' ');
    }

    /// How many of eight bytes come before the first that is no visible ASCII character.
    static int visible(long eight) {
        return lowest(others(eight, ' ' + 1));
    }

    /// How many of eight bytes come before the first that is `ascii`.
    static int before(long eight, char ascii) {
        long differences = eight ^ ascii * ONES;
        return lowest((differences - ONES) & ~differences & HIGHEST_BITS);
    }

    /// Looks beyond `to` as long as the array goes on, which saves most words the bytewise end.
    private static int end(byte[] bytes, int from, int to, int least) {
        int at = from;
        for (; at < to && bytes.length - at >= EIGHT; at += EIGHT) {
            long others = others(eight(bytes, at), least);
            if (others != 0) {
                return Math.min(at + lowest(others), to);
            }
        }
        while (at < to && bytes[at] >= least && bytes[at] < 0x7f) {
            at++;
        }
        return Math.min(at, to);
    }

    /// Those of eight bytes that are not from `least` to `~`.
    private static long others(long eight, int least) {
        return ((eight - least * ONES) | eight | (eight + ONES)) & HIGHEST_BITS;
    }

    /// Which of the eight it is whose bit is the lowest that is set; 8 if none is.
    private static int lowest(long bits) {
        return Long.numberOfTrailingZeros(bits) / Byte.SIZE;
    }
}

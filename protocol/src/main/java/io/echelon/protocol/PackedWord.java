package io.echelon.protocol;

/// A word of one to eight ASCII characters in one long, in lower case, to be compared at once.
///
/// Two words of letters, digits and `. _ -` are packed alike exactly when they are equal in any case.
final class PackedWord {
    /// What is longer, or empty.
    static final long NONE = 0;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final long LOWER_CASE = 0x20 * ONES;
    private static final long SCATTERER = 0x9e3779b97f4a7c15L;

    private PackedWord() {}

    static long of(String word) {
        byte[] bytes = Ascii.bytes(word);
        return of(bytes, 0, bytes.length);
    }

    static long of(byte[] bytes, int from, int to) {
        int count = to - from;
        if (count < 1 || count > Runs.EIGHT) {
            return NONE;
        }
        int unused = Byte.SIZE * (Runs.EIGHT - count);
        if (bytes.length - from >= Runs.EIGHT) {
            return (Runs.eight(bytes, from) | LOWER_CASE) << unused >>> unused;
        }
        long packed = 0;
        for (int i = to - 1; i >= from; i--) {
            packed = (packed << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return (packed | LOWER_CASE) << unused >>> unused;
    }

    /// The first `count` of eight bytes, fewer than all, if they are ASCII letters; else [#NONE].
    static long ofLetters(long eight, int count) {
        int unused = Long.SIZE - Byte.SIZE * count;
        long packed = (eight | LOWER_CASE) << unused >>> unused;
        long others = ((packed - 'a' * ONES) | ('z' * ONES - packed)) << unused;
        return count == 0 || (others & HIGHEST_BITS) != 0 ? NONE : packed;
    }

    /// One of 64 bits, by which most words can be told from a few others.
    static long bit(long packed) {
        return 1L << scattered(packed, 6);
    }

    /// A few bits that differ for most words.
    ///
    /// @param bits from 1 to 31
    static int scattered(long packed, int bits) {
        return (int) ((packed * SCATTERER) >>> (Long.SIZE - bits));
    }
}

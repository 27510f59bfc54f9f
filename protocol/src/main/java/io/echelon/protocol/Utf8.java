package io.echelon.protocol;

/// UTF-8 one character at a time, well-formed sequences only (Unicode 16, table 3-7).
final class Utf8 {
    static final int MALFORMED = -1;

    private Utf8() {}

    /// The character that begins at `at`, or [#MALFORMED].
    static int codePointAt(byte[] bytes, int at, int to) {
        int first = bytes[at];
        if (first >= 0) {
            return first;
        }
        int lead = first & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return MALFORMED;
        }
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (to - at < length) {
            return MALFORMED;
        }
        int codePoint = lead & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            int next = bytes[at + i] & 0xff;
            if ((next & 0xc0) != 0x80) {
                return MALFORMED;
            }
            codePoint = (codePoint << 6) | (next & 0x3f);
        }
        return byteCount(codePoint) == length && isScalar(codePoint) ? codePoint : MALFORMED;
    }

    static int byteCount(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;
    }

    static int byteCount(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            count += byteCount(codePoint);
            i += Character.charCount(codePoint);
        }
        return count;
    }

    /// Whether it is a character at all: in range and no surrogate.
    static boolean isScalar(int codePoint) {
        return codePoint >= 0 && codePoint <= 0x10_ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
    }
}

package io.echelon.protocol;

/// The word `{128}` at the end of a line: so many octets of a body follow it.
final class Announcement {
    static final int MOST_DIGITS = 18;
    static final int NONE = -1;

    private Announcement() {}

    /// The octets that a line announces when `{n}` is its last word, else [#NONE].
    static long last(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        int brace = end;
        while (brace > from && bytes[brace - 1] != ' ') {
            brace--;
        }
        return brace > from ? count(bytes, brace, end) : NONE;
    }

    /// What `{n}` says, or [#NONE] if that is not what the bytes are.
    static long count(byte[] bytes, int from, int to) {
        if (to - from < 2 || bytes[from] != '{' || bytes[to - 1] != '}') {
            return NONE;
        }
        return Ascii.digits(bytes, from + 1, to - 1, MOST_DIGITS);
    }
}

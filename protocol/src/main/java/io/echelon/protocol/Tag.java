package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// The word `#a1` by which a client knows its request again.
final class Tag {
    static final int MOST_BYTES = 32;
    static final int NONE = -1;

    private Tag() {}

    /// Behind the tag whose `#` is at `at`, or [#NONE] if the word there is no good tag.
    static int end(byte[] bytes, int at, int to) {
        int end = Ascii.wordEnd(bytes, at + 1, to);
        int count = end - at - 1;
        boolean isWhole = end == to || bytes[end] == ' ';
        return isWhole && count >= 1 && count <= MOST_BYTES ? end : NONE;
    }

    /// Where the `#` of a line is that may be no frame at all: where its second word begins, if that is a good tag,
    /// else
    /// [#NONE].
    static int find(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        while (at < to && bytes[at] != ' ') {
            at++;
        }
        while (at < to && bytes[at] == ' ') {
            at++;
        }
        return at < to && bytes[at] == '#' && end(bytes, at, to) != NONE ? at : NONE;
    }

    /// The tag of such a line, without its `#`, or null.
    static @Nullable String text(byte[] bytes, int from, int to) {
        int at = find(bytes, from, to);
        return at == NONE ? null : Ascii.text(bytes, at + 1, end(bytes, at, to));
    }
}

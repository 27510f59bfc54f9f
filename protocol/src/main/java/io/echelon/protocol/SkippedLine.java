package io.echelon.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A line that is too long to be kept: all of it is forgotten but its tag, its length and its last bytes.
final class SkippedLine {
    /// As many as ` {n}` and a CR can take.
    private static final int TAIL_BYTES = 24;

    private final @Nullable String tag;
    private final boolean hasText;
    private byte[] tail = {};
    private long count;

    /// @param beginning as much of the line as may be kept
    SkippedLine(byte[] beginning, int from, int to, RequestReader reader) {
        int wordsTo = to;
        while (wordsTo > from && beginning[wordsTo - 1] != ' ') {
            wordsTo--; // The last word may be cut.
        }
        tag = Tag.text(beginning, from, wordsTo);
        hasText = reader.line(beginning, from, to).hasText();
    }

    @Nullable
    String tag() {
        return tag;
    }

    long count() {
        return count;
    }

    void append(byte[] bytes, int from, int to) {
        count += to - from;
        int fresh = Math.min(to - from, TAIL_BYTES);
        int old = Math.min(tail.length, TAIL_BYTES - fresh);
        byte[] next = Arrays.copyOfRange(tail, tail.length - old, tail.length + fresh);
        System.arraycopy(bytes, to - fresh, next, old, fresh);
        tail = next;
    }

    boolean endsInCr() {
        return tail.length > 0 && tail[tail.length - 1] == '\r';
    }

    /// The octets that follow it as a counted body and have to be skipped as well.
    long announcedBytes() {
        return hasText ? 0 : Math.max(0, Announcement.last(tail, 0, tail.length - (endsInCr() ? 1 : 0)));
    }
}

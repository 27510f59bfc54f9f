package io.echelon.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of a peer, cut into first word, tag, arguments and the beginning of a body; strings are made only on
/// demand.
///
/// The first thing that is wrong with it is its [#failure]; what is cut off after that means nothing.
sealed class Line permits RequestLine, ServerLine {
    static final int NO_COUNT = -1;
    static final int MOST_TAG_BYTES = 32;

    private static final String HIDDEN = "what is not shown";
    private static final int MOST_COUNT_DIGITS = 18;
    private static final int FIRST_ARGUMENTS = 8;
    private static final int MARKS = 3;

    private byte[] bytes;
    private int from;
    private int to;
    private final int mostArguments;

    private @Nullable String tag;
    private @Nullable Malformed failure;

    /// For each argument: where it begins, where its value begins, where it ends; counted from the line's beginning.
    private int[] marks = new int[MARKS * FIRST_ARGUMENTS];

    private int argumentCount;
    private int wordCount;
    private int textFrom = NO_COUNT;
    private long countedBytes = NO_COUNT;

    /// The line in `bytes[from..to)`, which is not blank, its EOL left out; nothing is cut yet.
    /// The array is used later on as well, unless [#detach] was called.
    Line(byte[] bytes, int from, int to, int mostArguments) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.mostArguments = mostArguments;
    }

    @Nullable
    String tag() {
        return tag;
    }

    @Nullable
    Malformed failure() {
        return failure;
    }

    /// Takes note of what is wrong, unless something was before.
    void fail(ErrorCode code, String text, Malformed.Detail... details) {
        if (failure == null) {
            failure = new Malformed(tag, code, List.of(details), text, code.closes());
        }
    }

    /// @throws GarbledReplyException if anything was wrong with it
    void check() throws GarbledReplyException {
        if (failure != null) {
            throw new GarbledReplyException(failure.text() + "; the line was: " + excerpt());
        }
    }

    boolean hasText() {
        return textFrom != NO_COUNT;
    }

    byte[] text() {
        return Arrays.copyOfRange(bytes, from + textFrom, to);
    }

    /// How many octets follow the line, or [#NO_COUNT] when it has no counted body.
    long countedBytes() {
        return countedBytes;
    }

    int argumentCount() {
        return argumentCount;
    }

    /// How many of the arguments are positionals; they come first.
    int wordCount() {
        return wordCount;
    }

    boolean isRequired(int index) {
        return bytes[from + marks[MARKS * index]] == '!';
    }

    /// @param lowerCaseKey without `!` and `=`
    boolean hasKey(int index, String lowerCaseKey) {
        return Ascii.equalsIgnoringCase(bytes, keyFrom(index), keyTo(index), lowerCaseKey);
    }

    boolean isLabel(int index) {
        return Ascii.startsWithIgnoringCase(bytes, keyFrom(index), keyTo(index), Arguments.LABEL);
    }

    /// The key as it was written, without `!` and `=`.
    String key(int index) {
        return new String(bytes, keyFrom(index), keyTo(index) - keyFrom(index), StandardCharsets.US_ASCII);
    }

    /// The value, unquoted.
    String value(int index) {
        int valueFrom = from + marks[MARKS * index + 1];
        int valueTo = from + marks[MARKS * index + 2];
        return Quoted.isQuoted(bytes, valueFrom, valueTo)
                ? Quoted.text(bytes, valueFrom, valueTo)
                : new String(bytes, valueFrom, valueTo - valueFrom, StandardCharsets.UTF_8);
    }

    /// The beginning of an argument's value, escaped, to be quoted in a complaint; nothing of it when it is secret.
    String excerpt(int index) {
        return hasSecrets() ? HIDDEN : VisibleText.excerpt(value(index));
    }

    /// Whether no part of an argument may stand in a complaint.
    boolean hasSecrets() {
        return false;
    }

    /// Whether these ASCII characters stand anywhere in it, in any case.
    final boolean holds(String lowerCase) {
        for (int at = from; at + lowerCase.length() <= to; at++) {
            if (Ascii.equalsIgnoringCase(bytes, at, at + lowerCase.length(), lowerCase)) {
                return true;
            }
        }
        return false;
    }

    /// Copies the line, so that the array that it was read from may be used again.
    void detach() {
        bytes = Arrays.copyOfRange(bytes, from, to);
        from = 0;
        to = bytes.length;
    }

    /// The beginning of it, escaped, to be quoted in a message.
    String excerpt() {
        return excerpt(from, to);
    }

    /// Where the line ends whose LF is at `lineFeed`: at the CR in front of it, if one is there.
    static int end(byte[] bytes, int from, int lineFeed) {
        return lineFeed > from && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    }

    static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    /// The tag of a line that may be no frame at all: its second word, if that is a good tag.
    static @Nullable String tagOf(byte[] bytes, int from, int to) {
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
        int end = at;
        while (end < to && bytes[end] != ' ') {
            end++;
        }
        return isTag(bytes, at, end) ? new String(bytes, at + 1, end - at - 1, StandardCharsets.US_ASCII) : null;
    }

    /// The octets that a line announces when `{n}` is its last word, else [#NO_COUNT].
    static long announcedBytes(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        int brace = end;
        while (brace > from && bytes[brace - 1] != ' ') {
            brace--;
        }
        return brace > from ? count(bytes, brace, end) : NO_COUNT;
    }

    private static boolean isTag(byte[] bytes, int from, int to) {
        int count = to - from - 1;
        if (count < 1 || count > MOST_TAG_BYTES || bytes[from] != '#') {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!Ascii.isWordPart(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    /// What `{n}` says, or [#NO_COUNT] if that is not what the bytes are.
    private static long count(byte[] bytes, int from, int to) {
        int digits = to - from - 2;
        if (digits < 1 || digits > MOST_COUNT_DIGITS || bytes[from] != '{' || bytes[to - 1] != '}') {
            return NO_COUNT;
        }
        long count = 0;
        for (int i = from + 1; i < to - 1; i++) {
            if (!Ascii.isDigit(bytes[i])) {
                return NO_COUNT;
            }
            count = 10 * count + bytes[i] - '0';
        }
        return count;
    }

    /// Where the first word begins.
    int firstFrom() {
        return skipSpaces(from);
    }

    /// Cuts off the first word, and returns where it ends.
    int cutFirst(int firstFrom) {
        tag = tagOf(bytes, from, to);
        return bareEnd(firstFrom);
    }

    /// Cuts off the tag that may stand behind the first word, and returns where it ends.
    int cutTag(int firstTo) {
        int at = skipSpaces(firstTo);
        if (at == to || bytes[at] != '#') {
            return at;
        }
        if (tag == null) {
            badFrame(at, "a tag is # and 1 to " + MOST_TAG_BYTES + " of A-Z a-z 0-9 . _ -");
            return to;
        }
        return at + 1 + tag.length();
    }

    /// Cuts the rest into words, options and the beginning of a body.
    void cutArguments(int firstAt) {
        int at = skipSpaces(firstAt);
        while (failure == null && at < to) {
            if (bytes[at] == ':') {
                cutText(at);
                return;
            }
            if (bytes[at] == '{') {
                readCount(at);
                return;
            }
            at = skipSpaces(readArgument(at));
        }
    }

    /// The rest is a text, whatever it is.
    ///
    /// @param colon where its colon is
    void cutText(int colon) {
        textFrom = colon + 1 - from;
    }

    private void readCount(int at) {
        countedBytes = announcedBytes(bytes, at - 1, to);
        if (countedBytes == NO_COUNT || skipSpaces(bareEnd(at)) != to) {
            badFrame(at, "a body is {n}, n of 1 to " + MOST_COUNT_DIGITS + " digits, at the end of the line");
        }
    }

    /// Returns where it ends.
    private int readArgument(int at) {
        int valueFrom = valueFrom(at);
        int end;
        if (valueFrom < to && bytes[valueFrom] == '"') {
            end = Quoted.end(bytes, valueFrom, to);
            if (end < 0) {
                badFrame(-end - 1, Quoted.COMPLAINT);
                return to;
            }
        } else {
            end = bareEnd(valueFrom);
        }
        boolean isWord = valueFrom == at;
        if (isWord && wordCount < argumentCount) {
            fail(ErrorCode.BAD_ARGS, excerpt(at, end) + " stands behind an option; words come first");
        } else if (argumentCount == mostArguments) {
            fail(ErrorCode.BAD_ARGS, "more than " + mostArguments + " arguments");
        } else {
            add(at, valueFrom, end);
            wordCount += isWord ? 1 : 0;
        }
        return end;
    }

    private void add(int at, int valueFrom, int end) {
        int next = MARKS * argumentCount;
        if (next == marks.length) {
            marks = Arrays.copyOf(marks, 2 * marks.length);
        }
        marks[next] = at - from;
        marks[next + 1] = valueFrom - from;
        marks[next + 2] = end - from;
        argumentCount++;
        for (int i = wordCount; i < argumentCount - 1; i++) {
            if (valueFrom != at && isSameKey(i, argumentCount - 1)) {
                fail(ErrorCode.BAD_ARGS, VisibleText.excerpt(key(i)) + "= is given twice");
            }
        }
    }

    /// Keys are the same in any case, but the names of labels are not.
    private boolean isSameKey(int first, int second) {
        int length = keyTo(first) - keyFrom(first);
        if (length != keyTo(second) - keyFrom(second)) {
            return false;
        }
        int exactFrom = isLabel(first) ? Arguments.LABEL.length() : length;
        for (int i = 0; i < length; i++) {
            byte one = bytes[keyFrom(first) + i];
            byte other = bytes[keyFrom(second) + i];
            if (i < exactFrom ? Ascii.lower(one) != Ascii.lower(other) : one != other) {
                return false;
            }
        }
        return true;
    }

    private int keyFrom(int index) {
        return from + marks[MARKS * index] + (isRequired(index) ? 1 : 0);
    }

    private int keyTo(int index) {
        return from + marks[MARKS * index + 1] - 1;
    }

    /// Behind the `=` if a key is in front of it, else `at` itself: a positional.
    private int valueFrom(int at) {
        int end = bytes[at] == '!' ? at + 1 : at;
        if (end == to || !Ascii.isLetter(bytes[end])) {
            return at;
        }
        while (end < to && Ascii.isWordPart(bytes[end])) {
            end++;
        }
        return end < to && bytes[end] == '=' ? end + 1 : at;
    }

    private int bareEnd(int at) {
        int end = at;
        while (end < to && bytes[end] != ' ') {
            int codePoint = Utf8.codePointAt(bytes, end, to);
            if (codePoint == Utf8.MALFORMED || !VisibleText.isPrintable(codePoint)) {
                badFrame(end, Quoted.COMPLAINT_OF_CHARACTER);
                return to;
            }
            end += Utf8.byteCount(codePoint);
        }
        return end;
    }

    private int skipSpaces(int at) {
        int end = at;
        while (end < to && bytes[end] == ' ') {
            end++;
        }
        return end;
    }

    /// The octets of a body that the line announces all the same are no lines, so they have to be skipped.
    private void badFrame(int at, String complaint) {
        fail(ErrorCode.BAD_FRAME, "column " + (at - from + 1) + ": " + complaint);
        countedBytes = mayHoldText(at) ? NO_COUNT : announcedBytes(bytes, from, to);
    }

    private boolean mayHoldText(int at) {
        for (int i = at; i < to - 1; i++) {
            if (bytes[i] == ' ' && bytes[i + 1] == ':') {
                return true;
            }
        }
        return false;
    }

    private String excerpt(int at, int end) {
        String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
        return hasSecrets() ? HIDDEN : VisibleText.excerpt(text);
    }
}

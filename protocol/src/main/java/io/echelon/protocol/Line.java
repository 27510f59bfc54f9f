package io.echelon.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of a peer, cut into first word, tag, arguments and the beginning of a body; strings are made only on
/// demand. It is used again for the next line.
///
/// The first thing that is wrong with it is its [#failure]; what is cut off after that means nothing.
sealed class Line permits RequestLine, ServerLine {
    static final int NO_COUNT = Announcement.NONE;

    private static final String HIDDEN = "what is not shown";
    private static final byte[] NOTHING = {};

    private final int mostArguments;
    private final Pieces arguments = new Pieces();

    private byte[] bytes = NOTHING;
    private int from;
    private int to;

    /// Where its `#` is, and where it ends.
    private int tagAt = Tag.NONE;

    private int tagTo;

    private @Nullable Malformed failure;
    private int wordCount;
    private boolean hasRequired;
    private int textFrom = NO_COUNT;
    private long countedBytes = NO_COUNT;

    Line(int mostArguments) {
        this.mostArguments = mostArguments;
    }

    /// Begins the line in `newBytes[newFrom..newTo)`, which is not blank, its EOL left out; nothing is cut yet. The
    /// array is looked at until the next line begins.
    @SuppressWarnings("ReferenceEquality") // A reference that is stored costs more than one that is compared.
    final void begin(byte[] newBytes, int newFrom, int newTo) {
        if (bytes != newBytes) {
            bytes = newBytes;
            arguments.lieIn(newBytes);
        }
        from = newFrom;
        to = newTo;
        tagAt = Tag.NONE;
        failure = null;
        arguments.clear();
        wordCount = 0;
        hasRequired = false;
        textFrom = NO_COUNT;
        countedBytes = NO_COUNT;
    }

    @Nullable
    String tag() {
        return tagAt == Tag.NONE ? null : Ascii.text(bytes, tagAt + 1, tagTo);
    }

    final boolean hasTag() {
        return tagAt != Tag.NONE;
    }

    @Nullable
    Malformed failure() {
        return failure;
    }

    /// Takes note of what is wrong, unless something was before.
    void fail(ErrorCode code, String text, Malformed.Detail... details) {
        if (failure == null) {
            failure = new Malformed(tag(), code, List.of(details), text, code.closes());
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
        return Arrays.copyOfRange(bytes, textFrom, to);
    }

    /// How many octets follow the line, or [#NO_COUNT] when it has no counted body.
    long countedBytes() {
        return countedBytes;
    }

    /// Whether a body belongs to it, in either form.
    final boolean hasBody() {
        return textFrom != NO_COUNT || countedBytes != NO_COUNT;
    }

    final Pieces arguments() {
        return arguments;
    }

    /// How many of the arguments are words; they come first.
    final int wordCount() {
        return wordCount;
    }

    /// Whether any option is written `!key=`.
    final boolean hasRequired() {
        return hasRequired;
    }

    /// The beginning of an argument's value, escaped, to be quoted in a complaint; nothing of it when it is secret.
    String excerpt(int index) {
        return hasSecrets() ? HIDDEN : VisibleText.excerpt(arguments.value(index));
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

    /// The line without its EOL, to be begun again later.
    final byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /// The beginning of it, escaped, to be quoted in a message.
    String excerpt() {
        return excerpt(from, to);
    }

    /// Its arguments, to be kept.
    ///
    /// @param skippedWords how many of the words do not count
    final Fields fields(int skippedWords) {
        return arguments.fields(skippedWords, wordCount - skippedWords);
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

    /// Where the first word begins.
    int firstFrom() {
        return skipSpaces(from);
    }

    /// Cuts off the first word, and returns where it ends.
    int cutFirst(int firstFrom) {
        int end = Runs.visibleEnd(bytes, firstFrom, to);
        if (end == to || bytes[end] == ' ') {
            return end;
        }
        int at = Tag.find(bytes, from, to);
        if (at != Tag.NONE) {
            tagAt = at;
            tagTo = Tag.end(bytes, at, to);
        }
        return bareEnd(end);
    }

    /// Cuts off the tag that may stand behind the first word, and returns where it ends.
    int cutTag(int firstTo) {
        int at = skipSpaces(firstTo);
        if (at == to || bytes[at] != '#') {
            return at;
        }
        int end = Tag.end(bytes, at, to);
        if (end == Tag.NONE) {
            badFrame(at, "a tag is # and 1 to " + Tag.MOST_BYTES + " of A-Z a-z 0-9 . _ -");
            return to;
        }
        tagAt = at;
        tagTo = end;
        return end;
    }

    /// Cuts the rest into words, options and the beginning of a body.
    void cutArguments(int firstAt) {
        int at = skipSpaces(firstAt);
        while (at < to && failure == null) {
            if (bytes[at] == ':') {
                cutText(at);
                return;
            }
            if (bytes[at] == '{') {
                cutCount(at);
                return;
            }
            at = skipSpaces(cutArgument(at));
        }
    }

    /// The rest is a text, whatever it is.
    ///
    /// @param colon where its colon is
    void cutText(int colon) {
        textFrom = colon + 1;
    }

    private void cutCount(int at) {
        int end = to;
        while (bytes[end - 1] == ' ') {
            end--;
        }
        countedBytes = Announcement.count(bytes, at, end);
        if (countedBytes != NO_COUNT) {
            return;
        }
        if (Announcement.last(bytes, from, to) != NO_COUNT) {
            bareEnd(at); // What is wrong in front of that comes first.
        }
        badFrame(at, "a body is {n}, n of 1 to " + Announcement.MOST_DIGITS + " digits, at the end of the line");
    }

    /// Cuts off a word or an option, and returns where it ends. Most need no more than a look at eight bytes.
    private int cutArgument(int at) {
        if (bytes.length - at < Runs.EIGHT) {
            return cutAnyArgument(at);
        }
        long eight = Runs.eight(bytes, at);
        int visible = Math.min(Runs.visible(eight), to - at);
        int equals = Runs.before(eight, '=');
        boolean isWhole = visible < Runs.EIGHT;
        if (equals < visible) {
            int valueFrom = at + equals + 1;
            long key = PackedWord.ofLetters(eight, equals);
            int end = isWhole ? at + visible : Runs.visibleEnd(bytes, at + Runs.EIGHT, to);
            if (key != PackedWord.NONE && isEnd(end) && !Quoted.isQuoted(bytes, valueFrom, to)) {
                addOption(at, valueFrom, end, key);
                return end;
            }
        } else if (isWhole && bytes[at] != '"' && isEnd(at + visible)) {
            addWord(at, at + visible);
            return at + visible;
        }
        return cutAnyArgument(at);
    }

    /// The same for whatever it is.
    private int cutAnyArgument(int at) {
        int keyFrom = bytes[at] == '!' ? at + 1 : at;
        int keyTo = Ascii.wordEnd(bytes, keyFrom, to);
        boolean isOption = keyFrom < keyTo && keyTo < to && bytes[keyTo] == '=' && Ascii.isLetter(bytes[keyFrom]);
        int valueFrom = isOption ? keyTo + 1 : at;
        int end = Quoted.isQuoted(bytes, valueFrom, to) ? quotedEnd(valueFrom) : bareEnd(isOption ? valueFrom : keyTo);
        if (failure != null) {
            return to;
        }
        if (isOption) {
            addOption(at, valueFrom, end, PackedWord.of(bytes, keyFrom, keyTo));
        } else {
            addWord(at, end);
        }
        return end;
    }

    private boolean isEnd(int at) {
        return at == to || bytes[at] == ' ';
    }

    private void addWord(int at, int end) {
        if (wordCount < arguments.count()) {
            fail(ErrorCode.BAD_ARGS, excerpt(at, end) + " stands behind an option; words come first");
        } else if (hasRoom()) {
            arguments.addWord(at, end);
            wordCount++;
        }
    }

    private void addOption(int at, int valueFrom, int end, long key) {
        if (!hasRoom()) {
            return;
        }
        hasRequired |= bytes[at] == '!';
        int added = arguments.count();
        if (arguments.addOption(at, valueFrom, end, key)) {
            for (int i = wordCount; i < added; i++) {
                if (arguments.haveSameKey(i, added)) {
                    fail(ErrorCode.BAD_ARGS, VisibleText.excerpt(arguments.key(i)) + "= is given twice");
                }
            }
        }
    }

    private boolean hasRoom() {
        if (arguments.count() == mostArguments) {
            fail(ErrorCode.BAD_ARGS, "more than " + mostArguments + " arguments");
            return false;
        }
        return true;
    }

    private int quotedEnd(int at) {
        int end = Quoted.end(bytes, at, to);
        if (end < 0) {
            badFrame(-end - 1, Quoted.COMPLAINT);
        }
        return end;
    }

    private int bareEnd(int at) {
        int end = Runs.visibleEnd(bytes, at, to);
        while (end < to && bytes[end] != ' ') {
            arguments.noteOthers();
            int codePoint = Utf8.codePointAt(bytes, end, to);
            if (codePoint == Utf8.MALFORMED || !VisibleText.isPrintable(codePoint)) {
                badFrame(end, Quoted.COMPLAINT_OF_CHARACTER);
                return to;
            }
            end = Runs.visibleEnd(bytes, end + Utf8.byteCount(codePoint), to);
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
        countedBytes = mayHoldText(at) ? NO_COUNT : Announcement.last(bytes, from, to);
    }

    private boolean mayHoldText(int at) {
        for (int i = at; i < to - 1; i++) {
            if (bytes[i] == ' ' && bytes[i + 1] == ':') {
                return true;
            }
        }
        return false;
    }

    /// What stands there, where any octets may.
    final String text(int at, int end) {
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    private String excerpt(int at, int end) {
        return hasSecrets() ? HIDDEN : VisibleText.excerpt(text(at, end));
    }
}

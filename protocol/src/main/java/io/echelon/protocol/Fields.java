package io.echelon.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words and options of one line of a server. Immutable; strings are made of what is asked for only.
///
/// What a reader asks for and is not there, or not of the kind that is asked for, is a
/// [GarbledReplyException]; what nobody asks for harms nothing.
public final class Fields {
    static final Fields NONE = new Fields(new byte[0], new int[0], 0);

    /// As many as 64 bits hold, whichever they are.
    private static final int MOST_DIGITS = 18;

    private static final int MARKS = 3;

    private final byte[] bytes;

    /// For each word, then for each option: where it begins, where its value begins, where it ends.
    private final int[] marks;

    private final int wordCount;

    /// @param bytes from the first word or option on
    Fields(byte[] bytes, int[] marks, int wordCount) {
        this.bytes = bytes;
        this.marks = marks;
        this.wordCount = wordCount;
    }

    /// A line of a list, such as those of WHO: nothing but words and options.
    ///
    /// @throws GarbledReplyException if `bytes[from..to)` is something else
    public static Fields parse(byte[] bytes, int from, int to) throws GarbledReplyException {
        Line line = new Line(ServerLine.MOST_FIELDS);
        line.begin(bytes, from, to);
        line.cutArguments(from);
        if (line.hasBody()) {
            line.fail(ErrorCode.BAD_FRAME, "a line of a list has no body");
        }
        line.check();
        return line.fields(0);
    }

    public int wordCount() {
        return wordCount;
    }

    /// @param index from 0 on
    public String word(int index) throws GarbledReplyException {
        if (index >= wordCount) {
            throw new GarbledReplyException("word " + (index + 1) + " is missing");
        }
        return value(index);
    }

    public long number(int index) throws GarbledReplyException {
        if (index < wordCount) {
            long digits = digits(index, 0);
            if (digits >= 0) {
                return digits;
            }
        }
        return number("word " + (index + 1), word(index));
    }

    /// The 7 of `m7`.
    public long member(int index) throws GarbledReplyException {
        return member("word " + (index + 1), word(index));
    }

    /// The value of an option, or null.
    ///
    /// @param key in lower case, but for the name of a label
    public @Nullable String find(String key) {
        int index = indexOf(key);
        return index < 0 ? null : value(index);
    }

    /// @param key as in [#find]
    public String text(String key) throws GarbledReplyException {
        return value(required(key));
    }

    /// @param key as in [#find]
    public long number(String key) throws GarbledReplyException {
        return number(key, required(key));
    }

    /// @param otherwise what it is if it is not there
    public long number(String key, long otherwise) throws GarbledReplyException {
        int index = indexOf(key);
        return index < 0 ? otherwise : number(key, index);
    }

    /// The milliseconds of a duration such as `60s`.
    ///
    /// @param key as in [#find]
    public long millis(String key) throws GarbledReplyException {
        String duration = text(key);
        long millis = DurationUnit.parse(duration);
        if (millis < 0) {
            throw new GarbledReplyException(
                    VisibleText.excerpt(key) + "= is no duration: " + VisibleText.excerpt(duration));
        }
        return millis;
    }

    /// The 7 of `id=m7`.
    ///
    /// @param key as in [#find]
    public long member(String key) throws GarbledReplyException {
        return member(key + "=", text(key));
    }

    /// All options in their order, unmodifiable; keys are in lower case, but for the names of labels.
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = wordCount; i < count(); i++) {
            options.put(key(i), value(i));
        }
        return Collections.unmodifiableMap(options);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fields fields
                && words().equals(fields.words())
                && options().equals(fields.options());
    }

    @Override
    public int hashCode() {
        return 31 * words().hashCode() + options().hashCode();
    }

    /// On one line, for reading.
    @Override
    public String toString() {
        return VisibleText.escape(words() + " " + options());
    }

    private int count() {
        return marks.length / MARKS;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < wordCount; i++) {
            words.add(value(i));
        }
        return words;
    }

    private int required(String key) throws GarbledReplyException {
        int index = indexOf(key);
        if (index < 0) {
            throw new GarbledReplyException(VisibleText.excerpt(key) + "= is missing");
        }
        return index;
    }

    private int indexOf(String key) {
        int exactFrom = key.startsWith(Arguments.LABEL) ? Arguments.LABEL.length() : key.length();
        for (int i = wordCount; i < count(); i++) {
            if (keyTo(i) - keyFrom(i) == key.length()
                    && Ascii.startsWithIgnoringCase(
                            bytes, keyFrom(i), keyFrom(i) + exactFrom, key.substring(0, exactFrom))
                    && Ascii.startsWith(bytes, keyFrom(i) + exactFrom, keyTo(i), key.substring(exactFrom))) {
                return i;
            }
        }
        return -1;
    }

    private String key(int index) {
        String key = new String(bytes, keyFrom(index), keyTo(index) - keyFrom(index), StandardCharsets.US_ASCII);
        String lowerCase = key.toLowerCase(Locale.ROOT);
        return lowerCase.startsWith(Arguments.LABEL)
                ? Arguments.LABEL + key.substring(Arguments.LABEL.length())
                : lowerCase;
    }

    private String value(int index) {
        return Quoted.value(bytes, valueFrom(index), valueTo(index));
    }

    private int keyFrom(int index) {
        int from = marks[MARKS * index];
        return bytes[from] == '!' ? from + 1 : from;
    }

    private int keyTo(int index) {
        return valueFrom(index) - 1;
    }

    private int valueFrom(int index) {
        return marks[MARKS * index + 1];
    }

    private int valueTo(int index) {
        return marks[MARKS * index + 2];
    }

    private long number(String key, int index) throws GarbledReplyException {
        long digits = digits(index, 0);
        return digits >= 0 ? digits : number(key + "=", value(index));
    }

    /// What a value of nothing but a few digits says, or -1.
    private long digits(int index, int skipped) {
        return Ascii.digits(bytes, valueFrom(index) + skipped, valueTo(index), MOST_DIGITS);
    }

    private static long number(String what, String word) throws GarbledReplyException {
        Long number = parsed(word);
        if (number == null) {
            throw new GarbledReplyException(VisibleText.excerpt(what) + " is no number: " + VisibleText.excerpt(word));
        }
        return number;
    }

    private static long member(String what, String word) throws GarbledReplyException {
        Long number = word.startsWith("m") ? parsed(word.substring(1)) : null;
        if (number == null || number < 1) {
            throw new GarbledReplyException(VisibleText.excerpt(what) + " is no member: " + VisibleText.excerpt(word));
        }
        return number;
    }

    /// What decimal digits spell, with a `-` in front or not; null if that is no number of 64 bits.
    private static @Nullable Long parsed(String word) {
        if (!word.chars().allMatch(character -> Ascii.isDigit(character) || character == '-')) {
            return null;
        }
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}

package io.echelon.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words and options of one line of a server. Immutable.
///
/// What a reader asks for and is not there, or not of the kind that is asked for, is a
/// [GarbledReplyException]; what nobody asks for harms nothing.
public final class Fields {
    private final List<String> words;
    private final Map<String, String> options;

    private Fields(List<String> words, Map<String, String> options) {
        this.words = Collections.unmodifiableList(words);
        this.options = Collections.unmodifiableMap(options);
    }

    /// A line of a list, such as those of WHO: nothing but words and options.
    ///
    /// @throws GarbledReplyException if `bytes[from..to)` is something else
    public static Fields parse(byte[] bytes, int from, int to) throws GarbledReplyException {
        Line line = new Line(bytes, from, to, ServerLine.MOST_FIELDS);
        line.cutArguments(from);
        if (line.hasText() || line.countedBytes() != Line.NO_COUNT) {
            line.fail(ErrorCode.BAD_FRAME, "a line of a list has no body");
        }
        line.check();
        return of(line, 0);
    }

    /// @param firstWord the first of the positionals that count
    static Fields of(Line line, int firstWord) {
        List<String> words = new ArrayList<>();
        for (int i = firstWord; i < line.wordCount(); i++) {
            words.add(line.value(i));
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = line.wordCount(); i < line.argumentCount(); i++) {
            String key = line.key(i);
            String lowerCase = key.toLowerCase(Locale.ROOT);
            boolean isLabel = line.isLabel(i);
            options.put(isLabel ? Arguments.LABEL + key.substring(Arguments.LABEL.length()) : lowerCase, line.value(i));
        }
        return new Fields(words, options);
    }

    public int wordCount() {
        return words.size();
    }

    /// @param index from 0 on
    public String word(int index) throws GarbledReplyException {
        if (index >= words.size()) {
            throw new GarbledReplyException("word " + (index + 1) + " is missing");
        }
        return words.get(index);
    }

    public long number(int index) throws GarbledReplyException {
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
        return options.get(key);
    }

    /// @param key as in [#find]
    public String text(String key) throws GarbledReplyException {
        String value = options.get(key);
        if (value == null) {
            throw new GarbledReplyException(VisibleText.excerpt(key) + "= is missing");
        }
        return value;
    }

    /// @param key as in [#find]
    public long number(String key) throws GarbledReplyException {
        return number(key + "=", text(key));
    }

    /// @param otherwise what it is if it is not there
    public long number(String key, long otherwise) throws GarbledReplyException {
        String value = options.get(key);
        return value == null ? otherwise : number(key + "=", value);
    }

    /// The milliseconds of a duration such as `60s`.
    ///
    /// @param key as in [#find]
    public long millis(String key) throws GarbledReplyException {
        long millis = DurationUnit.parse(text(key));
        if (millis < 0) {
            throw new GarbledReplyException(
                    VisibleText.excerpt(key) + "= is no duration: " + VisibleText.excerpt(text(key)));
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
        return options;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fields fields && words.equals(fields.words) && options.equals(fields.options);
    }

    @Override
    public int hashCode() {
        return 31 * words.hashCode() + options.hashCode();
    }

    /// On one line, for reading.
    @Override
    public String toString() {
        return VisibleText.escape(words + " " + options);
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

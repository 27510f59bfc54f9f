package io.echelon.protocol;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments of one line by type. What is wrong is noted in the line, and something harmless is returned.
final class Arguments {
    static final String LABEL = "label.";

    private static final int MOST_LONG_DIGITS = 18;
    private static final int MOST_INTEGER_DIGITS = 10;
    private static final long LONGEST_MILLIS = 7 * 86_400_000L;

    private final RequestLine line;
    private final Verb verb;
    private final ProtocolLimits limits;

    Arguments(RequestLine line, Verb verb, ProtocolLimits limits) {
        this.line = line;
        this.verb = verb;
        this.limits = limits;
    }

    /// Whether all that stands there may stand there, and all that must does.
    void checkForm(Form form) {
        for (int i = line.wordCount(); i < line.argumentCount(); i++) {
            checkKey(i, form);
        }
        if (line.wordCount() > form.mostWords()) {
            bad("too many words: " + VisibleText.excerpt(line.value(form.mostWords())));
        }
        if (line.wordCount() < form.leastWords() && !line.isBareText()) {
            bad("too few words");
        }
        boolean hasBody = line.hasText() || line.countedBytes() != Line.NO_COUNT;
        if (hasBody && form.text() == Form.Text.NONE) {
            bad("no text belongs here");
        }
        if (!hasBody && form.text() == Form.Text.REQUIRED) {
            bad("the :text is missing");
        }
    }

    private void checkKey(int index, Form form) {
        String key = line.key(index);
        String lowerCase = key.toLowerCase(Locale.ROOT);
        if (form.laterKeys().contains(lowerCase)) {
            line.fail(ErrorCode.UNSUPPORTED, key + "= is not supported yet; usage: " + verb.usage());
        } else if (line.isRequired(index) && !isKnown(index, lowerCase, form)) {
            line.fail(ErrorCode.UNSUPPORTED, "!" + VisibleText.excerpt(key) + "= is not known; usage: " + verb.usage());
        }
    }

    private boolean isKnown(int index, String lowerCase, Form form) {
        return form.keys().contains(lowerCase)
                || (line.isLabel(index) && form.keys().contains(LABEL));
    }

    /// The positional at `index`, or null.
    ///
    /// @param noun what it is called when it is bad
    @Nullable
    String word(int index, String noun, int mostBytes) {
        return index < line.wordCount() ? printable(noun, line.value(index), mostBytes) : null;
    }

    /// The value of an option, or null.
    @Nullable
    String text(String key, int mostBytes) {
        int index = find(key);
        return index < 0 ? null : printable(key, line.value(index), mostBytes);
    }

    @Nullable
    String name() {
        return nonEmpty("name", text("name", limits.maxNameBytes()));
    }

    String group() {
        String group = nonEmpty("group", word(0, "group", limits.maxNameBytes()));
        return group == null ? Request.DEFAULT_GROUP : group;
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = line.wordCount(); i < line.argumentCount(); i++) {
            if (line.isLabel(i)) {
                String key = line.key(i);
                String name = key.substring(LABEL.length());
                labels.put(name, printable(VisibleText.excerpt(key), line.value(i), limits.maxLabelBytes()));
                if (name.isEmpty() || name.length() > limits.maxLabelBytes()) {
                    bad("the name of a label has 1 to " + limits.maxLabelBytes() + " bytes");
                }
            }
        }
        if (labels.size() > limits.maxLabels()) {
            bad("more than " + limits.maxLabels() + " labels");
        }
        return labels;
    }

    /// Whether an option is the first of two words; it is the second when it is not there.
    boolean isFirst(String key, String first, String second) {
        int index = find(key);
        if (index < 0) {
            return false;
        }
        String value = line.value(index);
        if (!value.equalsIgnoreCase(first) && !value.equalsIgnoreCase(second)) {
            bad(key + " is " + first + " or " + second + ", not " + VisibleText.excerpt(value));
        }
        return value.equalsIgnoreCase(first);
    }

    /// The id of a command, the first positional.
    long command() {
        if (line.wordCount() == 0) {
            return 0; // Complained about already.
        }
        String word = line.value(0);
        long command = digits(word, 0, word.length(), MOST_LONG_DIGITS);
        if (command <= 0) {
            bad("a command is a number from 1 on, not " + VisibleText.excerpt(word));
        }
        return command;
    }

    @Nullable
    Integer integer(String key) {
        int index = find(key);
        if (index < 0) {
            return null;
        }
        String word = line.value(index);
        int sign = word.startsWith("-") ? -1 : 1;
        long digits = digits(word, sign < 0 ? 1 : 0, word.length(), MOST_INTEGER_DIGITS);
        if (digits < 0 || digits * sign != (int) (digits * sign)) {
            bad(key + " is a whole number of 32 bits, not " + VisibleText.excerpt(word));
        }
        return (int) (digits * sign);
    }

    long millis(String key, long otherwise) {
        int index = find(key);
        if (index < 0) {
            return otherwise;
        }
        String word = line.value(index);
        long millis = DurationUnit.parse(word);
        if (millis < 1 || millis > LONGEST_MILLIS) {
            bad(key + " is from 1ms to 7d, such as 90s, not " + VisibleText.excerpt(word));
        }
        return millis;
    }

    /// Says what is wrong, and how it would be right.
    void bad(String complaint) {
        line.fail(ErrorCode.BAD_ARGS, complaint + "; usage: " + verb.usage());
    }

    private int find(String key) {
        for (int i = line.wordCount(); i < line.argumentCount(); i++) {
            if (line.hasKey(i, key)) {
                return i;
            }
        }
        return -1;
    }

    private String printable(String noun, String text, int mostBytes) {
        if (Utf8.byteCount(text) > mostBytes) {
            bad(noun + " has more than " + mostBytes + " bytes");
        } else if (!VisibleText.isPrintable(text)) {
            bad(noun + " has a control or invisible character");
        }
        return text;
    }

    private @Nullable String nonEmpty(String noun, @Nullable String text) {
        if (text != null && text.isEmpty()) {
            bad(noun + " is empty");
        }
        return text;
    }

    /// The number that the digits spell, or -1 when they do not.
    private static long digits(String word, int from, int to, int mostDigits) {
        if (to == from || to - from > mostDigits) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            if (!Ascii.isDigit(word.charAt(i))) {
                return -1;
            }
            number = 10 * number + word.charAt(i) - '0';
        }
        return number;
    }
}

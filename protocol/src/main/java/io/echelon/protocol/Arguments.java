package io.echelon.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments of one line by type. What is wrong is noted in the line, and something harmless is returned.
final class Arguments {
    static final String LABEL = "label.";
    static final String ROSTER = "roster";
    static final String COMMANDS = "commands";

    private static final int MOST_LONG_DIGITS = 18;
    private static final int MOST_INTEGER_DIGITS = 10;
    private static final long LARGEST_NUMBER = 999_999_999_999_999_999L;
    private static final int WHOLE_PERCENT = 100;
    private static final int LEAST_SESSION_CHARS = 22;
    private static final int MOST_SESSION_CHARS = 64;

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
            bad("too many words: " + line.excerpt(form.mostWords()));
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
        if (line.isRequired(index) && !isKnown(index, lowerCase, form)) {
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

    /// The key of a command, or null.
    @Nullable
    String key() {
        return nonEmpty("key", text("key", limits.maxNameBytes()));
    }

    /// The session that must be there. It stands in no complaint.
    String session() {
        int index = find("session");
        String session = index < 0 ? "" : line.value(index);
        if (index < 0) {
            missing("session");
        } else if (session.length() < LEAST_SESSION_CHARS
                || session.length() > MOST_SESSION_CHARS
                || !session.chars().allMatch(Arguments::isSessionPart)) {
            bad("a session is " + LEAST_SESSION_CHARS + " to " + MOST_SESSION_CHARS + " of A-Z a-z 0-9 _ -");
        }
        return session;
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
        long command = Ascii.digits(word, 0, word.length(), MOST_LONG_DIGITS);
        if (command <= 0) {
            bad("a command is a number from 1 on, not " + VisibleText.excerpt(word));
        }
        return command;
    }

    /// What `1` or `2`, the second positional, says.
    int stream() {
        String word = line.wordCount() < 2 ? "1" : line.value(1);
        if (!word.equals("1") && !word.equals("2")) {
            bad("a stream is 1 or 2, not " + VisibleText.excerpt(word));
        }
        return word.equals("2") ? 2 : 1;
    }

    /// What `40%`, the second positional, says.
    int percent() {
        String word = line.wordCount() < 2 ? "0%" : line.value(1);
        long percent = word.endsWith("%") ? Ascii.digits(word, 0, word.length() - 1, MOST_INTEGER_DIGITS) : -1;
        if (percent < 0 || percent > WHOLE_PERCENT) {
            bad("progress is from 0% to 100%, not " + VisibleText.excerpt(word));
        }
        return (int) percent;
    }

    /// What is to be watched, the first positional; if that is one command, [#command] says which.
    Request.Subject subject() {
        String word = line.wordCount() == 0 ? ROSTER : line.value(0);
        if (word.equalsIgnoreCase(ROSTER)) {
            return Request.Subject.ROSTER;
        }
        if (word.equalsIgnoreCase(COMMANDS)) {
            return Request.Subject.COMMANDS;
        }
        if (Ascii.digits(word, 0, word.length(), MOST_LONG_DIGITS) < 1) {
            bad("what is watched is " + ROSTER + ", " + COMMANDS + " or the number of a command, not "
                    + VisibleText.excerpt(word));
        }
        return Request.Subject.COMMAND;
    }

    /// The waves of a command, unmodifiable; empty when it has none.
    List<Request.Wave> waves() {
        int index = find("wave");
        if (index < 0) {
            return List.of();
        }
        List<Request.Wave> waves = Waves.parse(line.value(index));
        if (waves.isEmpty()) {
            bad("wave is " + Waves.FORM + ", not " + line.excerpt(index));
        }
        return waves;
    }

    /// The state of an outcome in lower case, or null.
    @Nullable
    String state() {
        int index = find("state");
        if (index < 0) {
            return null;
        }
        String state = line.value(index).toLowerCase(Locale.ROOT);
        if (!Request.Results.STATES.contains(state)) {
            bad("state is one of " + String.join(" ", Request.Results.STATES) + ", not " + line.excerpt(index));
        }
        return state;
    }

    @Nullable
    Integer integer(String key) {
        int index = find(key);
        if (index < 0) {
            return null;
        }
        String word = line.value(index);
        int sign = word.startsWith("-") ? -1 : 1;
        long digits = Ascii.digits(word, sign < 0 ? 1 : 0, word.length(), MOST_INTEGER_DIGITS);
        if (digits < 0 || digits * sign != (int) (digits * sign)) {
            bad(key + " is a whole number of 32 bits, not " + VisibleText.excerpt(word));
        }
        return (int) (digits * sign);
    }

    /// A whole number from 0 on, or null.
    @Nullable
    Long number(String key) {
        int index = find(key);
        return index < 0 ? null : between(key, index, 0, LARGEST_NUMBER);
    }

    /// A whole number from `least` to `most`, which are not negative, or null.
    @Nullable
    Integer count(String key, int least, int most) {
        int index = find(key);
        return index < 0 ? null : (int) between(key, index, least, most);
    }

    private long between(String key, int index, long least, long most) {
        String word = line.value(index);
        long number = Ascii.digits(word, 0, word.length(), MOST_LONG_DIGITS);
        if (number < least || number > most) {
            bad(key + " is a whole number from " + least + " to " + most + ", not " + line.excerpt(index));
        }
        return number;
    }

    long millis(String key, long otherwise, long least, long most) {
        int index = find(key);
        if (index < 0) {
            return otherwise;
        }
        String word = line.value(index);
        long millis = DurationUnit.parse(word);
        if (millis < least || millis > most) {
            bad(key + " is a time from " + DurationUnit.text(least) + " to " + DurationUnit.text(most) + ", not "
                    + VisibleText.excerpt(word));
        }
        return millis;
    }

    boolean has(String key) {
        return find(key) >= 0;
    }

    void missing(String key) {
        bad(key + "= is missing");
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

    private static boolean isSessionPart(int character) {
        return Ascii.isLetter(character) || Ascii.isDigit(character) || character == '_' || character == '-';
    }
}

package io.echelon.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments of a line by type. What is wrong is noted in the line, and something harmless is returned.
final class Arguments {
    static final String LABEL = "label.";
    static final String ROSTER = "roster";
    static final String COMMANDS = "commands";

    private static final String ALL = "all";
    private static final int MOST_LONG_DIGITS = 18;
    private static final int MOST_INTEGER_DIGITS = 10;
    private static final long LARGEST_NUMBER = 999_999_999_999_999_999L;
    private static final int WHOLE_PERCENT = 100;
    private static final int MOST_ADDRESS_BYTES = 262;
    private static final int MOST_PORT_DIGITS = 5;
    private static final int LARGEST_PORT = 65_535;
    private static final int LEAST_SESSION_CHARS = 22;
    private static final int MOST_SESSION_CHARS = 64;

    private final RequestLine line;
    private final Pieces pieces;
    private final ProtocolLimits limits;

    Arguments(RequestLine line, ProtocolLimits limits) {
        this.line = line;
        this.pieces = line.arguments();
        this.limits = limits;
    }

    /// Whether all that stands there may stand there, and all that must does.
    void checkForm(Form form) {
        if (line.hasRequired()) {
            for (int i = line.wordCount(); i < pieces.count(); i++) {
                checkKey(i, form);
            }
        }
        if (line.wordCount() > form.mostWords()) {
            bad("too many words: " + line.excerpt(form.mostWords()));
        }
        if (line.wordCount() < form.leastWords() && !line.isBareText()) {
            bad("too few words");
        }
        if (line.hasBody() && form.text() == Form.Text.NONE) {
            bad("no text belongs here");
        }
        if (!line.hasBody() && form.text() == Form.Text.REQUIRED) {
            bad("the :text is missing");
        }
    }

    private void checkKey(int index, Form form) {
        String key = pieces.key(index);
        if (pieces.isRequired(index) && !(pieces.isLabel(index) ? form.takesLabels() : form.takes(key))) {
            line.fail(ErrorCode.UNSUPPORTED, "!" + VisibleText.excerpt(key) + "= is not known; usage: " + line.usage());
        }
    }

    /// The positional at `index`, or null.
    ///
    /// @param noun what it is called when it is bad
    @Nullable
    String word(int index, String noun, int mostBytes) {
        return index < line.wordCount() ? printable(noun, index, mostBytes) : null;
    }

    /// Whom a command is for, the first positional; everybody if it is nothing but a text.
    String target() {
        boolean isAll = line.wordCount() == 0 || pieces.isWritten(0, ALL);
        return isAll ? ALL : printable("the target", 0, limits.maxLineBytes());
    }

    /// The value of an option, or null.
    @Nullable
    String text(Option option, int mostBytes) {
        int index = pieces.find(option);
        return index < 0 ? null : printable(option.key(), index, mostBytes);
    }

    @Nullable
    String name() {
        return nonEmpty("name", text(Option.NAME, limits.maxNameBytes()));
    }

    /// The key of a command, or null.
    @Nullable
    String key() {
        return nonEmpty("key", text(Option.KEY, limits.maxNameBytes()));
    }

    /// The session that must be there. It stands in no complaint.
    String session() {
        int index = pieces.find(Option.SESSION);
        String session = index < 0 ? "" : pieces.value(index);
        if (index < 0) {
            missing(Option.SESSION);
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
        for (int i = line.wordCount(); i < pieces.count(); i++) {
            if (pieces.isLabel(i)) {
                String key = pieces.key(i);
                String name = key.substring(LABEL.length());
                labels.put(name, printable(key, i, limits.maxLabelBytes()));
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
    boolean isFirst(Option option, String first, String second) {
        int index = pieces.find(option);
        if (index < 0) {
            return false;
        }
        if (pieces.isWritten(index, first)) {
            return true;
        }
        String value = pieces.value(index);
        if (!value.equalsIgnoreCase(first) && !value.equalsIgnoreCase(second)) {
            bad(option.key() + " is " + first + " or " + second + ", not " + VisibleText.excerpt(value));
        }
        return value.equalsIgnoreCase(first);
    }

    /// The id of a command, the first positional.
    long command() {
        if (line.wordCount() == 0) {
            return 0; // Complained about already.
        }
        long command = pieces.digits(0, 0, MOST_LONG_DIGITS);
        if (command <= 0) {
            bad("a command is a number from 1 on, not " + VisibleText.excerpt(pieces.value(0)));
        }
        return command;
    }

    /// What `1` or `2`, the second positional, says.
    int stream() {
        if (line.wordCount() < 2 || pieces.isWritten(1, "1")) {
            return 1;
        }
        String word = pieces.value(1);
        if (!word.equals("1") && !word.equals("2")) {
            bad("a stream is 1 or 2, not " + VisibleText.excerpt(word));
        }
        return word.equals("2") ? 2 : 1;
    }

    /// What `40%`, the second positional, says.
    int percent() {
        String word = line.wordCount() < 2 ? "0%" : pieces.value(1);
        long percent = word.endsWith("%") ? Ascii.digits(word, 0, word.length() - 1, MOST_INTEGER_DIGITS) : -1;
        if (percent < 0 || percent > WHOLE_PERCENT) {
            bad("progress is from 0% to 100%, not " + VisibleText.excerpt(word));
        }
        return (int) percent;
    }

    /// What is to be watched, the first positional; if that is one command, [#command] says which.
    Request.Subject subject() {
        String word = line.wordCount() == 0 ? ROSTER : pieces.value(0);
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

    /// What is to be done with the cluster, the first positional; to show it if there is none.
    Request.Cluster.Action clusterAction() {
        if (line.wordCount() == 0) {
            return Request.Cluster.Action.STATUS;
        }
        String word = pieces.value(0);
        for (Request.Cluster.Action action : Request.Cluster.Action.values()) {
            if (action.word().equalsIgnoreCase(word)) {
                checkWords(action);
                return action;
            }
        }
        bad("what is done with a cluster is status, add, remove or transfer, not " + VisibleText.excerpt(word));
        return Request.Cluster.Action.STATUS;
    }

    private void checkWords(Request.Cluster.Action action) {
        int words = action == Request.Cluster.Action.STATUS ? 1 : action == Request.Cluster.Action.ADD ? 3 : 2;
        if (line.wordCount() < words) {
            bad("too few words");
        } else if (line.wordCount() > words) {
            bad("too many words: " + line.excerpt(words));
        }
    }

    /// The name of a server, the second positional, where there has to be one.
    @Nullable
    String node(Request.Cluster.Action action) {
        if (action == Request.Cluster.Action.STATUS || line.wordCount() < 2) {
            return null;
        }
        String node = pieces.value(1);
        if (node.isEmpty() || node.length() > Tag.MOST_BYTES || !node.chars().allMatch(Ascii::isWordPart)) {
            bad("a node has 1 to " + Tag.MOST_BYTES + " letters, digits, dots, hyphens and underscores, not "
                    + VisibleText.excerpt(node));
        }
        return node;
    }

    /// Where a server that is added is found, the third positional.
    @Nullable
    String peerAddress(Request.Cluster.Action action) {
        if (action != Request.Cluster.Action.ADD || line.wordCount() < 3) {
            return null;
        }
        String address = printable("the address", 2, MOST_ADDRESS_BYTES);
        int colon = address.lastIndexOf(':');
        long port = colon < 0 ? 0 : Ascii.digits(address, colon + 1, address.length(), MOST_PORT_DIGITS);
        if (colon < 1 || port < 1 || port > LARGEST_PORT) {
            bad("an address is host:port, not " + VisibleText.excerpt(address));
        }
        return address;
    }

    /// The waves of a command, unmodifiable; empty when it has none.
    List<Request.Wave> waves() {
        int index = pieces.find(Option.WAVE);
        if (index < 0) {
            return List.of();
        }
        List<Request.Wave> waves = Waves.parse(pieces.value(index));
        if (waves.isEmpty()) {
            bad("wave is " + Waves.FORM + ", not " + line.excerpt(index));
        }
        return waves;
    }

    /// The state of an outcome in lower case, or null.
    @Nullable
    String state() {
        int index = pieces.find(Option.STATE);
        if (index < 0) {
            return null;
        }
        String state = pieces.value(index).toLowerCase(Locale.ROOT);
        if (!Request.Results.STATES.contains(state)) {
            bad("state is one of " + String.join(" ", Request.Results.STATES) + ", not " + line.excerpt(index));
        }
        return state;
    }

    @Nullable
    Integer integer(Option option) {
        int index = pieces.find(option);
        if (index < 0) {
            return null;
        }
        boolean isNegative = pieces.isNegative(index);
        long digits = pieces.digits(index, isNegative ? 1 : 0, MOST_INTEGER_DIGITS);
        long number = isNegative ? -digits : digits;
        if (digits < 0 || number != (int) number) {
            bad(option.key() + " is a whole number of 32 bits, not " + VisibleText.excerpt(pieces.value(index)));
        }
        return (int) number;
    }

    /// A whole number from 0 on, or null.
    @Nullable
    Long number(Option option) {
        int index = pieces.find(option);
        return index < 0 ? null : between(option, index, 0, LARGEST_NUMBER);
    }

    /// A whole number from `least` to `most`, which are not negative, or null.
    @Nullable
    Integer count(Option option, int least, int most) {
        int index = pieces.find(option);
        return index < 0 ? null : (int) between(option, index, least, most);
    }

    private long between(Option option, int index, long least, long most) {
        long number = pieces.digits(index, 0, MOST_LONG_DIGITS);
        if (number < least || number > most) {
            bad(option.key() + " is a whole number from " + least + " to " + most + ", not " + line.excerpt(index));
        }
        return number;
    }

    long millis(Option option, long otherwise, long least, long most) {
        int index = pieces.find(option);
        if (index < 0) {
            return otherwise;
        }
        long millis = pieces.millis(index);
        if (millis < least || millis > most) {
            bad(option.key() + " is a time from " + DurationUnit.text(least) + " to " + DurationUnit.text(most)
                    + ", not " + VisibleText.excerpt(pieces.value(index)));
        }
        return millis;
    }

    boolean has(Option option) {
        return pieces.find(option) >= 0;
    }

    void missing(Option option) {
        bad(option.key() + "= is missing");
    }

    /// Says what is wrong, and how it would be right.
    void bad(String complaint) {
        line.fail(ErrorCode.BAD_ARGS, complaint + "; usage: " + line.usage());
    }

    /// What is written without quotes has been looked at already.
    private String printable(String noun, int index, int mostBytes) {
        String text = pieces.value(index);
        boolean isQuoted = pieces.isQuoted(index);
        if ((isQuoted ? Utf8.byteCount(text) : pieces.valueBytes(index)) > mostBytes) {
            bad(VisibleText.excerpt(noun) + " has more than " + mostBytes + " bytes");
        } else if (isQuoted && !VisibleText.isPrintable(text)) {
            bad(VisibleText.excerpt(noun) + " has a control or invisible character");
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

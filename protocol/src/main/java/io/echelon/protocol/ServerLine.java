package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// One line of a server: its first word says which kind of reply it is.
final class ServerLine extends Line {
    /// Room for all labels that any server lets a member have, and more.
    static final int MOST_FIELDS = 1024;

    private static final int CODE_DIGITS = 3;
    private static final long OK = PackedWord.of("+OK");
    private static final long ERR = PackedWord.of("-ERR");
    private static final EventName[] EVENTS = EventName.values();
    private static final Vocabulary EVENT_NAMES = new Vocabulary(EVENTS);

    private Kind kind = Kind.NONE;
    private @Nullable EventName event;
    private int code;

    ServerLine() {
        super(MOST_FIELDS);
    }

    /// Reads the line in `bytes[from..to)`, which is not blank, its EOL left out.
    /// The array is looked at until the next line is read.
    void read(byte[] bytes, int from, int to) throws GarbledReplyException {
        begin(bytes, from, to);
        int firstFrom = firstFrom();
        int firstTo = cutFirst(firstFrom);
        identify(bytes, firstFrom, firstTo);
        int tagTo = cutTag(firstTo);
        if (kind == Kind.EVENT && hasTag()) {
            fail(ErrorCode.BAD_FRAME, "an event has no tag");
        }
        cutArguments(tagTo);
        if (kind == Kind.REFUSED) {
            readCode();
        }
        check();
    }

    /// A session is a secret, and it stands among what else an answer says.
    @Override
    boolean hasSecrets() {
        return holds("session=");
    }

    /// Whether it says anything to this client. An event with another name does not, and its body is to be skipped.
    boolean isKnown() {
        return kind != Kind.EVENT || event != null;
    }

    /// What it says, or null if that is nothing to this client.
    ///
    /// @param octets those that it announced, null if it did not
    @Nullable
    Reply reply(byte @Nullable [] octets) {
        byte[] body = octets == null && hasText() ? text() : octets;
        return switch (kind) {
            case OK -> new Reply.Ok(tag(), fields(0), body);
            case REFUSED -> {
                String text = body == null ? "" : VisibleText.escape(body);
                yield new Reply.Refused(tag(), code, arguments().value(1), fields(2), text);
            }
            case EVENT -> event == null ? null : new Reply.Event(event, fields(0), body);
            case NONE -> null;
        };
    }

    private void identify(byte[] bytes, int from, int to) {
        event = null;
        long word = PackedWord.of(bytes, from, to);
        if (word == OK) {
            kind = Kind.OK;
        } else if (word == ERR) {
            kind = Kind.REFUSED;
        } else if (bytes[from] == '*') {
            identifyEvent(bytes, from + 1, to);
        } else {
            kind = Kind.NONE;
        }
        if (kind == Kind.NONE) {
            fail(ErrorCode.BAD_FRAME, "a reply begins with +OK, -ERR or *NAME");
        }
    }

    private void identifyEvent(byte[] bytes, int from, int to) {
        int place = EVENT_NAMES.find(PackedWord.of(bytes, from, to));
        event = place == Vocabulary.UNKNOWN ? null : EVENTS[place];
        boolean isName = to > from;
        for (int i = from; event == null && i < to; i++) {
            isName &= Ascii.isLetter(bytes[i]);
        }
        kind = isName ? Kind.EVENT : Kind.NONE;
    }

    private void readCode() {
        boolean hasBoth = failure() == null && wordCount() >= 2;
        String digits = hasBoth ? arguments().value(0) : "";
        code = digits.length() == CODE_DIGITS ? (int) Ascii.digits(digits, 0, CODE_DIGITS, CODE_DIGITS) : -1;
        if (code < 0 || !isName(arguments().value(1))) {
            fail(ErrorCode.BAD_FRAME, "-ERR goes on with " + CODE_DIGITS + " digits and a name");
        }
    }

    private static boolean isName(String word) {
        return !word.isEmpty() && word.chars().allMatch(character -> Ascii.isLetter(character) || character == '_');
    }

    private enum Kind {
        OK,
        REFUSED,
        EVENT,
        NONE
    }
}

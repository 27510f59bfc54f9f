package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// One line of a server: its first word says which kind of reply it is.
final class ServerLine extends Line {
    /// Room for all labels that any server lets a member have, and more.
    static final int MOST_FIELDS = 1024;

    private static final int CODE_DIGITS = 3;
    private static final EventName[] EVENTS = EventName.values();

    private final Kind kind;
    private final @Nullable EventName event;
    private int code;

    private ServerLine(byte[] bytes, int from, int to) {
        super(bytes, from, to, MOST_FIELDS);
        int firstFrom = firstFrom();
        int firstTo = cutFirst(firstFrom);
        kind = kind(bytes, firstFrom, firstTo);
        event = kind == Kind.EVENT ? event(bytes, firstFrom + 1, firstTo) : null;
        if (kind == Kind.NONE) {
            fail(ErrorCode.BAD_FRAME, "a reply begins with +OK, -ERR or *NAME");
        }
        int tagTo = cutTag(firstTo);
        if (kind == Kind.EVENT && tagTo > firstTo && tag() != null) {
            fail(ErrorCode.BAD_FRAME, "an event has no tag");
        }
        cutArguments(tagTo);
        if (kind == Kind.REFUSED) {
            readCode();
        }
    }

    /// Reads the line in `bytes[from..to)`, which is not blank, its EOL left out.
    /// The array is used later on as well, unless [#detach] was called.
    static ServerLine read(byte[] bytes, int from, int to) throws GarbledReplyException {
        ServerLine line = new ServerLine(bytes, from, to);
        line.check();
        return line;
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
            case OK -> new Reply.Ok(tag(), Fields.of(this, 0), body);
            case REFUSED -> {
                String text = body == null ? "" : VisibleText.escape(body);
                yield new Reply.Refused(tag(), code, value(1), Fields.of(this, 2), text);
            }
            case EVENT -> event == null ? null : new Reply.Event(event, Fields.of(this, 0), body);
            case NONE -> null;
        };
    }

    private static Kind kind(byte[] bytes, int from, int to) {
        if (Ascii.equalsIgnoringCase(bytes, from, to, "+ok")) {
            return Kind.OK;
        }
        if (Ascii.equalsIgnoringCase(bytes, from, to, "-err")) {
            return Kind.REFUSED;
        }
        boolean isEvent = to - from > 1 && bytes[from] == '*';
        for (int i = from + 1; i < to; i++) {
            isEvent &= Ascii.isLetter(bytes[i]);
        }
        return isEvent ? Kind.EVENT : Kind.NONE;
    }

    private static @Nullable EventName event(byte[] bytes, int from, int to) {
        for (EventName name : EVENTS) {
            if (Ascii.equalsIgnoringCase(bytes, from, to, name.lowerCase())) {
                return name;
            }
        }
        return null;
    }

    private void readCode() {
        if (failure() == null && (wordCount() < 2 || !isCode(value(0)) || !isName(value(1)))) {
            fail(ErrorCode.BAD_FRAME, "-ERR goes on with " + CODE_DIGITS + " digits and a name");
        }
        code = failure() == null ? Integer.parseInt(value(0)) : 0;
    }

    private static boolean isCode(String word) {
        return word.length() == CODE_DIGITS && word.chars().allMatch(Ascii::isDigit);
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

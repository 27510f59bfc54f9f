package io.echelon.protocol;

/// Every way in which a request can fail. [#name()] and [#number()] are what the wire carries.
public enum ErrorCode {
    BAD_FRAME(100, "The line is not a frame: a control character, invalid UTF-8, an open quote, a bad tag or count."),
    UNKNOWN_VERB(101, "There is no such verb; `did=` names the nearest."),
    BAD_ARGS(102, "An argument is missing, unknown, out of range or given twice; the text says which."),
    LINE_TOO_LONG(103, "The line was skipped; far past the limit the connection is closed."),
    BODY_TOO_LARGE(104, "The body was skipped; `max=` is the limit in octets."),
    UNSUPPORTED(105, "A verb, an option or a `!key=` that this server does not support."),
    PROTO_VERSION(106, "The client asked for another version of the protocol.", Trait.CLOSES),

    AUTH_REQUIRED(200, "Say who you are first, with AUTH."),
    AUTH_FAILED(201, "The credentials are not valid.", Trait.CLOSES),
    FORBIDDEN(202, "You may not do this."),
    TLS_REQUIRED(203, "This port wants TLS.", Trait.CLOSES),

    UPWARD(300, "The target names a senior, `who=`: commands go down only."),
    SELF(301, "The target names yourself."),
    STALE_REV(302, "The roster has changed; `rev=` is its revision now."),
    NOT_YOURS(303, "The command belongs to someone else."),
    NOBODY_BELOW(304, "Nobody is ranked below you."),

    NOT_A_MEMBER(400, "Take a place first, with JOIN."),
    GROUP_FULL(401, "The group has no free place; `capacity=` is its size.", Trait.TEMPORARY),
    ALREADY_A_MEMBER(402, "This connection has a place already."),
    NAME_TAKEN(403, "Another member has this name, and names are unique here."),
    NO_SUCH_GROUP(404, "There is no such group."),
    NO_SUCH_MEMBER(405, "The target names a number or a rank that nobody has."),
    BAD_SESSION(406, "The session is unknown or has ended; JOIN anew."),
    GAP(407, "Some events can not be replayed; the place is yours all the same."),
    FENCED(408, "Your place was taken up again on another connection.", Trait.CLOSES),
    TOO_MANY_GROUPS(409, "The server has as many groups as it may; they are never removed, so trying again is no use."),

    NO_MATCH(500, "The target matches nobody below you."),
    NO_SUCH_COMMAND(501, "There is no such command, or its results are gone."),
    ALREADY_CLOSED(502, "The command has closed, or you have answered it."),
    NOT_A_TARGET(503, "The command was not for you."),
    KEY_CONFLICT(504, "The same `key=` was used with another target, option or body."),
    EXPECT(505, "The target matches another number of members than expected: `want= got=`."),

    RATE_LIMITED(600, "Too much at once; slow down.", Trait.TEMPORARY),
    TOO_MANY_OPEN(601, "You have as many open commands as you may.", Trait.TEMPORARY),
    SLOW(602, "You read too slowly; only in `*BYE`.", Trait.CLOSES, Trait.TEMPORARY),
    TOO_MANY_CONNECTIONS(603, "The server has as many connections as it may.", Trait.CLOSES, Trait.TEMPORARY),

    INTERNAL(900, "The server has stopped because of a bug; it is in its log.", Trait.CLOSES),
    SHUTTING_DOWN(901, "The server is going down.", Trait.CLOSES, Trait.TEMPORARY),
    NO_QUORUM(902, "The cluster has no majority at the moment.", Trait.TEMPORARY);

    private final int number;
    private final String meaning;
    private final boolean isTemporary;
    private final boolean closes;

    ErrorCode(int number, String meaning, Trait... traits) {
        this.number = number;
        this.meaning = meaning;
        boolean temporary = false;
        boolean closing = false;
        for (Trait trait : traits) {
            temporary |= trait == Trait.TEMPORARY;
            closing |= trait == Trait.CLOSES;
        }
        this.isTemporary = temporary;
        this.closes = closing;
    }

    public int number() {
        return number;
    }

    /// One sentence for people.
    public String meaning() {
        return meaning;
    }

    /// Whether the same request may succeed later, unchanged: `retry=yes` on the wire.
    public boolean isTemporary() {
        return isTemporary;
    }

    /// Whether the connection always ends with it. A single [Malformed] may close with another code.
    public boolean closes() {
        return closes;
    }

    private enum Trait {
        TEMPORARY,
        CLOSES
    }
}

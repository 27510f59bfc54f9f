package io.echelon.server.gateway;

import io.echelon.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/// What is said last before the server closes a connection.
///
/// @param code null where there is none to blame
/// @param text for people
public record Farewell(@Nullable ErrorCode code, Again again, String text) {
    /// When a client that was let go may come back.
    public enum Again {
        NOW,
        LATER,
        NEVER
    }

    /// To whoever asked for it.
    static final Farewell GOODBYE = new Farewell(null, Again.NOW, "goodbye");

    /// To whoever does not read what it is sent.
    public static final Farewell TOO_SLOW =
            new Farewell(ErrorCode.SLOW, Again.NOW, "you did not read what was sent to you");

    /// To whoever has given no sign of life for too long.
    public static final Farewell QUIET = new Farewell(null, Again.NOW, "no sign of life came");

    /// To whoever had a place that was taken up elsewhere.
    public static final Farewell FENCED =
            new Farewell(ErrorCode.FENCED, Again.NEVER, "your place was taken up on another connection");

    static final Farewell GROUP_FULL =
            new Farewell(ErrorCode.GROUP_FULL, Again.LATER, "try again when somebody has left");

    static final Farewell TOO_MANY = new Farewell(ErrorCode.TOO_MANY_CONNECTIONS, Again.LATER, "try again later");

    public static final Farewell SHUTDOWN =
            new Farewell(ErrorCode.SHUTTING_DOWN, Again.LATER, "the server is shutting down");

    public static final Farewell BUG =
            new Farewell(ErrorCode.INTERNAL, Again.LATER, "the server has stopped because of a bug; it is in its log");

    /// To whoever waits for an answer that may never come: what it has asked may be carried out yet.
    static final Farewell UNDECIDED =
            new Farewell(ErrorCode.NO_QUORUM, Again.NOW, "a majority of the servers is missing; try another");

    /// To whoever means nothing to the state any more.
    static final Farewell CUT_OFF =
            new Farewell(ErrorCode.NO_QUORUM, Again.NOW, "this server was cut off from the others; come back");

    /// To a person who was refused a place that it did not ask for.
    static Farewell notSeated(ErrorCode code) {
        return new Farewell(code, Again.LATER, "try again in a moment");
    }

    /// To whoever had no place for so long.
    static Farewell placeless(long seconds) {
        return new Farewell(ErrorCode.NOT_A_MEMBER, Again.NOW, "no place was taken within " + seconds + " s");
    }
}

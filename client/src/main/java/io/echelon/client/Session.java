package io.echelon.client;

import io.echelon.protocol.EventName;
import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Request;
import org.jspecify.annotations.Nullable;

/// With what a member comes back: the secret, which is shown nowhere, and how far it has heard. Used on the
/// thread that reads, and between two of these by the one that connects again.
final class Session {
    private @Nullable String secret;
    private long got;

    /// A place was taken.
    ///
    /// @param fields without a session where the place is not kept
    void begin(Fields fields) {
        secret = fields.find("session");
        got = 0;
    }

    boolean isKept() {
        return secret != null;
    }

    void end() {
        secret = null;
    }

    /// Takes note of an event if it is one that counts.
    void count(EventName event) {
        switch (event) {
            case COMMAND, CANCEL, RESULT, CLOSED -> got++;
            default -> {
                // The server does not count it either.
            }
        }
    }

    /// How many events that count have come; -1 where none do.
    long got() {
        return secret == null ? -1 : got;
    }

    /// The secret that is asked with stays good until the answer has been read, and the one in it used.
    Request.Resume resumption() {
        if (secret == null) {
            throw new IllegalStateException("this place is not kept");
        }
        return new Request.Resume(null, secret, got);
    }

    /// @param fields of the answer to a RESUME; those that it replays are counted when they come
    void resume(Fields fields) throws GarbledReplyException {
        String next = fields.text("session");
        got = fields.number("sent") - fields.number("replay");
        secret = next;
    }

    @Override
    public String toString() {
        return "Session[got=" + got + "]";
    }
}

package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import java.nio.charset.StandardCharsets;

/// What a command puts out at one executor.
///
/// @param command its number
/// @param rank the executor's
/// @param stream 1 is the standard output, 2 the standard error
/// @param body not to be changed
@SuppressWarnings("ArrayRecordComponent") // Opaque octets; nothing compares outputs.
public record Output(long command, MemberId executor, int rank, int stream, byte[] body) {
    private static final byte[] NO_BODY = {};

    static Output read(Reply.Event event) throws GarbledReplyException {
        Fields fields = event.fields();
        byte[] body = event.body();
        return new Output(
                fields.number(0),
                new MemberId(fields.member(1)),
                (int) fields.number("rank"),
                (int) fields.number("stream"),
                body == null ? NO_BODY : body);
    }

    /// The body as UTF-8; it may begin or end within a character. Nothing in it is escaped.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}

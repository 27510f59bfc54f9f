package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import java.nio.charset.StandardCharsets;

/// How far one executor is with a command.
///
/// @param command its number
/// @param rank the executor's
/// @param percent 0 to 100
/// @param text what it is at, not escaped; "" if it says nothing
public record Progress(long command, MemberId executor, int rank, int percent, String text) {
    static Progress read(Reply.Event event) throws GarbledReplyException {
        Fields fields = event.fields();
        byte[] body = event.body();
        return new Progress(
                fields.number(0),
                new MemberId(fields.member(1)),
                (int) fields.number("rank"),
                (int) fields.number("percent"),
                body == null ? "" : new String(body, StandardCharsets.UTF_8));
    }
}

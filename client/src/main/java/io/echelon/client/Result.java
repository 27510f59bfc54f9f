package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of a command at one executor.
///
/// @param command its number
/// @param rank the executor's when it was reported, the last one if it has left
/// @param outcome a final one
/// @param code the exit code, if the executor gave one
/// @param elapsed since the command was sequenced, by the server's clock
/// @param body what the executor said, empty if nothing; not to be changed
@SuppressWarnings("ArrayRecordComponent") // Opaque octets; nothing compares results.
public record Result(
        long command,
        MemberId executor,
        int rank,
        Outcome outcome,
        @Nullable Integer code,
        Duration elapsed,
        byte[] body) {
    private static final byte[] NO_BODY = {};

    /// @param event a `*RESULT`
    /// @throws GarbledReplyException if it lacks something
    public static Result read(Reply.Event event) throws GarbledReplyException {
        Fields fields = event.fields();
        byte[] body = event.body();
        return new Result(
                fields.number(0),
                new MemberId(fields.member(1)),
                (int) fields.number("rank"),
                Outcome.withKey(fields.text("state")),
                fields.find("rc") == null ? null : (int) fields.number("rc"),
                Duration.ofMillis(fields.number("ms")),
                body == null ? NO_BODY : body);
    }

    /// The body as UTF-8. Nothing in it is escaped: what goes to a terminal is to be escaped first, as
    /// [io.echelon.protocol.VisibleText] does.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}

package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What a senior asks this member to execute.
///
/// @param number in the group, from 1 on
/// @param sender the server's word, not the sender's own
/// @param senderRank when the command was sequenced
/// @param ttl how long the sender let it wait before it is sent
/// @param body octets, as they were sent; not to be changed
@SuppressWarnings("ArrayRecordComponent") // Opaque octets; nothing compares commands.
public record Command(long number, MemberId sender, int senderRank, Duration ttl, byte[] body) {
    private static final byte[] NO_BODY = {};

    static Command read(Reply.Event event) throws GarbledReplyException {
        Fields fields = event.fields();
        byte[] body = event.body();
        return new Command(
                fields.number(0),
                new MemberId(fields.member("from")),
                (int) fields.number("rank"),
                Duration.ofMillis(fields.millis("ttl")),
                body == null ? NO_BODY : body);
    }

    /// The body as UTF-8. Nothing in it is escaped: what goes to a terminal is to be escaped first, as
    /// [io.echelon.protocol.VisibleText] does.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}

package io.echelon.bench;

import io.echelon.protocol.EventName;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.ReplyParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.EnumSet;
import java.util.Set;

/// Counts `+OK`, and takes anything for a failure that says no, or that something was lost or soon will be.
class EchelonAnswers implements Answers {
    private static final int MOST_LINE_BYTES = 4_096;
    private static final int MOST_BODY_BYTES = 1 << 20;
    private static final Set<EventName> BAD_NEWS =
            EnumSet.of(EventName.GAP, EventName.SLOW, EventName.DRAIN, EventName.BYE);

    private final ReplyParser parser = new ReplyParser(MOST_LINE_BYTES, MOST_BODY_BYTES);
    private int rank = -1;

    @Override
    public final int read(ByteBuf bytes) throws DriveException {
        byte[] heard = ByteBufUtil.getBytes(bytes);
        bytes.skipBytes(heard.length);
        parser.feed(heard, 0, heard.length);
        try {
            int good = 0;
            for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
                good += goodAnswers(reply);
            }
            return good;
        } catch (GarbledReplyException garbled) {
            throw new DriveException("the server says what is no reply: " + garbled.getMessage(), garbled);
        }
    }

    @Override
    public final int rank() {
        return rank;
    }

    private int goodAnswers(Reply reply) throws DriveException, GarbledReplyException {
        return switch (reply) {
            case Reply.Ok ok -> {
                rank = (int) ok.fields().number("rank", rank);
                yield onOk(ok);
            }
            case Reply.Refused refused ->
                throw new DriveException(
                        "the server refuses: " + refused.code() + " " + refused.name() + " " + refused.text());
            case Reply.Event event
            when BAD_NEWS.contains(event.event()) ->
                throw new DriveException("the server says *" + event.event() + " " + event.fields());
            case Reply.Event event -> onEvent(event);
        };
    }

    /// @return how many good answers this is
    int onOk(Reply.Ok ok) throws DriveException, GarbledReplyException {
        return 1;
    }

    /// @return how many good answers this is
    int onEvent(Reply.Event event) throws DriveException, GarbledReplyException {
        return 0;
    }
}

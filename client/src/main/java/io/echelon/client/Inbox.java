package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.ReplyParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/// What comes from one server: reads it on the thread that reads, and says at last why nothing more comes.
final class Inbox {
    /// Where replies go.
    interface Sink {
        /// Something came.
        void onBytes();

        /// @param reply an Ok or a Refused
        void onReply(Reply reply) throws IOException;

        void onEvent(Reply.Event event) throws IOException;
    }

    private static final int READ_BYTES = 64 << 10;
    private static final int MAX_LINE_BYTES = 64 << 10;
    /// The longest list that a server can be told to give.
    private static final int MAX_BODY_BYTES = 64 << 20;

    private final String address;
    private final Bye bye = new Bye();

    /// @param address of the server, for messages
    Inbox(String address) {
        this.address = address;
    }

    /// Reads to the end.
    ///
    /// @return why it came
    ConnectionLostException readAll(InputStream input, Sink sink) {
        try {
            readFrames(input, sink);
            return lost("has closed the connection", null);
        } catch (GarbledReplyException garbled) {
            return new ConnectionLostException(
                    LossReason.BROKEN, address + " does not speak this protocol: " + garbled.getMessage(), garbled);
        } catch (SocketException reset) {
            return lost("is gone: " + reset.getMessage(), reset);
        } catch (IOException failure) {
            return new ConnectionLostException(
                    LossReason.BROKEN, address + " is gone: " + failure.getMessage(), failure);
        }
    }

    private ConnectionLostException lost(String otherwise, @Nullable IOException cause) {
        String message = address + bye.text(otherwise);
        return cause == null
                ? new ConnectionLostException(bye.reason(), message)
                : new ConnectionLostException(bye.reason(), message, cause);
    }

    private void readFrames(InputStream input, Sink sink) throws IOException {
        ReplyParser parser = new ReplyParser(MAX_LINE_BYTES, MAX_BODY_BYTES);
        byte[] window = new byte[READ_BYTES];
        for (int count = input.read(window); count >= 0; count = input.read(window)) {
            sink.onBytes();
            parser.feed(window, 0, count);
            for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
                if (!(reply instanceof Reply.Event event)) {
                    sink.onReply(reply);
                } else {
                    bye.hear(event);
                    sink.onEvent(event);
                }
            }
        }
    }
}

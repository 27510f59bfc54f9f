package io.echelon.testkit.simulation;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.ReplyParser;
import io.echelon.protocol.Request;
import java.util.Map;

/// A new client at one node: takes a place in a group of its own and gives it up.
final class Probe implements Wire.Client {
    private final ReplyParser parser = new ReplyParser(65_536, 1 << 20);
    private int answers;
    private boolean isClosed;

    void start(SimulatedEdge edge, String group) {
        Wire wire = edge.connect(this);
        wire.send(new Request.Hello(null, null, null, null, true, 0));
        wire.send(new Request.Join(null, group, null, Map.of(), false, false, 0, 0, false));
        wire.send(new Request.Quit(null));
    }

    /// Whether it was given what it asked for.
    boolean isDone() {
        return isClosed && answers == 3;
    }

    @Override
    public void onBytes(Wire from, byte[] bytes) {
        try {
            parser.feed(bytes, 0, bytes.length);
            for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
                answers += reply instanceof Reply.Ok ? 1 : 0;
            }
        } catch (GarbledReplyException garbled) {
            throw new Violation("what a server says can be read", garbled);
        }
    }

    @Override
    public void onClosed(Wire closed) {
        isClosed = true;
    }
}

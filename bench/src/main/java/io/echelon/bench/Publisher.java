package io.echelon.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// A connection that publishes one message again and again.
final class Publisher {
    private final Link link;
    private final Lane lane;
    private final ByteBuf message;

    Publisher(Link link, Lane lane, byte[] message) {
        this.link = link;
        this.lane = lane;
        this.message = Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(message.length).writeBytes(message).asReadOnly());
    }

    Lane lane() {
        return lane;
    }

    /// Goes out with the next [#flush].
    ///
    /// @param nanos from when on its latency counts
    void publish(long nanos) {
        lane.onSent(nanos);
        link.write(message.duplicate());
    }

    void flush() {
        link.flush();
    }
}

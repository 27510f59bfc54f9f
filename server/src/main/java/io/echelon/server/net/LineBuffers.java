package io.echelon.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;

/// Buffers in which lines wait for the end of a batch. The ones that were sent at once are used again,
/// those that the channels keep are not. For the event loop's thread.
final class LineBuffers {
    private static final int FIRST_CAPACITY = 256;
    /// Those that have grown larger are not kept.
    private static final int MAX_CAPACITY = 4 << 10;

    private static final int MAX_SPARE = 64;

    private final ByteBufAllocator allocator;
    private final ArrayDeque<ByteBuf> spare = new ArrayDeque<>(MAX_SPARE);
    private boolean isClosed;

    LineBuffers(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    ByteBuf take(int length) {
        ByteBuf buffer = spare.poll();
        return buffer != null ? buffer : allocator.directBuffer(Math.max(FIRST_CAPACITY, length));
    }

    void giveBack(ByteBuf buffer) {
        if (!isClosed && spare.size() < MAX_SPARE && buffer.capacity() <= MAX_CAPACITY) {
            spare.push(buffer.clear());
        } else {
            buffer.release();
        }
    }

    /// Keeps none from now on.
    void close() {
        isClosed = true;
        spare.forEach(ByteBuf::release);
        spare.clear();
    }
}

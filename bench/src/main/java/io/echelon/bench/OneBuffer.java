package io.echelon.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/// Has all connections of one event loop read into the same buffer, one after another, and once for each time that they
/// are ready. Who gets the buffer releases it before it returns, and keeps nothing of it.
final class OneBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int BYTES = 64 << 10;

    private final ByteBuf buffer = new UnpooledByteBufAllocator(true, true).directBuffer(BYTES, BYTES);

    OneBuffer() {
        super(1);
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has no other type for it.
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator allocator) {
                return buffer.clear().retain();
            }

            @Override
            public int guess() {
                return BYTES;
            }
        };
    }
}

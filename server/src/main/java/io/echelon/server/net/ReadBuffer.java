package io.echelon.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/// One buffer into which all channels of an event loop are read, one after the other: what a read brings
/// is worked off before the next, and a connection that says nothing keeps no room for what it may say.
final class ReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
    /// As much as is read at once.
    static final int BYTES = 64 << 10;

    /// It lives as long as the loop, and leaves with it.
    private static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true, true);

    private final SharedHandle handle = new SharedHandle();
    private ByteBuf buffer = ALLOCATOR.directBuffer(BYTES);

    @Override
    @SuppressWarnings("deprecation") // Netty's own interface still declares it so.
    public Handle newHandle() {
        return handle;
    }

    private final class SharedHandle extends MaxMessageHandle {
        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            if (buffer.refCnt() > 1) { // Somebody has kept it.
                buffer.release();
                buffer = ALLOCATOR.directBuffer(BYTES);
            }
            return buffer.clear().retain();
        }

        @Override
        public int guess() {
            return BYTES;
        }
    }
}

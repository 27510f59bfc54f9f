package io.echelon.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What waits to be written to one channel, and how it leaves. A single buffer, while none waits before it,
/// goes straight to the kernel, past Netty's pipeline and queue: with thousands of recipients that is what
/// most of the time outside the kernel went to, since for each of them a dozen objects had to be fetched
/// from memory. What the kernel does not take at once goes the usual way.
abstract sealed class Outbox permits Connection {
    private final Channel channel;
    private final LineBuffers buffers;
    /// Null where only Netty can write: nothing in the pipeline may have to change the bytes.
    private final @Nullable Socket socket;

    /// Goes before what is pending.
    private @Nullable SharedBuffer lent;

    private @Nullable ByteBuf pending;

    /// Whether Netty's queue may have something in it. Where it has not, it need not be fetched to find out.
    private boolean hasQueued;

    Outbox(Channel channel, LineBuffers buffers) {
        this.channel = channel;
        this.buffers = buffers;
        this.socket = channel instanceof EpollSocketChannel epoll && epoll.fd() instanceof Socket open ? open : null;
    }

    final Channel channel() {
        return channel;
    }

    final void put(byte[] bytes, int length) {
        if (pending == null) {
            pending = buffers.take(length);
        }
        pending.writeBytes(bytes, 0, length);
    }

    /// Puts a buffer that is written to many behind what waits. The next flush has to come before it is lent
    /// to another.
    final void put(SharedBuffer shared) {
        if (isEmpty() && isStraight()) {
            lent = shared;
        } else {
            moveToQueue();
            queue(shared.lend());
        }
    }

    /// Puts a buffer behind what waits.
    ///
    /// @param buffer whose reference is handed over
    final void put(ByteBuf buffer) {
        moveToQueue();
        queue(buffer);
    }

    /// @return whether everything has left; what has not will as soon as the kernel has room
    final boolean send() {
        if (isStraight() && (isEmpty() || sendStraight())) {
            return true;
        }
        moveToQueue();
        channel.flush();
        return !hasUnsent();
    }

    private boolean isEmpty() {
        return lent == null && pending == null;
    }

    private boolean sendStraight() {
        if (lent != null && pending == null) {
            int sent = send(lent.bytes());
            boolean isSent = sent == lent.bytes().readableBytes();
            if (!isSent) {
                queue(lent.lend().skipBytes(sent));
            }
            lent = null;
            return isSent;
        }
        if (lent == null && pending != null) {
            boolean isSent = !pending.skipBytes(send(pending)).isReadable();
            if (isSent) {
                buffers.giveBack(pending);
                pending = null;
            }
            return isSent;
        }
        return false;
    }

    /// @return how many bytes the kernel took
    private int send(ByteBuf bytes) {
        if (socket == null || !socket.isOpen() || !bytes.hasMemoryAddress()) {
            return 0;
        }
        try {
            int sent = socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
            return Math.max(0, sent);
        } catch (IOException gone) {
            return 0; // Netty finds the same, and closes the channel.
        }
    }

    /// Whether nothing is before what is written now.
    private boolean isStraight() {
        if (socket == null) {
            return false;
        }
        if (hasQueued) {
            ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
            hasQueued = queue == null || queue.totalPendingWriteBytes() > 0;
        }
        return !hasQueued;
    }

    private void queue(ByteBuf bytes) {
        hasQueued = true;
        channel.write(bytes, channel.voidPromise());
    }

    private void moveToQueue() {
        if (lent != null) {
            queue(lent.lend());
            lent = null;
        }
        if (pending != null) {
            queue(pending);
            pending = null;
        }
    }

    /// Whether something that was flushed has not left yet.
    final boolean hasUnsent() {
        if (!hasQueued) {
            return false;
        }
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue != null && !queue.isEmpty();
    }

    final int unflushedBytes() {
        return pending == null ? 0 : pending.readableBytes();
    }

    final void dropUnflushed() {
        lent = null;
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }
}

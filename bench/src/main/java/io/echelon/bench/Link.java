package io.echelon.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/// One connection of the driver. On the event loop only.
final class Link extends ChannelInboundHandlerAdapter {
    private final Swarm swarm;
    private final int index;
    private final int group;
    private Ear ear;
    private int rank = -1;
    private boolean isClosing;
    private @Nullable Channel channel;

    /// @param index from 0 on, among those that were opened together
    Link(Swarm swarm, int index, int group) {
        this.swarm = swarm;
        this.index = index;
        this.group = group;
        this.ear = (link, bytes) -> {
            throw new DriveException("the server speaks before it is spoken to");
        };
    }

    int index() {
        return index;
    }

    int group() {
        return group;
    }

    /// As the server told last, or -1.
    int rank() {
        return rank;
    }

    void rank(int told) {
        rank = told;
    }

    void listen(Ear next) {
        ear = next;
    }

    void say(byte[] words) {
        say(Unpooled.wrappedBuffer(words));
    }

    /// Takes the bytes and sends them at once.
    void say(ByteBuf words) {
        write(words);
        flush();
    }

    /// Takes the bytes and sends them with the next [#flush].
    void write(ByteBuf words) {
        Channel open = channel();
        open.write(words, open.voidPromise());
    }

    void flush() {
        channel().flush();
    }

    /// Ends the connection, which is no failure then.
    ChannelFuture close() {
        isClosing = true;
        return channel().close();
    }

    private Channel channel() {
        if (channel == null) {
            throw new IllegalStateException("connection " + index + " is not open yet");
        }
        return channel;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        swarm.onHeard();
        try {
            swarm.dialect().oblige(this, bytes);
            ear.hear(this, bytes);
        } catch (DriveException failure) {
            swarm.fail(failure);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!isClosing) {
            swarm.fail(new DriveException("the server has closed connection " + index));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!isClosing) {
            swarm.fail(new DriveException("connection " + index + " broke: " + cause, cause));
        }
    }
}

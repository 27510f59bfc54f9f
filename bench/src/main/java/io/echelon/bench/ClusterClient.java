package io.echelon.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// One connection to one node of a replicated server, for one [Duty]. On the event loop only.
abstract class ClusterClient extends ChannelInboundHandlerAdapter {
    /// How somebody fares.
    interface Listener {
        /// It may write, or is in the line.
        default void onReady(ClusterClient client) throws DriveException {}

        /// A write is acknowledged.
        ///
        /// @param startNanos as it was given with the write
        default void onAcknowledged(ClusterClient client, long startNanos) throws DriveException {}

        /// All that has come is read: time to send what was written meanwhile.
        default void onRead(ClusterClient client) {}

        /// It is the first in the line, and knows.
        default void onFirst(ClusterClient client) throws DriveException {}

        /// A write is refused; the connection stays.
        default void onRefused(ClusterClient client, DriveException why) throws DriveException {
            throw why;
        }

        /// There is no connection, or no longer. The last that is told.
        void onLost(ClusterClient client, DriveException why);
    }

    private final ByteBuf unread = Unpooled.buffer();
    private @Nullable Fleet fleet;
    private @Nullable InetSocketAddress node;
    private @Nullable Listener listener;
    private @Nullable Channel channel;
    private boolean isOver;

    /// Says what makes it fit for its duty; ends with [#tellReady].
    abstract void greet() throws DriveException;

    /// Writes once more, which is sent with the next [#flush].
    ///
    /// @param nanos when, by [System#nanoTime]
    abstract void write(long nanos) throws DriveException;

    /// Says nothing from now on, not even that it is there; the connection stays.
    abstract void fallSilent();

    /// Consumes what has come as a whole and leaves the rest.
    abstract void read(ByteBuf bytes) throws DriveException;

    /// Before it connects.
    final void belong(Fleet to, InetSocketAddress at, Listener told) {
        fleet = to;
        node = at;
        listener = told;
    }

    final Fleet fleet() {
        return present(fleet);
    }

    final InetSocketAddress node() {
        return present(node);
    }

    final Listener listener() {
        return present(listener);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("it is not connected yet");
        }
        return value;
    }

    final void say(ByteBuf words) {
        Channel open = present(channel);
        open.write(words, open.voidPromise());
    }

    final void flush() {
        present(channel).flush();
    }

    /// Whether it has ended, by whomever.
    final boolean isOver() {
        return isOver;
    }

    /// Ends it, with a reset: of which nobody is told.
    void reset() {
        isOver = true;
        if (channel != null) {
            RunLoop.reset(channel);
        }
    }

    /// It is of no use any more.
    final void lose(DriveException why) {
        if (!isOver) {
            reset();
            listener().onLost(this, why);
        }
    }

    final void tellReady() throws DriveException {
        listener().onReady(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        attempt(() -> {
            greet();
            flush();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        fleet().onHeard();
        unread.writeBytes(bytes);
        bytes.release();
        attempt(() -> {
            read(unread);
            unread.discardReadBytes();
            listener().onRead(this);
            flush();
        });
    }

    /// A failure ends this connection, and nothing else.
    final void attempt(RunLoop.Step step) {
        if (isOver) {
            return;
        }
        try {
            step.take();
        } catch (DriveException failure) {
            lose(failure);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lose(new DriveException("a node has closed a connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lose(new DriveException("a connection broke: " + cause, cause));
    }
}

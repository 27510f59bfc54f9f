package io.echelon.server.net;

import io.echelon.server.StallClock;
import io.echelon.server.gateway.Farewell;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Bounds what may be unsent to a connection, in bytes and in time. Who goes past either loses its
/// place at once, and its socket when the rest has left or the time is up. Whoever reads costs
/// nothing here.
final class SlowClients {
    /// Half of the limit: from here on a connection is warned, is told of no progress, and is read no
    /// further until it has read.
    private static final int CONGESTED_SHARE = 2;

    private static final long CLOSE_SECONDS = 1;

    private final ScheduledExecutorService executor;
    private final long maxUnsentBytes;
    private final DelayLine<Connection> writeDeadlines;
    private final DelayLine<Connection> closing;

    SlowClients(ScheduledExecutorService executor, StallClock clock, long maxUnsentBytes, long writeSeconds) {
        this.executor = executor;
        this.maxUnsentBytes = maxUnsentBytes;
        this.writeDeadlines = new DelayLine<>(executor, clock, writeSeconds, TimeUnit.SECONDS, this::onWriteDeadline);
        this.closing = new DelayLine<>(
                executor,
                clock,
                CLOSE_SECONDS,
                TimeUnit.SECONDS,
                connection -> connection.channel().close());
    }

    /// @param unflushedBytes that wait for the channel's next flush
    boolean isCongested(Channel channel, int unflushedBytes) {
        return unsentBytes(channel) + unflushedBytes > maxUnsentBytes / CONGESTED_SHARE;
    }

    /// To be told of every flush.
    void afterFlush(Connection connection) {
        if (!connection.hasUnsent()) {
            connection.onCaughtUp();
            return;
        }
        long unsentBytes = unsentBytes(connection.channel());
        if (unsentBytes > maxUnsentBytes && !connection.isClosing()) {
            // Not at once: the batch that is being carried out still counts on this connection.
            executor.execute(() -> connection.conversation().close(Farewell.TOO_SLOW));
        } else if (unsentBytes > maxUnsentBytes / CONGESTED_SHARE) {
            connection.warn(unsentBytes, maxUnsentBytes);
        }
        if (!connection.isMarked()) {
            mark(connection);
        }
    }

    /// Waits a moment for the client to close by itself.
    void closeSoon(Connection connection) {
        closing.add(connection);
    }

    /// Puts a mark behind everything that is unsent: when it leaves, so has all before it.
    private void mark(Connection connection) {
        DelayLine.Ticket<Connection> deadline = writeDeadlines.add(connection);
        connection.setMarked(true);
        connection.channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            deadline.cancel();
            connection.setMarked(false);
            if (sent.isSuccess()) {
                if (!isCongested(connection.channel(), 0)) {
                    connection.onCaughtUp();
                }
                if (connection.hasUnsent()) {
                    mark(connection);
                }
                connection.resume();
            }
        });
    }

    private void onWriteDeadline(Connection connection) {
        connection.conversation().close(Farewell.TOO_SLOW);
        connection.abort();
    }

    private static long unsentBytes(Channel channel) {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }
}

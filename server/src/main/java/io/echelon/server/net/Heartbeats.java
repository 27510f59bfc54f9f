package io.echelon.server.net;

import io.echelon.server.StallClock;
import io.echelon.server.gateway.Farewell;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks connections for signs of life that want to be asked: after a silence of the length that each
/// has named itself, then again, and at the third time it has ended. For the event loop's thread.
final class Heartbeats {
    /// So many unanswered questions end a connection.
    private static final int MOST_MISSES = 2;

    private final ScheduledExecutorService executor;
    private final StallClock clock;

    Heartbeats(ScheduledExecutorService executor, StallClock clock) {
        this.executor = executor;
        this.clock = clock;
    }

    /// @param pingMillis of silence, more than 0
    Heartbeat begin(Connection connection, long pingMillis) {
        Heartbeat heartbeat = new Heartbeat(connection, TimeUnit.MILLISECONDS.toNanos(pingMillis));
        heartbeat.onByte();
        heartbeat.lookLater(heartbeat.pingNanos);
        return heartbeat;
    }

    /// One connection's. What comes in costs it nothing but to remember when.
    final class Heartbeat {
        private final Connection connection;
        private final long pingNanos;
        private long heardNanos;
        private long pings;
        private int misses;
        /// Due at some later time, however long that is; holds on to the connection until then.
        private @Nullable ScheduledFuture<?> look;

        private Heartbeat(Connection connection, long pingNanos) {
            this.connection = connection;
            this.pingNanos = pingNanos;
        }

        /// Any byte is a sign of life.
        void onByte() {
            heardNanos = clock.nanos();
            misses = 0;
        }

        void end() {
            if (look != null) {
                look.cancel(false);
            }
        }

        private void lookLater(long delayNanos) {
            look = executor.schedule(this::look, delayNanos, TimeUnit.NANOSECONDS);
        }

        private void look() {
            if (!connection.isListenedTo()) {
                onByte(); // Who is not listened to is not silent.
            }
            long dueNanos = heardNanos + (misses + 1) * pingNanos;
            long leftNanos = dueNanos - clock.nanos();
            if (leftNanos > 0) {
                lookLater(leftNanos);
            } else if (misses == MOST_MISSES) {
                connection.conversation().close(Farewell.QUIET);
            } else {
                misses++;
                pings++;
                connection.ping(pings);
                lookLater(pingNanos);
            }
        }
    }
}

package io.echelon.client;

import io.echelon.protocol.Reply;
import java.util.concurrent.atomic.AtomicInteger;

/// Whether the server at the other end of one connection is alive: it is pinged again and again, and any
/// byte is life.
final class Pulse implements Answer {
    private static final int MOST_MISSED = 2;

    private final Connection connection;
    private final Tenure tenure;
    private final AtomicInteger unanswered = new AtomicInteger();

    Pulse(Connection connection, Tenure tenure) {
        this.connection = connection;
        this.tenure = tenure;
    }

    /// Pings once more, or gives the connection up.
    ///
    /// @param intervalNanos since the last time
    void beat(long intervalNanos) {
        if (unanswered.get() < MOST_MISSED) {
            unanswered.incrementAndGet();
            connection.sendNow(tenure, connection.majority().pulse(), this);
        } else if (System.nanoTime() - connection.heardNanos() >= MOST_MISSED * intervalNanos) {
            connection.abandon(
                    LossReason.BROKEN, connection.address() + " is silent: it has missed " + MOST_MISSED + " pings");
        }
    }

    @Override
    public boolean minds() {
        return false;
    }

    @Override
    public void onReply(Reply reply) {
        unanswered.decrementAndGet();
    }

    @Override
    public void onLost(ConnectionLostException cause) {
        // That is told elsewhere.
    }
}

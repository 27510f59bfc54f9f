package io.echelon.server.net;

import io.echelon.server.StallClock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Finds out for groups when a wave of departures has ended: when for some milliseconds nobody has left.
/// For the event loop's thread.
final class Lulls {
    /// Longer than what lies between two of many connections that one process loses when it ends.
    static final long QUIET_MILLIS = 2;
    /// So often a wave is waited for at most.
    static final int MOST_WAITS = 25;

    /// One group's waiting.
    final class Lull {
        private final LoopMembers group;
        private int departures;
        private int waits;

        private Lull(LoopMembers group) {
            this.group = group;
        }

        private void await() {
            departures = group.departures();
            waits++;
            line.add(this);
        }

        private void onWaited() {
            if (group.departures() > departures && waits < MOST_WAITS) {
                await();
            } else {
                group.onLull();
            }
        }
    }

    private final DelayLine<Lull> line;

    Lulls(ScheduledExecutorService executor, StallClock clock) {
        this.line = new DelayLine<>(executor, clock, QUIET_MILLIS, TimeUnit.MILLISECONDS, Lull::onWaited);
    }

    /// Waits for the end of the departures, 50 ms at most; then tells the group.
    Lull await(LoopMembers group) {
        Lull lull = new Lull(group);
        lull.await();
        return lull;
    }
}

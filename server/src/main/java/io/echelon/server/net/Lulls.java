package io.echelon.server.net;

import io.echelon.server.StallClock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Finds out for groups when a wave of departures has ended. One that stays alone has ended soon; behind
/// others there are probably more. For the event loop's thread.
final class Lulls {
    /// Longer than what lies between two of many connections that one process loses when it ends.
    static final long QUIET_MILLIS = 2;
    /// So many times as long nobody must have left when several have.
    static final int QUIET_ROUNDS = 3;
    /// So often a wave is waited for at most.
    static final int MOST_ROUNDS = 25;

    /// One group's waiting.
    final class Lull {
        private final LoopMembers group;
        private int departures;
        private int quietRounds;
        private int rounds;
        private DelayLine.Ticket<Lull> next;

        private Lull(LoopMembers group) {
            this.group = group;
            this.departures = group.departures();
            this.next = line.add(this);
        }

        /// The group is not told any more.
        void cancel() {
            next.cancel();
        }

        private void onRound() {
            rounds++;
            quietRounds++;
            if (group.departures() > departures) {
                departures = group.departures();
                quietRounds = 0;
            }
            boolean isOver = quietRounds >= QUIET_ROUNDS || (quietRounds > 0 && departures == 1);
            if (isOver || rounds == MOST_ROUNDS) {
                group.onLull();
            } else {
                next = line.add(this);
            }
        }
    }

    private final DelayLine<Lull> line;

    Lulls(ScheduledExecutorService executor, StallClock clock) {
        this.line = new DelayLine<>(executor, clock, QUIET_MILLIS, TimeUnit.MILLISECONDS, Lull::onRound);
    }

    /// Waits for the end of the departures, 50 ms at most; then tells the group.
    Lull await(LoopMembers group) {
        return new Lull(group);
    }
}

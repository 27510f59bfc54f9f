package io.echelon.testkit.simulation;

import io.echelon.server.ServerOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One machine of the cluster: what is on its disk, how it is connected, and the process that runs on it.
final class SimulatedNode {
    final int number;
    final String name;
    final ServerOptions options;

    private final Timeline timeline;
    /// Null while none runs.
    @Nullable
    SimulatedProcess process;

    /// The newest snapshot; empty if there is none.
    byte[] snapshot = new byte[0];

    /// How many entries are in it.
    int snapshotIndex;

    /// Whether it is cut off from all others.
    boolean isIsolated;

    /// Since when it has been without a majority, but awake; now if it is not.
    private long cutOffSinceNanos;

    private long pausedUntilNanos;
    private long frozenUntilNanos;
    private long frozenNanos;

    SimulatedNode(int number, ServerOptions options, Timeline timeline) {
        this.number = number;
        this.name = "n" + (number + 1);
        this.options = options;
        this.timeline = timeline;
    }

    /// To be told every now and then.
    ///
    /// @param hasMajority whether there is one that it reaches
    void see(boolean hasMajority) {
        boolean isStalled = isPaused() || process == null || timeline.nowNanos() < frozenUntilNanos;
        if (hasMajority || isStalled) {
            cutOffSinceNanos = timeline.nowNanos();
        }
    }

    long cutOffMillis() {
        return TimeUnit.NANOSECONDS.toMillis(timeline.nowNanos() - cutOffSinceNanos);
    }

    /// Whether it takes part in making the log.
    boolean isUp() {
        return process != null && !isIsolated && !isPaused();
    }

    boolean reaches(SimulatedNode other) {
        return this == other || !(isIsolated || other.isIsolated);
    }

    boolean isPaused() {
        return timeline.nowNanos() < pausedUntilNanos;
    }

    long pausedUntilNanos() {
        return pausedUntilNanos;
    }

    /// It stands still; what is to happen on it happens afterwards, in its order.
    void pause(long millis) {
        long untilNanos = timeline.nowNanos() + TimeUnit.MILLISECONDS.toNanos(millis);
        pausedUntilNanos = Math.max(pausedUntilNanos, untilNanos);
    }

    /// Its monotonic clock stands still for a while.
    void freezeClock(long millis) {
        if (timeline.nowNanos() >= frozenUntilNanos) {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            frozenUntilNanos = timeline.nowNanos() + nanos;
            frozenNanos += nanos;
        }
    }

    /// What its monotonic clock says.
    long clockNanos() {
        return Math.max(timeline.nowNanos(), frozenUntilNanos) - frozenNanos;
    }
}

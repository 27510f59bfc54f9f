package io.echelon.server;

import java.util.function.LongSupplier;

/// Monotonic time without the stalls of this process: when it was stopped, or its one thread was held
/// up, all deadlines move by as much, so that nobody is taken for dead who could not be heard. Has
/// to be looked at every [#TICK_NANOS]; for the event loop's thread.
public final class StallClock {
    public static final long TICK_NANOS = 250_000_000;
    /// A look that comes later than this is a stall.
    private static final long LATE_NANOS = 2 * TICK_NANOS;

    private final LongSupplier nanos;
    private long lastNanos;
    private long stalledNanos;

    /// @param nanos a monotonic time, which goes on during stalls
    public StallClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
        this.stalledNanos = lastNanos;
    }

    /// Nanoseconds since this clock was made, stalls left out.
    public long nanos() {
        long nowNanos = nanos.getAsLong();
        long gapNanos = nowNanos - lastNanos;
        if (gapNanos > LATE_NANOS) {
            stalledNanos += gapNanos - TICK_NANOS;
        }
        lastNanos = nowNanos;
        return nowNanos - stalledNanos;
    }
}

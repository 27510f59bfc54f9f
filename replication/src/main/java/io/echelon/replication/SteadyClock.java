package io.echelon.replication;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Monotonic time without the stalls of this process: time in which it was stopped counts as nearly none, so
/// that nobody is taken for gone who could not be heard. Has to be looked at every
/// [#LOOK_MILLIS]. Thread-safe.
public final class SteadyClock {
    public static final long LOOK_MILLIS = 250;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    /// A look that comes later than this is a stall.
    private static final long LATE_NANOS = 2 * LOOK_NANOS;

    private final LongSupplier nanos;
    private long lastNanos;
    private long stalledNanos;

    /// @param nanos a monotonic time, which goes on during stalls
    public SteadyClock(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastNanos = nanos.getAsLong();
        this.stalledNanos = lastNanos;
    }

    /// Nanoseconds since this clock was made, stalls left out.
    public synchronized long nanos() {
        long nowNanos = nanos.getAsLong();
        long gapNanos = nowNanos - lastNanos;
        if (gapNanos > LATE_NANOS) {
            stalledNanos += gapNanos - LOOK_NANOS;
        }
        lastNanos = nowNanos;
        return nowNanos - stalledNanos;
    }

    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos());
    }
}

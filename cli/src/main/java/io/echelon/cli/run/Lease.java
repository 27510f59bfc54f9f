package io.echelon.cli.run;

import java.time.Duration;

/// How long a program may run without being heard of again. Both times are of [System#nanoTime].
///
/// @param termAtNanos when it is asked to end, by TERM
/// @param killAtNanos when it is killed, with all it has started; not before it is asked
public record Lease(long termAtNanos, long killAtNanos) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    public Lease {
        if (killAtNanos - termAtNanos < 0) {
            throw new IllegalArgumentException("a program is not killed before it is asked to end");
        }
    }

    /// From now on.
    public static Lease of(Duration termIn, Duration killIn) {
        return since(System.nanoTime(), termIn, killIn);
    }

    /// @param nanoTime when that was sent whose answer is what the lease rests on
    public static Lease since(long nanoTime, Duration termIn, Duration killIn) {
        return new Lease(nanoTime + termIn.toNanos(), nanoTime + killIn.toNanos());
    }

    boolean isOver(long nowNanos) {
        return nowNanos - termAtNanos >= 0;
    }

    /// Rounded down, 0 if it is past.
    long millisToTerm(long nowNanos) {
        return millisUntil(termAtNanos, nowNanos);
    }

    /// From the moment of TERM, or from now if that is past.
    long millisFromTermToKill(long nowNanos) {
        return millisUntil(killAtNanos, nowNanos) - millisToTerm(nowNanos);
    }

    static long millisUntil(long nanos, long nowNanos) {
        return Math.max(0, nanos - nowNanos) / NANOS_PER_MILLI;
    }
}

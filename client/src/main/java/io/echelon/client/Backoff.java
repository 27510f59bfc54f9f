package io.echelon.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/// How long a client waits before it tries again to connect: nothing the first time, then any time up to a
/// bound that doubles. Chance over the whole span keeps the clients of a server that went down from coming
/// back together.
///
/// @param base the bound of the first wait; 1 ms to 7 days
/// @param cap the bound of the longest; `base` to 7 days
public record Backoff(Duration base, Duration cap) {
    /// 100 ms, and at most 5 s.
    public static final Backoff DEFAULTS = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private static final int MOST_DOUBLINGS = 40;

    /// @throws IllegalArgumentException if something is out of range
    public Backoff {
        Spans.check("base", base);
        Spans.check("cap", cap);
        if (cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("cap is at least base, not " + cap);
        }
    }

    /// @param attempt counted from 0
    long delayNanos(int attempt) {
        return delayNanos(attempt, bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /// @param random gives a number from 0 on that is less than the one it is given
    long delayNanos(int attempt, LongUnaryOperator random) {
        return attempt == 0 ? 0 : random.applyAsLong(boundNanos(attempt) + 1);
    }

    private long boundNanos(int attempt) {
        long capNanos = cap.toNanos();
        int doublings = Math.min(attempt - 1, MOST_DOUBLINGS);
        return base.toNanos() > capNanos >> doublings ? capNanos : base.toNanos() << doublings;
    }
}

package io.echelon.client;

import io.echelon.protocol.Request;
import java.time.Duration;

/// How a command is to be sent.
///
/// @param ttl how long it may wait to be sent, 1 ms to 7 days; 60 s if nothing is said
/// @param limit how long it may stay open in all, 1 ms to 7 days; 5 min if nothing is said. What has no
///     verdict then is [Outcome#UNKNOWN]
public record SendOptions(Duration ttl, Duration limit) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    public static final SendOptions DEFAULTS = new SendOptions(
            Duration.ofMillis(Request.DEFAULT_TTL_MILLIS), Duration.ofMillis(Request.DEFAULT_LIMIT_MILLIS));

    /// @throws IllegalArgumentException if a span is not from 1 ms to 7 days
    public SendOptions {
        check("ttl", ttl);
        check("limit", limit);
    }

    private static void check(String name, Duration duration) {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is from 1 ms to 7 days, not " + duration);
        }
    }

    public SendOptions withTtl(Duration newTtl) {
        return new SendOptions(newTtl, limit);
    }

    public SendOptions withLimit(Duration newLimit) {
        return new SendOptions(ttl, newLimit);
    }
}

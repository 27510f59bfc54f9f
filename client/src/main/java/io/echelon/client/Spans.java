package io.echelon.client;

import java.time.Duration;

/// How long a span of time may be that a user chooses.
final class Spans {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    private Spans() {}

    /// @throws IllegalArgumentException unless it is from 1 ms to 7 days
    static void check(String name, Duration span) {
        if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is from 1 ms to 7 days, not " + span);
        }
    }
}

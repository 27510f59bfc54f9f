package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a client waits before it connects again.
final class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1_000));

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 100",
        "2, 200",
        "3, 400",
        "4, 800",
        "5, 1000",
        "6, 1000",
        "63, 1000",
        "64, 1000",
        "2147483647, 1000"
    })
    void theLongestWaitDoublesUpToTheCap(int attempt, long millis) {
        assertThat(backoff.delayNanos(attempt, bound -> bound - 1)).isEqualTo(millis * 1_000_000);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "5", "2147483647"})
    void theShortestWaitIsNone(int attempt) {
        assertThat(backoff.delayNanos(attempt, bound -> 0)).isZero();
    }

    @Test
    void chanceIsWithinTheBounds() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(backoff.delayNanos(2)).isBetween(0L, 200_000_000L);
        }
    }

    @Test
    void longSpansDoNotOverflow() {
        Backoff longest = new Backoff(Duration.ofDays(7), Duration.ofDays(7));

        assertThat(longest.delayNanos(60, bound -> bound - 1))
                .isEqualTo(Duration.ofDays(7).toNanos());
    }

    @Test
    void aCapIsNotLessThanTheBase() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ofMillis(2), Duration.ofMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofMillis(1)));
    }
}

package io.echelon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Time that leaves stalls out.
final class StallClockTest {
    private long nowNanos = Long.MAX_VALUE - 1; // It overflows, as a monotonic time may.
    private final StallClock clock = new StallClock(() -> nowNanos);

    @Test
    void timeGoesOnWhileItIsLookedAt() {
        for (int look = 0; look < 100; look++) {
            passMillis(500);
            clock.nanos();
        }

        assertThat(millis()).isEqualTo(50_000);
    }

    @Test
    void stallCountsAsOneTick() {
        passMillis(100);
        clock.nanos();

        passMillis(5_000);

        assertThat(millis()).isEqualTo(350);
        assertThat(millis()).isEqualTo(350);
        passMillis(100);
        assertThat(millis()).isEqualTo(450);
    }

    @Test
    void stallsAddUp() {
        for (int stall = 0; stall < 3; stall++) {
            passMillis(60_000);
            clock.nanos();
        }

        assertThat(millis()).isEqualTo(750);
    }

    @Test
    void stallIsWhatIsLongerThanTwoTicks() {
        passMillis(500);
        assertThat(millis()).isEqualTo(500);
        passMillis(501);
        assertThat(millis()).isEqualTo(750);
    }

    private void passMillis(long millis) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(clock.nanos());
    }
}

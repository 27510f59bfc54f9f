package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// Results that wait to be asked for.
final class KeptResultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KeptResults results = new KeptResults();

    private static Result result(int rank, int bytes) {
        return new Result(7, new MemberId(rank + 1), rank, Outcome.DONE, null, Duration.ZERO, new byte[bytes]);
    }

    @Test
    void theyComeInTheirOrderAndThenTheEnd() throws Exception {
        results.add(result(1, 0));
        results.add(result(2, 0));
        results.end(null);

        assertThat(results.next(PATIENCE)).extracting("rank").isEqualTo(1);
        assertThat(results.next(PATIENCE)).extracting("rank").isEqualTo(2);
        assertThat(results.next(PATIENCE)).isNull();
        assertThat(results.next(PATIENCE)).isNull();
    }

    @Test
    void whereNoneComesItIsNotWaitedForEver() {
        assertThatThrownBy(() -> results.next(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aFailureIsHeardBehindWhatCameBeforeIt() throws Exception {
        ConnectionLostException lost = new ConnectionLostException(LossReason.BROKEN, "gone");
        results.add(result(1, 0));
        results.end(lost);

        assertThat(results.next(PATIENCE)).isNotNull();
        assertThatThrownBy(() -> results.next(PATIENCE)).isSameAs(lost);
    }

    @Test
    void atTheLimitOfBytesNoMoreAreKeptAndThatIsSaid() throws Exception {
        results.add(result(1, (int) ClientOptions.MAX_KEPT_RESULT_BYTES));
        results.add(result(2, 1));
        results.add(result(3, 0));

        assertThat(results.next(PATIENCE)).extracting("rank").isEqualTo(1);
        assertThatThrownBy(() -> results.next(PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessage("more results of command 7 came than are kept");
    }

    @Test
    void atTheLimitOfTheirNumberNoMoreAreKept() throws Exception {
        for (int i = 0; i <= ClientOptions.MAX_KEPT_RESULTS; i++) {
            results.add(result(1, 0));
        }

        for (int i = 0; i < ClientOptions.MAX_KEPT_RESULTS; i++) {
            assertThat(results.next(PATIENCE)).isNotNull();
        }
        assertThatThrownBy(() -> results.next(PATIENCE)).isInstanceOf(IOException.class);
    }
}

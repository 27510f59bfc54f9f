package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Verdicts that the server has not acknowledged.
final class VerdictsTest {
    private static final Verdict LARGE =
            new Verdict(Outcome.DONE, 0, new byte[ClientOptions.MAX_UNHEARD_VERDICT_BYTES]);

    private final Verdicts verdicts = new Verdicts();

    private List<Long> unheard() {
        List<Long> commands = new ArrayList<>();
        verdicts.repeat((command, verdict) -> commands.add(command), () -> {});
        return commands;
    }

    @Test
    void whatWasHeardIsRepeatedNoMoreAndKnownWithoutItsText() {
        verdicts.keep(5, Verdict.done("a"), () -> null);
        verdicts.keep(6, Verdict.failed(3, "b"), () -> null);
        verdicts.keep(7, Verdict.done("c"), () -> null);

        verdicts.onHeard(6);

        assertThat(unheard()).containsExactly(5L, 7L);
        assertThat(verdicts.findHeard(5)).isNull();
        assertThat(verdicts.findHeard(6))
                .extracting(Verdict::outcome, Verdict::code, verdict -> verdict.body().length)
                .containsExactly(Outcome.FAILED, 3, 0);
    }

    @Test
    void theNextOneWaitsUntilThereIsRoom() throws Exception {
        verdicts.keep(5, LARGE, () -> null);
        Thread waiting = new Thread(verdicts::awaitRoom);
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        waiting.join(50);
        assertThat(waiting.isAlive()).isTrue();

        verdicts.onHeard(5);

        waiting.join(20_000);
        assertThat(waiting.isAlive()).isFalse();
    }

    @Test
    void whoeverWaitsWhenNobodyHearsAnyMoreGoesOn() throws Exception {
        verdicts.keep(5, LARGE, () -> null);
        Thread waiting = new Thread(verdicts::awaitRoom);
        waiting.start();

        verdicts.close();

        waiting.join(20_000);
        assertThat(waiting.isAlive()).isFalse();
        assertThat(unheard()).isEmpty();
    }
}

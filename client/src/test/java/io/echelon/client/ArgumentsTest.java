package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is handed to a client is checked where it is handed over.
final class ArgumentsTest {
    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DONE", "FAILED", "REFUSED"})
    void onlyWhatAnExecutorCanSayIsAVerdict(Outcome outcome) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Verdict(outcome, null, new byte[0]));
    }

    @Test
    void whatWasRefusedHasNoExitCode() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Verdict(Outcome.REFUSED, 0, new byte[0]));
        assertThat(Verdict.failed(-1, "why").code()).isEqualTo(-1);
        assertThat(Verdict.failed("why").code()).isNull();
    }

    @Test
    void spansAreFromAMillisecondToAWeek() {
        SendOptions options = SendOptions.DEFAULTS;

        assertThat(options.withTtl(Duration.ofDays(7)).ttl()).isEqualTo(Duration.ofDays(7));
        assertThat(options.withLimit(Duration.ofMillis(1)).limit()).isEqualTo(Duration.ofMillis(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withTtl(Duration.ZERO))
                .withMessageStartingWith("ttl ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withLimit(Duration.ofDays(7).plusNanos(1)))
                .withMessageStartingWith("limit ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_537})
    void aQueueHasAtLeastOnePlaceAndAtMost65536(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JoinOptions.group("main").withMaxQueuedCommands(size));
    }

    @Test
    void labelsKeepTheirOrderAndCannotBeChanged() {
        JoinOptions options = JoinOptions.group("main")
                .withLabel("z", "1")
                .withLabel("a", "2")
                .withLabel("OS.v-1_", "3");

        assertThat(options.labels())
                .containsExactly(Map.entry("z", "1"), Map.entry("a", "2"), Map.entry("OS.v-1_", "3"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> options.labels().put("b", "4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "ä", "a\n"})
    void theNameOfALabelIsOne(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JoinOptions.group("main").withLabel(name, "x"));
    }
}

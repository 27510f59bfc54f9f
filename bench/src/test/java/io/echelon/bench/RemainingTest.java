package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RemainingTest {
    private static final Measurement FIRST = measurement("first", 10);
    private static final Measurement SECOND = measurement("second", 20);

    private final Remaining remaining = new Remaining(
            new Plan(List.of(new Plan.Step("a", FIRST, Set.of()), new Plan.Step("b", SECOND, Set.of()))), 2);

    private static Measurement measurement(String scenario, int expectedSeconds) {
        return new Measurement(Product.ECHELON, new Task.Driven(scenario, List.of(), expectedSeconds));
    }

    @Test
    void whatHasNotRunYetTakesAsLongAsItIsExpectedTo() {
        assertThat(remaining.after(0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(remaining.after(1)).isEqualTo(Duration.ofSeconds(50));
        assertThat(remaining.after(4)).isZero();
    }

    @Test
    void whatHasRunTakesAsLongAgain() {
        remaining.took(FIRST, Duration.ofSeconds(13));

        assertThat(remaining.after(1)).isEqualTo(Duration.ofSeconds(20 + 13 + 20));
    }

    @Test
    void minutesAreEnoughWhereThereAreMany() {
        assertThat(Remaining.say(Duration.ofSeconds(99))).isEqualTo("about 99 s left");
        assertThat(Remaining.say(Duration.ofSeconds(171))).isEqualTo("about 3 min left");
    }
}

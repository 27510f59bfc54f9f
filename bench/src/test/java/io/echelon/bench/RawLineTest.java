package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How a result is written.
final class RawLineTest {
    @Test
    void isOneLineOfPairs() {
        RawLine line = new RawLine("hold")
                .put("system", Contender.MQTT)
                .put("connections", 7)
                .put("seconds", 1_234.56789);

        assertThat(line).hasToString("hold system=mqtt connections=7 seconds=1234.568");
    }

    @Test
    void medianIsTheMiddleOfAll() {
        Timings timings = new Timings();
        timings.add(5_000_000);
        timings.add(1_500_000);
        timings.add(2_000_000);
        assertThat(timings.medianMillis()).isEqualTo(2);

        timings.add(3_000_000);

        assertThat(timings.medianMillis()).isEqualTo(2.5);
        assertThat(timings.leastMillis()).isEqualTo(1.5);
        assertThat(timings.mostMillis()).isEqualTo(5);
        assertThat(timings).hasToString("5.000,1.500,2.000,3.000");
    }
}

package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FiguresTest {
    private static final String LEAVE = "leave system=echelon members=400 leaving=first times=3 told_ms_p50=1.234"
            + " lines_per_member=1.000 told_ms=1.2,3.4,1.234";

    @Test
    void aRawLineIsReadAsItWasWritten() {
        Figures figures = Figures.parse(LEAVE);

        assertThat(figures.scenario()).isEqualTo("leave");
        assertThat(figures.word("system")).isEqualTo("echelon");
        assertThat(figures.number("told_ms_p50")).isEqualTo(1.234);
        assertThat(figures.line()).isEqualTo(LEAVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a=1", "a=1", "hold system", "hold =1", "hold a=1 a=1", "hold  a=1", "hold a=1 "})
    void whatIsNoRawLineIsNotTakenForOne(String line) {
        assertThatThrownBy(() -> Figures.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "list", "nothing", "nan", "infinite", "negative"})
    void whatIsNoNumberIsNotTakenForOne(String key) {
        Figures figures = Figures.parse("hold list=1,2 nothing= nan=NaN infinite=Infinity negative=-1");

        assertThatThrownBy(() -> figures.number(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(figures.line());
    }
}

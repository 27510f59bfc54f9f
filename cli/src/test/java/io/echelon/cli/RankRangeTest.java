package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RankRangeTest {
    @Test
    void aRankStandsForItself() {
        RankRange range = RankRange.parse("7");
        assertThat(range.contains(6)).isFalse();
        assertThat(range.contains(7)).isTrue();
        assertThat(range.contains(8)).isFalse();
        assertThat(range).hasToString("7");
    }

    @Test
    void aRangeHasBothItsEnds() {
        RankRange range = RankRange.parse("0-65535");
        assertThat(range.contains(0)).isTrue();
        assertThat(range.contains(65_535)).isTrue();
        assertThat(range.contains(65_536)).isFalse();
        assertThat(range).hasToString("0-65535");
        assertThat(RankRange.parse("2-2")).isEqualTo(RankRange.parse("2"));
    }

    @Test
    void anyIsEveryRank() {
        assertThat(RankRange.ANY.contains(0)).isTrue();
        assertThat(RankRange.ANY.contains(1_000_000)).isTrue();
        assertThat(RankRange.ANY).hasToString("any");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-1", "1-", "1-2-3", "a", " 1", "1 ", "0x1", "123456", "+1", "1,2", "٣"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> RankRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"%s\" is neither a rank, as in 0, nor a range, as in 0-2", text);
    }

    @Test
    void aRangeThatHoldsNothingOrTooMuchIsRefused() {
        assertThatThrownBy(() -> RankRange.parse("3-2")).hasMessage("\"3-2\" ends before it begins");
        assertThatThrownBy(() -> RankRange.parse("0-65536")).hasMessage("\"0-65536\" is beyond the last rank, 65535");
    }
}

package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WayTest {
    @ParameterizedTest
    @CsvSource({
        "TIMES,    300, 200, 1.5",
        "SHARE,     20, 100, 0.2",
        "FASTER,    10,  12, 1.2",
        "MULTIPLE, 300, 100, 3.0"
    })
    void ratiosSayWhatIsWantedOfEchelon(Way way, double ours, double theirs, double ratio) {
        assertThat(way.ratio(ours, theirs)).isEqualTo(ratio);
    }

    @ParameterizedTest
    @CsvSource({
        "TIMES,    1.1,    1.1, true",
        "TIMES,    1.0999, 1.1, false",
        "SHARE,    0.4,    0.4, true",
        "SHARE,    0.4001, 0.4, false",
        "FASTER,   1.2,    1.2, true",
        "FASTER,   1.1999, 1.2, false",
        "MULTIPLE, 2.9999, 3,   true",
        "MULTIPLE, 3,      3,   false"
    })
    void aBoundBelongsToWhatIsWantedUnlessItIsLessThan(Way way, double ratio, double bound, boolean isMet) {
        assertThat(way.isMet(ratio, bound)).isEqualTo(isMet);
    }

    @ParameterizedTest
    @CsvSource({
        "TIMES,    1.0999, 1.09× Redis",
        "SHARE,    0.4001, 0.41 of Redis",
        "FASTER,   1.1999, 1.19× as fast as Redis",
        "MULTIPLE, 2.9901, 3.00× Redis"
    })
    void aRatioNeverLooksBetterThanItIs(Way way, double ratio, String said) {
        assertThat(way.say(ratio, "Redis")).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"TIMES, ≥ 1.1", "SHARE, ≤ 1.1", "FASTER, ≥ 1.1", "MULTIPLE, < 1.1"})
    void aTargetSaysOnWhichSideOfItIsRight(Way way, String said) {
        assertThat(way.sayBound(1.1)).isEqualTo(said);
    }
}

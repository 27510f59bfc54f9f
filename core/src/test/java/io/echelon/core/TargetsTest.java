package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final long[] NUMBERS = {2, 3, 5, 8, 13, 21};

    @Test
    void aPartHasItsOwnIndexes() {
        Targets targets = Targets.between(3, 13, NUMBERS);

        assertThat(targets.count()).isEqualTo(4);
        assertThat(targets.number(0)).isEqualTo(3);
        assertThat(targets.number(3)).isEqualTo(13);
        assertThat(targets.indexOf(5)).isEqualTo(1);
    }

    @Test
    void whoIsBesideThePartIsNoTarget() {
        Targets targets = Targets.between(3, 13, NUMBERS);

        assertThat(targets.indexOf(2)).isNegative();
        assertThat(targets.indexOf(4)).isNegative();
        assertThat(targets.indexOf(21)).isNegative();
    }

    @Test
    void thePartBeginsAndEndsWhereSomebodyIs() {
        assertThat(Targets.between(4, 20, NUMBERS).count()).isEqualTo(3);
        assertThat(Targets.between(1, 99, NUMBERS).count()).isEqualTo(6);
        assertThat(Targets.between(9, 12, NUMBERS).count()).isZero();
    }

    @Test
    void aSmallPartIsTheSameAsALargeOne() {
        Targets targets = Targets.between(13, 21, NUMBERS);

        assertThat(targets.count()).isEqualTo(2);
        assertThat(targets.number(1)).isEqualTo(21);
        assertThat(targets.indexOf(13)).isZero();
        assertThat(targets.indexOf(8)).isNegative();
    }
}

package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SummaryTest {
    @Test
    void theMedianIsTheOneInTheMiddleWhateverTheirOrder() {
        Summary summary = Summary.of(List.of(9.0, 1.0, 5.0, 100.0, 2.0), 0);

        assertThat(summary.median()).isEqualTo(5);
        assertThat(summary.least()).isEqualTo(1);
        assertThat(summary.most()).isEqualTo(100);
    }

    @Test
    void ofAnEvenNumberTheMedianLiesHalfWayBetweenTheTwoInTheMiddle() {
        assertThat(Summary.of(List.of(4.0, 1.0, 2.0, 9.0), 0).median()).isEqualTo(3);
        assertThat(Summary.of(List.of(4.0), 0).median()).isEqualTo(4);
    }

    @Test
    void failedRunsCountAmongTheRunsAndNotAmongTheValues() {
        Summary summary = Summary.of(List.of(3.0), 2);

        assertThat(summary.runs()).isEqualTo(3);
        assertThat(summary.median()).isEqualTo(3);
        assertThat(Summary.of(List.of(), 2).isEmpty()).isTrue();
    }
}

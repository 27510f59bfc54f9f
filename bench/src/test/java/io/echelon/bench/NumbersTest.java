package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"612345.678; 612,300", "1234.5; 1,235", "412.54; 412.5", "0.351249; 0.3512", "5; 5", "0; 0"})
    void fourDigitsAreShown(double number, String shown) {
        assertThat(Numbers.show(number)).isEqualTo(shown);
    }
}

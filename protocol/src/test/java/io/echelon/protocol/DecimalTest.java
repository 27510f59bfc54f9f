package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DecimalTest {
    @Test
    void aNumberIsWrittenAsItsDigits() {
        Random random = new Random(1);
        LongStream powers = LongStream.iterate(1, power -> power < Long.MAX_VALUE / 10, power -> 10 * power)
                .flatMap(power -> LongStream.of(power - 1, power, power + 1, 10 * power - 1));
        LongStream some = LongStream.generate(random::nextLong)
                .limit(1_000)
                .flatMap(number -> LongStream.range(0, 63).map(shift -> number >> shift));
        LongStream ends = LongStream.of(0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1);

        LongStream.concat(LongStream.concat(powers, some), ends).forEach(number -> {
            assertThat(written(number)).isEqualTo(Long.toString(number));
            assertThat(written(-number)).isEqualTo(Long.toString(-number));
        });
    }

    private static String written(long number) {
        byte[] bytes = new byte[1 + Decimal.MOST_BYTES];
        int end = Decimal.write(number, bytes, 1);
        return new String(bytes, 1, end - 1, StandardCharsets.US_ASCII);
    }
}

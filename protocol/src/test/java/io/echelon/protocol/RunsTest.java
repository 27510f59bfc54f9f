package io.echelon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/// Eight bytes at a time find the same ends as one at a time.
class RunsTest {
    @RepeatedTest(200)
    void aRunEndsWhereItsBytesDo(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        byte[] bytes = mostlyVisible(random);
        for (int from = 0; from <= bytes.length; from++) {
            for (int to = from; to <= bytes.length; to++) {
                assertThat(Runs.lineFeed(bytes, from, to)).isEqualTo(end(bytes, from, to, octet -> octet != '\n'));
                assertThat(Runs.visibleEnd(bytes, from, to))
                        .isEqualTo(end(bytes, from, to, octet -> octet > ' ' && octet < 0x7f));
                assertThat(Runs.printableEnd(bytes, from, to))
                        .isEqualTo(end(bytes, from, to, octet -> octet >= ' ' && octet < 0x7f));
            }
        }
    }

    @RepeatedTest(200)
    void eightBytesAreCountedUpToTheFirstOfAKind(RepetitionInfo round) {
        Random random = new Random(round.getCurrentRepetition());
        byte[] bytes = mostlyVisible(random);
        for (int at = 0; at + Runs.EIGHT <= bytes.length; at++) {
            long eight = Runs.eight(bytes, at);

            assertThat(at + Runs.visible(eight))
                    .isEqualTo(end(bytes, at, at + Runs.EIGHT, octet -> octet > ' ' && octet < 0x7f));
            assertThat(at + Runs.before(eight, '=')).isEqualTo(end(bytes, at, at + Runs.EIGHT, octet -> octet != '='));
        }
    }

    private static byte[] mostlyVisible(Random random) {
        byte[] bytes = new byte[24 + random.nextInt(16)];
        for (int i = 0; i < bytes.length; i++) {
            boolean isAny = random.nextInt(12) == 0;
            bytes[i] = (byte) (isAny ? random.nextInt(256) : "=!~azAZ09".charAt(random.nextInt(9)));
        }
        return bytes;
    }

    private static int end(byte[] bytes, int from, int to, IntPredicate isPart) {
        int end = from;
        while (end < to && isPart.test(bytes[end])) {
            end++;
        }
        return end;
    }
}

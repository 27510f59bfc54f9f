package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RecipientsTest {
    /// With gaps where nobody is meant.
    private final Recipients some = new Recipients(9, 2, 5, 8, 8, 11, 14);

    @Test
    void numbersInARowAreOneRange() {
        assertThat(Recipients.of(new long[] {2, 3, 5, 7, 8, 9})).hasToString("m2-m3,m5,m7-m9");
        assertThat(Recipients.of(new long[] {2, 3, 5, 7, 8, 9}).count()).isEqualTo(6);
        assertThat(Recipients.of(new long[0]).rangeCount()).isZero();
        assertThat(Recipients.of(4)).hasToString("m4");
    }

    @Test
    void aPartEndsWhereItIsToldTo() {
        assertThat(some.between(2, 14, 9)).hasToString("m2-m5,m8,m11-m14");
        assertThat(some.between(3, 12, 6)).hasToString("m3-m5,m8,m11-m12");
        assertThat(some.between(3, 3, 1)).hasToString("m3");
        assertThat(some.between(8, 8, 1)).hasToString("m8");
        assertThat(some.between(3, 12, 6).count()).isEqualTo(6);
    }

    @Test
    void aPartOfAGapIsNobody() {
        assertThat(some.between(6, 7, 0).rangeCount()).isZero();
        assertThat(some.between(9, 10, 0).rangeCount()).isZero();
        assertThat(some.between(1, 1, 0).rangeCount()).isZero();
        assertThat(some.between(15, 20, 0).rangeCount()).isZero();
        assertThat(some.between(6, 9, 1)).hasToString("m8");
    }

    @Test
    void whoGoesLeavesAGap() {
        assertThat(without(2)).hasToString("m3-m5,m8,m11-m14");
        assertThat(without(3)).hasToString("m2,m4-m5,m8,m11-m14");
        assertThat(without(5)).hasToString("m2-m4,m8,m11-m14");
        assertThat(without(8)).hasToString("m2-m5,m11-m14");
        assertThat(without(2, 5, 8, 11, 14)).hasToString("m3-m4,m12-m13");
        assertThat(without(2, 5, 8, 11, 14).count()).isEqualTo(4);
        assertThat(without(2, 3, 4, 5, 8, 11, 12, 13, 14).rangeCount()).isZero();
        assertThat(some.without(new long[0])).hasToString("m2-m5,m8,m11-m14");
    }

    /// Beside sets of numbers.
    @RepeatedTest(50)
    void rangesMeanWhomSetsMean(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        NavigableSet<Long> meant = subset(random, numbers(40));
        Recipients recipients = Recipients.of(array(meant));
        NavigableSet<Long> gone = subset(random, meant);
        long first = random.nextInt(40);
        long last = first + random.nextInt(20);

        Recipients left = recipients.without(array(gone));
        Recipients part =
                recipients.between(first, last, meant.subSet(first, last + 1).size());

        for (long number = -1; number <= 41; number++) {
            boolean isMeant = meant.contains(number);
            assertThat(recipients.includes(number)).isEqualTo(isMeant);
            assertThat(left.includes(number)).isEqualTo(isMeant && !gone.contains(number));
            assertThat(part.includes(number)).isEqualTo(isMeant && first <= number && number <= last);
        }
        assertThat(left.count()).isEqualTo(meant.size() - gone.size());
    }

    private Recipients without(long... numbers) {
        return some.without(numbers);
    }

    private static NavigableSet<Long> numbers(int count) {
        NavigableSet<Long> numbers = new TreeSet<>();
        for (long number = 0; number < count; number++) {
            numbers.add(number);
        }
        return numbers;
    }

    private static NavigableSet<Long> subset(Random random, NavigableSet<Long> numbers) {
        NavigableSet<Long> chosen = new TreeSet<>(numbers);
        chosen.removeIf(number -> random.nextInt(3) == 0);
        return chosen;
    }

    private static long[] array(NavigableSet<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}

package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PromotionLogTest {
    private static final int CHANGES = 500;

    @Test
    void whoHasLostNoSeniorWasNeverPromoted() {
        PromotionLog log = new PromotionLog();

        log.add(5, 9, 4);

        assertThat(log.lastAbove(4)).isZero();
        assertThat(log.lastAbove(1)).isZero();
        assertThat(log.lastAbove(6)).isEqualTo(9);
    }

    @Test
    void aDepartureOutdatesThoseBelowIt() {
        PromotionLog log = new PromotionLog();
        log.add(5, 9, 4);
        log.add(8, 10, 7);

        log.add(2, 11, 1);

        assertThat(log.lastAbove(9)).isEqualTo(11);
        assertThat(log.lastAbove(1)).isZero();
        assertThat(log.size()).isEqualTo(1);
    }

    /// Beside a map that notes with every departure whom it promoted.
    @RepeatedTest(40)
    void everyMemberKnowsItsLastPromotion(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        int newcomers = random.nextInt(1, 10);
        PromotionLog log = new PromotionLog();
        NavigableMap<Long, Long> arrivals = new TreeMap<>();
        NavigableMap<Long, Long> rankRevisions = new TreeMap<>();
        long lastNumber = 0;

        for (long revision = 1; revision <= CHANGES; revision++) {
            if (arrivals.isEmpty() || random.nextInt(10) < newcomers) {
                lastNumber++;
                arrivals.put(lastNumber, revision);
                rankRevisions.put(lastNumber, revision);
            } else {
                long number = List.copyOf(arrivals.keySet()).get(random.nextInt(arrivals.size()));
                long seniorNeighbour = Objects.requireNonNullElse(arrivals.lowerKey(number), 0L);
                long now = revision;
                log.add(number, now, seniorNeighbour);
                arrivals.remove(number);
                rankRevisions.remove(number);
                rankRevisions.tailMap(number).replaceAll((junior, before) -> now);
            }

            String moment = "seed=" + seed + " revision=" + revision;
            assertThat(log.size()).as(moment).isLessThanOrEqualTo(arrivals.size() + 1);
            arrivals.forEach((number, arrival) -> assertThat(Math.max(arrival, log.lastAbove(number)))
                    .as(moment)
                    .isEqualTo(rankRevisions.get(number)));
        }
    }
}

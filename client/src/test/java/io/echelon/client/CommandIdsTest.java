package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.client.CommandIds.Answer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which commands a member has seen.
final class CommandIdsTest {
    private final CommandIds ids = new CommandIds();

    @Test
    void eachIsNewOnceInAnyOrder() {
        assertThat(ids.add(7)).isEqualTo(Answer.NEW);
        assertThat(ids.add(5)).isEqualTo(Answer.NEW);
        assertThat(ids.add(7)).isEqualTo(Answer.SEEN);
        assertThat(ids.add(5)).isEqualTo(Answer.SEEN);
        assertThat(ids.add(6)).isEqualTo(Answer.NEW);
    }

    @Test
    void whatIsTooLongAgoIsNotTakenForNew() {
        ids.add(1);
        ids.add(2);
        ids.add(CommandIds.REMEMBERED + 1L);

        assertThat(ids.add(1)).isEqualTo(Answer.TOO_OLD);
        assertThat(ids.add(2)).isEqualTo(Answer.SEEN);
        assertThat(ids.add(3)).isEqualTo(Answer.NEW);
    }

    @Test
    void aLeapForgetsAllThatItLeavesBehind() {
        ids.add(1);
        ids.add(10L * CommandIds.REMEMBERED);

        assertThat(ids.add(10L * CommandIds.REMEMBERED - 1)).isEqualTo(Answer.NEW);
        assertThat(ids.add(9L * CommandIds.REMEMBERED + 1)).isEqualTo(Answer.NEW);
        assertThat(ids.add(9L * CommandIds.REMEMBERED)).isEqualTo(Answer.TOO_OLD);
    }

    @Test
    void theyAreRememberedAsASetWould() {
        Random random = new Random(42);
        Set<Long> seen = new HashSet<>();
        long last = 0;
        for (int i = 0; i < 200_000; i++) {
            long number = Math.max(1, last + random.nextInt(40_000) - 30_000);
            boolean isOld = number <= last - CommandIds.REMEMBERED;
            Answer expected = isOld ? Answer.TOO_OLD : seen.add(number) ? Answer.NEW : Answer.SEEN;

            assertThat(ids.add(number)).isEqualTo(expected);
            last = Math.max(last, number);
        }
        assertThat(last).isGreaterThan(2L * CommandIds.REMEMBERED);
    }
}

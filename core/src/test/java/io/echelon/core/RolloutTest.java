package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Rollout.Wave;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {
    @Test
    void aNumberReachesThatManyOrAll() {
        assertThat(new Wave(3, false).reach(10)).isEqualTo(3);
        assertThat(new Wave(10, false).reach(10)).isEqualTo(10);
        assertThat(new Wave(11, false).reach(10)).isEqualTo(10);
        assertThat(new Wave(Integer.MAX_VALUE, false).reach(1)).isEqualTo(1);
    }

    @Test
    void aShareIsRoundedUp() {
        assertThat(new Wave(1, true).reach(1)).isEqualTo(1);
        assertThat(new Wave(1, true).reach(100)).isEqualTo(1);
        assertThat(new Wave(1, true).reach(101)).isEqualTo(2);
        assertThat(new Wave(50, true).reach(5)).isEqualTo(3);
        assertThat(new Wave(99, true).reach(100)).isEqualTo(99);
        assertThat(new Wave(99, true).reach(10)).isEqualTo(10);
        assertThat(new Wave(100, true).reach(7)).isEqualTo(7);
    }

    @Test
    void aShareOfTheLargestGroupIsExact() {
        assertThat(new Wave(100, true).reach(Limits.MAX_CAPACITY)).isEqualTo(65_536);
        assertThat(new Wave(33, true).reach(Limits.MAX_CAPACITY)).isEqualTo(21_627);
        assertThat(new Wave(Integer.MAX_VALUE, true).reach(Limits.MAX_CAPACITY)).isEqualTo(65_536);
    }

    @Test
    void theWaveBehindTheLastReachesAll() {
        Rollout rollout = new Rollout(List.of(new Wave(1, false), new Wave(10, true)), 0);

        assertThat(rollout.reach(0, 30)).isEqualTo(1);
        assertThat(rollout.reach(1, 30)).isEqualTo(3);
        assertThat(rollout.reach(2, 30)).isEqualTo(30);
        assertThat(rollout.reach(9, 30)).isEqualTo(30);
    }

    @Test
    void allAtOnceIsOneWave() {
        assertThat(Rollout.AT_ONCE.isAtOnce()).isTrue();
        assertThat(Rollout.AT_ONCE.reach(0, 30)).isEqualTo(30);
    }
}

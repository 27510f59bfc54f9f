package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LimitsTest {
    @TestFactory
    Stream<DynamicTest> aLimitOutsideItsRangeIsRefused() {
        return Stream.of(
                range("capacity", 1, 65_536, Limits.DEFAULTS::withCapacity),
                range("groups", 1, 1 << 20, groups -> new Limits(1, groups, 1, 17, 0, 0, 0, 0, 0, 0)),
                range("open commands", 1, 1 << 20, commands -> new Limits(1, 1, commands, 17, 0, 0, 0, 0, 0, 0)),
                range("open outcomes", 17, 1 << 30, outcomes -> new Limits(1, 1, 1, outcomes, 0, 0, 0, 0, 0, 0)),
                range("closed commands", 0, 1 << 20, commands -> new Limits(1, 1, 1, 17, commands, 0, 0, 0, 0, 0)),
                range("waiting", 0, 1 << 20, waiting -> new Limits(1, 1, 1, 17, 0, 0, waiting, 0, 0, 0)),
                range("replay events", 0, 1 << 20, events -> new Limits(1, 1, 1, 17, 0, 0, 0, events, 0, 0)),
                longRange("body bytes", 0, 1L << 40, bytes -> new Limits(1, 1, 1, 17, 0, 0, 0, 0, bytes, 0)),
                longRange("result bytes", 0, 1L << 40, bytes -> new Limits(1, 1, 1, 17, 0, 0, 0, 0, 0, bytes)));
    }

    @Test
    void closedCommandsMayBeKeptForEverButNotForLessThanNothing() {
        assertThat(new Limits(1, 1, 1, 17, 0, Long.MAX_VALUE, 0, 0, 0, 0).closedMillis())
                .isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> new Limits(1, 1, 1, 17, 0, -1, 0, 0, 0, 0))
                .hasMessageContaining("closed milliseconds");
    }

    @Test
    void theDefaultsAreThoseThatAreDocumented() {
        Limits limits = Limits.DEFAULTS;

        assertThat(limits.capacity()).isEqualTo(64);
        assertThat(limits.maxGroups()).isEqualTo(1_024);
        assertThat(limits.maxOpenCommands()).isEqualTo(64);
        assertThat(limits.maxClosedCommands()).isEqualTo(1_000);
        assertThat(limits.closedMillis()).isEqualTo(3_600_000);
        assertThat(limits.maxWaiting()).isEqualTo(1_024);
        assertThat(limits.maxReplayEvents()).isEqualTo(1_024);
        assertThat(limits.maxBodyBytes()).isEqualTo(64 << 20);
        assertThat(limits.maxResultBytes()).isEqualTo(64 << 20);
    }

    @Test
    void anotherCapacityChangesNothingElse() {
        Limits limits = Limits.DEFAULTS.withCapacity(7);

        assertThat(limits.capacity()).isEqualTo(7);
        assertThat(limits.withCapacity(64)).isEqualTo(Limits.DEFAULTS);
    }

    private static DynamicTest range(String name, int smallest, int largest, IntFunction<Limits> limit) {
        return longRange(name, smallest, largest, value -> limit.apply((int) value));
    }

    private static DynamicTest longRange(String name, long smallest, long largest, LongFunction<Limits> limit) {
        return DynamicTest.dynamicTest(name, () -> {
            assertThat(limit.apply(smallest)).isNotNull();
            assertThat(limit.apply(largest)).isNotNull();
            for (long value : new long[] {smallest - 1, largest + 1, Integer.MIN_VALUE}) {
                assertThatThrownBy(() -> limit.apply(value))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(name + " must be " + smallest + " to " + largest + ", not " + value);
            }
        });
    }
}

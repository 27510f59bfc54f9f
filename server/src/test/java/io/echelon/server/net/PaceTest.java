package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.CommandId;
import io.echelon.server.StallClock;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Which of many news are told, and when, by a clock that the test turns.
final class PaceTest {
    private static final CommandId COMMAND = new CommandId(0, 7);
    private static final CommandId OTHER = new CommandId(1, 7);

    private final EmbeddedChannel timers = new EmbeddedChannel();
    private final List<String> told = new ArrayList<>();
    private final Pace pace;
    private long nowNanos;

    PaceTest() {
        timers.freezeTime();
        pace = new Pace(timers.eventLoop(), new StallClock(() -> nowNanos));
    }

    @Test
    void firstIsToldAtOnceAndTheLastAfterTheInterval() {
        for (int percent = 0; percent < 50; percent++) {
            tell(COMMAND, 2, percent + "%");
        }

        assertThat(told).containsExactly("0%");
        passMillis(249);
        assertThat(told).containsExactly("0%");
        passMillis(1);
        assertThat(told).containsExactly("0%", "49%");
    }

    @Test
    void noMoreThanFourASecondAreTold() {
        for (int news = 0; news < 100; news++) {
            tell(COMMAND, 2, "");
            passMillis(10);
        }

        assertThat(told).hasSize(1_000 / 250 + 1);
    }

    @Test
    void whatComesAfterAPauseIsToldAtOnce() {
        tell(COMMAND, 2, "early");
        passMillis(250);
        tell(COMMAND, 2, "late");

        assertThat(told).containsExactly("early", "late");
    }

    @Test
    void newsOfOneDoNotHoldUpThoseOfOthers() {
        tell(COMMAND, 2, "two");
        tell(COMMAND, 3, "three");
        tell(OTHER, 2, "two elsewhere");
        tell(COMMAND, Pace.TALLY, "all");

        assertThat(told).containsExactly("two", "three", "two elsewhere", "all");
    }

    @Test
    void whatWasHeldBackIsNeverToldAfterTheEnd() {
        tell(COMMAND, 2, "first");
        tell(COMMAND, 2, "second");
        tell(OTHER, 2, "first elsewhere");
        tell(OTHER, 2, "second elsewhere");

        pace.end(COMMAND);
        passMillis(1_000);

        assertThat(told).containsExactly("first", "first elsewhere", "second elsewhere");
    }

    @Test
    void endOfOneMemberIsNotTheEndOfTheOthers() {
        for (int member = 2; member <= 3; member++) {
            tell(COMMAND, member, member + " first");
            tell(COMMAND, member, member + " second");
        }

        pace.end(COMMAND, 2);
        pace.end(COMMAND, 9);
        pace.end(OTHER, 2);
        passMillis(1_000);

        assertThat(told).containsExactly("2 first", "3 first", "3 second");
    }

    private void tell(CommandId command, long executor, String news) {
        pace.tell(command, executor, () -> told.add(news));
    }

    private void passMillis(long millis) {
        nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
        timers.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        timers.runPendingTasks();
    }
}

package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.CommandId;
import io.echelon.core.MemberId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who hears how a command gets on, and what is kept for that.
final class CommandWatchersTest {
    private static final CommandId COMMAND = new CommandId(0, 7);
    private static final MemberId SENDER = new MemberId(0, 4);

    private final CommandWatchers watchers = new CommandWatchers();

    @Test
    void ofThoseWhoWatchAllOnlyTheSenderAndItsSeniorsHear() {
        for (long member = 1; member <= 6; member++) {
            watchers.watchAll(member, true);
        }

        assertThat(hearing()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void whoWatchesTheCommandHearsWhereverItStandsAndOnce() {
        watchers.watchAll(2, true);
        watchers.watch(2, COMMAND.number(), true);
        watchers.watch(9, COMMAND.number(), true);
        watchers.watch(8, COMMAND.number() + 1, true);

        assertThat(hearing()).containsExactly(2L, 9L);
    }

    @Test
    void whoWatchesNoMoreHearsNoMoreAndNothingIsKept() {
        watchers.watchAll(2, true);
        watchers.watch(3, COMMAND.number(), true);
        watchers.watchAll(2, false);
        watchers.watch(3, COMMAND.number(), false);
        watchers.watch(3, COMMAND.number(), false);

        assertThat(hearing()).isEmpty();
        assertThat(watchers.isEmpty()).isTrue();
    }

    @Test
    void nothingIsKeptForAClosedCommandOrADeparture() {
        watchers.watch(3, COMMAND.number(), true);
        watchers.close(COMMAND);
        watchers.watchAll(2, true);
        watchers.watch(2, 8, true);
        watchers.watch(2, 9, true);
        watchers.remove(2);

        assertThat(watchers.isEmpty()).isTrue();
    }

    private List<Long> hearing() {
        List<Long> hearing = new ArrayList<>();
        watchers.forEach(COMMAND, SENDER, hearing::add);
        return hearing;
    }
}

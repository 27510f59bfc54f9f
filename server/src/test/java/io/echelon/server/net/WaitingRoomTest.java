package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.ConnectionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who in a line is told which position.
final class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom();

    @Test
    void whoStandsBehindADepartureIsToldOnceABatch() {
        fill(5);

        room.remove(new ConnectionId(1));
        room.remove(new ConnectionId(3));

        assertThat(told()).containsExactly("2 is 1", "4 is 2", "5 is 3");
        assertThat(told()).isEmpty();
    }

    @Test
    void whoStandsBeforeADepartureIsToldNothing() {
        fill(3);

        room.remove(new ConnectionId(3));

        assertThat(told()).isEmpty();
    }

    @Test
    void whoCameAfterADepartureOfTheBatchKnowsItsPositionAlready() {
        fill(2);

        room.remove(new ConnectionId(1));
        room.add(new ConnectionId(3), 2);

        assertThat(told()).containsExactly("2 is 1");
    }

    @Test
    void whoCameAndMovedInOneBatchIsToldItsLastPosition() {
        fill(2);

        room.add(new ConnectionId(3), 3);
        room.remove(new ConnectionId(1));
        room.remove(new ConnectionId(2));

        assertThat(told()).containsExactly("3 is 1");
    }

    @Test
    void whoIsNotThereLeavesNoGap() {
        fill(2);

        room.remove(new ConnectionId(9));

        assertThat(told()).isEmpty();
        assertThat(room.isEmpty()).isFalse();
    }

    private void fill(int count) {
        for (int connection = 1; connection <= count; connection++) {
            room.add(new ConnectionId(connection), connection);
        }
    }

    private List<String> told() {
        List<String> told = new ArrayList<>();
        room.finish((connection, position) -> told.add(connection.number() + " is " + position));
        return told;
    }
}

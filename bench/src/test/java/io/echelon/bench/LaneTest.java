package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Messages on their way, and who has which.
final class LaneTest {
    @Test
    void messageHasReachedEverybodyWhenTheLastReceiverHasIt() throws DriveException {
        Lane lane = new Lane(3, 2);
        lane.onSent(100);
        lane.onSent(200);

        assertThat(lane.onReceived(0)).isFalse();
        assertThat(lane.onReceived(1)).isFalse(); // The first receiver is ahead.
        assertThat(lane.onReceived(0)).isFalse();
        assertThat(lane.reached()).isZero();
        assertThat(lane.onReceived(0)).isTrue();

        assertThat(lane.reached()).isEqualTo(1);
        assertThat(lane.lastStartNanos()).isEqualTo(100);
    }

    @Test
    void slotsAreUsedAgain() throws DriveException {
        Lane lane = new Lane(2, 3);
        for (int message = 0; message < 100; message++) {
            lane.onSent(message);

            assertThat(lane.onReceived(message)).isFalse();
            assertThat(lane.onReceived(message)).isTrue();
            assertThat(lane.reached()).isEqualTo(message + 1);
            assertThat(lane.lastStartNanos()).isEqualTo(message);
        }
    }

    @Test
    void hasRoomForAsManyAsItWasMadeFor() {
        for (int most : new int[] {1, 2, 3, 4, 5, 64, 100}) {
            Lane lane = new Lane(1, most);
            for (int message = 0; message < most; message++) {
                assertThat(lane.isFull()).isFalse();
                lane.onSent(message);
            }
        }
    }

    @Test
    void takesNoMoreThanItHasRoomFor() {
        Lane lane = new Lane(1, 1);
        while (!lane.isFull()) {
            lane.onSent(0);
        }

        assertThatThrownBy(() -> lane.onSent(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void receiverCannotGetWhatWasNotSent() {
        Lane lane = new Lane(1, 4);
        lane.onSent(0);

        assertThatThrownBy(() -> lane.onReceived(1))
                .isInstanceOf(DriveException.class)
                .hasMessageContaining("more messages than were sent");
    }
}

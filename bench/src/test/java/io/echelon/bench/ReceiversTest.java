package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Counting what comes, however it comes.
final class ReceiversTest {
    private static final int MESSAGES = 5;

    @Test
    void messagesAreCountedHoweverTheyAreChopped() throws DriveException {
        String stream = "*COMMAND 1 from=m1 {9}\nxxxxxxxx\u00f0\n".repeat(MESSAGES);
        try (LinkFixture fixture = new LinkFixture(Contender.ECHELON)) {
            Link link = fixture.link(0, 0);
            for (int size = 1; size <= stream.length(); size++) {
                Lane lane = lane(1);
                Counter counter = new Counter();
                Receivers receivers = new Receivers(counter, List.of(lane), 1, 1);

                for (ByteBuf piece : Chopped.pieces(stream, size)) {
                    receivers.hear(link, piece);
                }

                assertThat(counter.reached).hasSize(MESSAGES).containsOnly(lane);
                assertThat(counter.goings).isBetween(1, MESSAGES);
            }
        }
    }

    @Test
    void receiversOfOneGroupAreCountedTogetherAndThoseOfAnotherApart() throws DriveException {
        try (LinkFixture fixture = new LinkFixture(Contender.ECHELON)) {
            Lane first = lane(2);
            Lane second = lane(1);
            Counter counter = new Counter();
            Receivers receivers = new Receivers(counter, List.of(first, second), 1, 3);

            receivers.hear(fixture.link(0, 0), Chopped.bytes("x\u00f0x\u00f0"));
            assertThat(counter.reached).isEmpty();
            receivers.hear(fixture.link(1, 1), Chopped.bytes("x\u00f0"));
            assertThat(counter.reached).containsExactly(second);
            receivers.hear(fixture.link(2, 0), Chopped.bytes("x\u00f0"));
            assertThat(counter.reached).containsExactly(second, first);
        }
    }

    @Test
    void sendersOfOneGroupMayOvertakeEachOther() throws DriveException {
        try (LinkFixture fixture = new LinkFixture(Contender.ECHELON)) {
            Lane first = lane(2);
            Lane second = lane(2);
            Counter counter = new Counter();
            Receivers receivers = new Receivers(counter, List.of(first, second), 2, 2);

            receivers.hear(fixture.link(0, 0), Chopped.bytes("x\u00f0x\u00f1x\u00f1"));
            receivers.hear(fixture.link(1, 0), Chopped.bytes("x\u00f1x\u00f1"));
            assertThat(counter.reached).containsExactly(second, second);
            receivers.hear(fixture.link(1, 0), Chopped.bytes("x\u00f0"));
            assertThat(counter.reached).containsExactly(second, second, first);
        }
    }

    private static Lane lane(int receivers) {
        Lane lane = new Lane(receivers, MESSAGES);
        for (int i = 0; i < MESSAGES; i++) {
            lane.onSent(i);
        }
        return lane;
    }

    private static final class Counter implements Receivers.Listener {
        private final List<Lane> reached = new ArrayList<>();
        private int goings;

        @Override
        public void onReached(Lane lane) {
            reached.add(lane);
        }

        @Override
        public void goOn() {
            goings++;
        }
    }
}

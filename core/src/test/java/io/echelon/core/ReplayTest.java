package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.CancelReason;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.OutcomeTold;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final MemberId SENDER = new MemberId(0, 1);
    private static final MemberId MEMBER = new MemberId(0, 7);
    private static final Recipients MANY = Recipients.of(new long[] {3, 7, 9});

    private final BodyStore bodies = new BodyStore(1_000);
    private final Replay replay = new Replay(3, bodies);

    @Test
    void whatHasNotBeenGotIsToldAgainInOrder() {
        add(4);

        assertThat(numbers(replay.resume(2))).containsExactly(3L, 4L);
        assertThat(replay.counted()).isEqualTo(4);
        assertThat(replay.lost(2, 2)).isZero();
    }

    @Test
    void whatIsNotKeptAnyMoreIsLost() {
        add(5);

        assertThat(numbers(replay.resume(0))).containsExactly(3L, 4L, 5L);
        assertThat(replay.lost(0, 3)).isEqualTo(2);
    }

    @Test
    void whatHasBeenGotIsForgotten() {
        add(3);
        replay.resume(2);

        assertThat(numbers(replay.resume(0))).containsExactly(3L);
        assertThat(replay.lost(0, 1)).isEqualTo(2);
        assertThat(bodies.bytes()).isEqualTo(BodyStore.OVERHEAD_BYTES + 1);
    }

    @Test
    void moreThanWereEverCountedAreAll() {
        add(2);

        assertThat(replay.resume(Long.MAX_VALUE)).isEmpty();
        assertThat(replay.lost(Long.MAX_VALUE, 0)).isZero();
        assertThat(bodies.bytes()).isZero();
    }

    @Test
    void anEventWhoseBodyWasGivenUpIsLost() {
        BodyStore small = new BodyStore(BodyStore.OVERHEAD_BYTES + 1);
        Replay poor = new Replay(3, small);
        poor.add(delivery(1));
        poor.add(delivery(2));

        assertThat(numbers(poor.resume(0))).containsExactly(2L);
        assertThat(poor.lost(0, 1)).isEqualTo(1);
    }

    @Test
    void nothingIsKeptWhereNothingMayBe() {
        Replay none = new Replay(0, bodies);
        none.add(delivery(1));

        assertThat(none.resume(0)).isEmpty();
        assertThat(none.counted()).isEqualTo(1);
        assertThat(none.lost(0, 0)).isEqualTo(1);
        assertThat(bodies.bytes()).isZero();
    }

    @Test
    void nothingIsKeptForWhoHasLeft() {
        add(3);

        replay.clear();

        assertThat(replay.resume(0)).isEmpty();
        assertThat(bodies.bytes()).isZero();
    }

    @Test
    void anEventIsToldAgainToTheOneWhoComesBack() {
        CommandId command = new CommandId(0, 4);
        Body body = new Body(new byte[] {42});
        Deliver deliver = new Deliver(command, SENDER, 0, MANY, 60_000, body);
        OutcomeTold told = new OutcomeTold(SENDER, command, MEMBER, 2, Outcome.FAILED, 3, 17, body);
        Tally tally = new Tally(0, 1);

        assertThat(ReplayEvent.of(deliver, new KeptBody(body)).toldTo(MEMBER))
                .isInstanceOfSatisfying(Deliver.class, again -> {
                    assertThat(again.recipients()).hasToString("m7");
                    assertThat(again.body()).isSameAs(body);
                    assertThat(again.sender()).isEqualTo(SENDER);
                    assertThat(again.ttlMillis()).isEqualTo(60_000);
                });
        assertThat(ReplayEvent.of(new CancelAsked(command, MANY, CancelReason.SENIOR))
                        .toldTo(MEMBER))
                .isInstanceOfSatisfying(CancelAsked.class, again -> {
                    assertThat(again.recipients()).hasToString("m7");
                    assertThat(again.why()).isEqualTo(CancelReason.SENIOR);
                });
        assertThat(ReplayEvent.of(told).toldTo(MEMBER))
                .isEqualTo(new OutcomeTold(MEMBER, command, MEMBER, 2, Outcome.FAILED, 3, 17, body));
        assertThat(ReplayEvent.of(new CommandClosed(SENDER, command, tally, 17)).toldTo(MEMBER))
                .isEqualTo(new CommandClosed(MEMBER, command, tally, 17));
    }

    /// Deliveries of the commands 1, 2, 3 …, with a body of one byte each.
    private void add(int count) {
        for (int number = 1; number <= count; number++) {
            replay.add(delivery(number));
        }
    }

    private static ReplayEvent delivery(long number) {
        Body body = new Body(new byte[1]);
        Deliver deliver = new Deliver(new CommandId(0, number), SENDER, 0, MANY, 60_000, body);
        return ReplayEvent.of(deliver, new KeptBody(body));
    }

    private static List<Long> numbers(List<ReplayEvent> events) {
        return events.stream()
                .map(event -> ((Deliver) event.toldTo(MEMBER)).command().number())
                .toList();
    }
}

package io.echelon.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Input;
import io.echelon.replication.codec.EntryCodec;
import io.echelon.replication.codec.Unpacker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ProposalsTest {
    private final List<Entry.Batch> proposed = new ArrayList<>();
    private final Proposals proposals = new Proposals(
            (entry, attempt) -> proposed.add((Entry.Batch) EntryCodec.read(new Unpacker(ByteBuffer.wrap(entry)))));

    @BeforeEach
    void openGateway() {
        proposals.start(3);
    }

    private void add(int count) {
        for (int input = 0; input < count; input++) {
            proposals.add(Entries.join(input), 0);
        }
        proposals.propose(0);
    }

    private List<Long> sequences() {
        return proposed.stream().map(Entry.Batch::sequence).toList();
    }

    @Test
    void whatIsGatheredLeavesAsOneBatch() {
        add(3);
        assertThat(proposed).singleElement().satisfies(batch -> {
            assertThat(batch.gateway()).isEqualTo(3);
            assertThat(batch.sequence()).isEqualTo(1);
            assertThat(batch.inputs()).hasSize(3);
        });
    }

    @Test
    void fourAreOnTheirWayAndTheRestGathersToOne() {
        for (int round = 0; round < 10; round++) {
            add(1);
        }
        assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L);
        proposals.onApplied(1, 0);
        assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(proposed.getLast().inputs()).hasSize(6);
    }

    @Test
    void afterAFailureAllThatAreOpenAreProposedAgainInOrder() {
        add(1);
        add(1);
        assertThat(proposals.onFailed(proposals.attempt())).isTrue();
        add(1);
        assertThat(sequences()).containsExactly(1L, 2L);
        proposals.retry(0);
        assertThat(sequences()).containsExactly(1L, 2L, 1L, 2L, 3L);
    }

    @Test
    void failuresOfAnAttemptThatIsOverAreNoNews() {
        add(1);
        int first = proposals.attempt();
        proposals.retry(0);
        assertThat(proposals.onFailed(first)).isFalse();
        assertThat(proposals.onFailed(proposals.attempt())).isTrue();
        assertThat(proposals.onFailed(proposals.attempt() - 1)).isFalse();
    }

    @Test
    void oneThatGotThroughAfterAllIsNotProposedAgain() {
        add(1);
        add(1);
        proposals.onFailed(proposals.attempt());
        proposals.onApplied(1, 0);
        proposals.retry(0);
        assertThat(sequences().subList(2, sequences().size())).containsExactly(2L);
        proposals.onApplied(2, 0);
        assertThat(proposals.isEmpty()).isTrue();
        assertThat(proposals.waitingBytes()).isZero();
    }

    @Test
    void aLostGatewayForgetsEverythingAndANewOneCountsFromOne() {
        add(5);
        proposals.suspend();
        add(1);
        assertThat(proposals.isEmpty()).isTrue();
        proposals.start(4);
        proposed.clear();
        add(1);
        assertThat(proposed).singleElement().satisfies(batch -> {
            assertThat(batch.gateway()).isEqualTo(4);
            assertThat(batch.sequence()).isEqualTo(1);
        });
    }

    @Test
    void itIsKnownSinceWhenTheFirstWaits() {
        assertThat(proposals.waitingSinceNanos(77)).isEqualTo(77);
        proposals.add(Entries.join(1), 5);
        proposals.propose(5);
        proposals.add(Entries.join(2), 9);
        proposals.propose(9);
        assertThat(proposals.waitingSinceNanos(77)).isEqualTo(5);
        proposals.onApplied(1, 20);
        assertThat(proposals.waitingSinceNanos(77)).isEqualTo(9);
    }

    @Test
    void largeInputsMakeSeveralBatchesAndAreCounted() {
        byte[] body = new byte[Proposals.MAX_BATCH_BYTES / 2];
        for (int round = 0; round < 16; round++) {
            proposals.add(
                    new Input.OutputReported(new io.echelon.core.ConnectionId(1), 1, 1, new io.echelon.core.Body(body)),
                    0);
        }
        proposals.propose(0);
        assertThat(proposals.waitingBytes()).isGreaterThan(Proposals.CONGESTED_BYTES);
        assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L);
        for (long sequence = 1; sequence <= 8; sequence++) {
            proposals.onApplied(sequence, 0);
        }
        assertThat(sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(proposals.waitingBytes()).isZero();
    }
}

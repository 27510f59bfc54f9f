package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyStoreTest {
    private static final int OVERHEAD = BodyStore.OVERHEAD_BYTES;

    /// Of two bodies of ten bytes.
    private final BodyStore store = new BodyStore(2 * (OVERHEAD + 10));

    @Test
    void theOldestThatNothingWaitsWithIsGivenUp() {
        KeptBody first = referred(10);
        KeptBody second = referred(10);
        assertThat(store.bytes()).isEqualTo(store.limitBytes());

        KeptBody third = referred(1);

        assertThat(first.isGivenUp()).isTrue();
        assertThat(second.isGivenUp()).isFalse();
        assertThat(third.isGivenUp()).isFalse();
        assertThat(store.bytes()).isEqualTo(2 * OVERHEAD + 11);
    }

    @Test
    void oneThatIsTooLargeByItselfIsGivenUpAtOnce() {
        KeptBody large = referred(OVERHEAD + 21);

        assertThat(large.isGivenUp()).isTrue();
        assertThat(store.bytes()).isZero();
    }

    @Test
    void whatACommandWaitsWithIsNeverGivenUp() {
        KeptBody waiting = pinned(10);
        KeptBody first = referred(10);
        KeptBody second = pinned(10);

        KeptBody late = referred(1);

        assertThat(waiting.isGivenUp()).isFalse();
        assertThat(second.isGivenUp()).isFalse();
        assertThat(first.isGivenUp()).isTrue();
        assertThat(late.isGivenUp()).isTrue();
        assertThat(store.bytes()).isEqualTo(store.limitBytes());
    }

    @Test
    void thereIsRoomToWaitBesideWhatMayBeGivenUp() {
        referred(10);
        referred(10);
        assertThat(store.hasRoomFor(body(OVERHEAD + 20))).isTrue();
        assertThat(store.hasRoomFor(body(OVERHEAD + 21))).isFalse();

        pinned(10);

        assertThat(store.hasRoomFor(body(10))).isTrue();
        assertThat(store.hasRoomFor(body(11))).isFalse();
    }

    @Test
    void aBodyCountsOnceForAllWhoNeedIt() {
        KeptBody body = new KeptBody(body(10));
        store.pin(body);
        store.refer(body);
        store.refer(body);
        assertThat(store.bytes()).isEqualTo(OVERHEAD + 10);

        store.unpin(body);
        store.release(body);
        assertThat(store.bytes()).isEqualTo(OVERHEAD + 10);

        store.release(body);
        assertThat(store.bytes()).isZero();
    }

    @Test
    void whatNobodyNeedsIsNotCounted() {
        KeptBody body = pinned(10);
        store.unpin(body);
        assertThat(store.bytes()).isZero();

        store.refer(body);
        store.release(body);
        assertThat(store.bytes()).isZero();
    }

    @Test
    void whatWasGivenUpIsNotCountedAgain() {
        KeptBody first = referred(10);
        referred(10);
        referred(10);
        assertThat(first.isGivenUp()).isTrue();

        store.refer(first);
        store.release(first);
        store.release(first);

        assertThat(store.bytes()).isEqualTo(store.limitBytes());
    }

    private KeptBody referred(int length) {
        KeptBody kept = new KeptBody(body(length));
        store.refer(kept);
        return kept;
    }

    private KeptBody pinned(int length) {
        KeptBody kept = new KeptBody(body(length));
        store.pin(kept);
        return kept;
    }

    private static Body body(int length) {
        return new Body(new byte[length]);
    }
}

package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The order and the bounds of what the user's code is told.
final class LaneTest {
    private static final int MAX_TASKS = 3;

    private final Lane lane = new Lane("test", MAX_TASKS);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch hasBegun = new CountDownLatch(1);

    @AfterEach
    void end() throws InterruptedException {
        gate.countDown();
        lane.finish(null);
        ClientThreads.awaitEnd();
    }

    /// Keeps the lane busy until the gate opens; what is offered from now on waits.
    private void block() throws InterruptedException {
        lane.offer(
                () -> {
                    hasBegun.countDown();
                    try {
                        gate.await();
                    } catch (InterruptedException closed) {
                        Thread.currentThread().interrupt();
                    }
                },
                0);
        hasBegun.await();
    }

    @Test
    void itRunsEverythingInOrderAndTheLastThingLast() throws Exception {
        List<Integer> done = new ArrayList<>();
        CompletableFuture<List<Integer>> all = new CompletableFuture<>();
        block();
        lane.offer(() -> done.add(1), 0);
        lane.offer(
                () -> {
                    throw new IllegalStateException("a listener that throws does not stop the others");
                },
                0);
        lane.offer(() -> done.add(2), 0);
        lane.finish(() -> all.complete(done));

        gate.countDown();

        assertThat(all.get(20, TimeUnit.SECONDS)).containsExactly(1, 2);
        assertThat(lane.offer(() -> {}, 0)).isFalse();
    }

    @Test
    void atTheLimitATaskIsTurnedAway() throws Exception {
        block();
        for (int i = 0; i < MAX_TASKS; i++) {
            assertThat(lane.offer(() -> {}, 0)).isTrue();
        }

        assertThat(lane.offer(() -> {}, 0)).isFalse();
    }

    @Test
    void bytesAreLimitedToo() throws Exception {
        block();
        int half = (int) (ClientOptions.MAX_WAITING_BYTES / 2);
        assertThat(lane.offer(() -> {}, half)).isTrue();
        assertThat(lane.offer(() -> {}, half)).isTrue();

        assertThat(lane.offer(() -> {}, 1)).isFalse();
        assertThat(lane.offer(() -> {}, 0)).isTrue();
    }

    @Test
    void closingDropsWhatWaitsAndInterruptsWhatRuns() throws Exception {
        block();
        List<String> done = new ArrayList<>();
        lane.offer(() -> done.add("waited"), 0);

        lane.close();

        ClientThreads.awaitEnd();
        assertThat(done).isEmpty();
    }

    @Test
    void withoutATaskThereIsNoThread() {
        lane.finish(null);

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("echelon-client-test");
    }
}

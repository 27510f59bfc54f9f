package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// A few of many at a time.
final class BatchTest {
    @Test
    void nextBeginsWhenOneIsFinished() {
        List<Integer> started = new ArrayList<>();
        Batch batch = new Batch(4, 2, started::add);

        CompletableFuture<Void> done = batch.begin();
        assertThat(started).containsExactly(0, 1);
        batch.onFinished();
        assertThat(started).containsExactly(0, 1, 2);
        batch.onFinished();
        batch.onFinished();
        assertThat(started).containsExactly(0, 1, 2, 3);
        assertThat(done).isNotDone();
        batch.onFinished();

        assertThat(done).isCompleted();
    }

    @Test
    void nothingIsDoneAtOnce() {
        assertThat(new Batch(0, 2, index -> {}).begin()).isCompleted();
    }
}

package io.echelon.bench;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/// Many things that take their time, of which a few are under way at a time. On the event loop only.
final class Batch {
    private final int count;
    private final int mostAtOnce;
    private final IntConsumer start;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int started;
    private int finished;

    /// @param start begins the one with this index; somebody then calls [#onFinished]
    Batch(int count, int mostAtOnce, IntConsumer start) {
        this.count = count;
        this.mostAtOnce = mostAtOnce;
        this.start = start;
    }

    /// Begins, and tells when all are finished.
    CompletableFuture<Void> begin() {
        startMore();
        return done;
    }

    int finished() {
        return finished;
    }

    void onFinished() {
        finished++;
        startMore();
    }

    private void startMore() {
        if (finished == count) {
            done.complete(null);
        }
        while (started < count && started - finished < mostAtOnce) {
            int index = started++;
            start.accept(index);
        }
    }
}

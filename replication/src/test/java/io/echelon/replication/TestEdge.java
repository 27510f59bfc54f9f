package io.echelon.replication;

import io.echelon.core.Effect;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Publisher;
import io.echelon.core.Sequencer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// An edge without sockets: writes down what it is told.
final class TestEdge implements Publisher, AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Effect> told = new CopyOnWriteArrayList<>();
    private final List<Long> restarts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> firstConnection = new CompletableFuture<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Sequencer sequencer;

    TestEdge(RaftNode node) {
        sequencer = node.attach(thread, this, failures::add);
    }

    @Override
    public void publish(Effects effects) {
        effects.forEach(told::add);
    }

    @Override
    public void restart(long first, Effects shown) {
        restarts.add(first);
        firstConnection.complete(first);
    }

    /// The number of its first connection, once it may have any.
    long firstConnection() {
        return firstConnection.orTimeout(30, TimeUnit.SECONDS).join();
    }

    void offer(Input... inputs) {
        thread.execute(() -> {
            for (Input input : inputs) {
                sequencer.offer(input);
            }
        });
    }

    boolean isAvailable() {
        return CompletableFuture.supplyAsync(sequencer::isAvailable, thread).join();
    }

    /// What it was told so far.
    List<Effect> told() {
        return told;
    }

    List<Long> restarts() {
        return restarts;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

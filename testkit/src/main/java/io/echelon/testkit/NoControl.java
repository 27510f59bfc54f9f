package io.echelon.testkit;

import io.echelon.server.ClusterControl;
import io.echelon.server.ClusterException;
import io.echelon.server.ClusterStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A cluster that does nothing for its operator.
class NoControl implements ClusterControl {
    @Override
    public CompletionStage<ClusterStatus> status() {
        return refused();
    }

    @Override
    public CompletionStage<Void> add(String node, String peerAddress) {
        return refused();
    }

    @Override
    public CompletionStage<Void> remove(String node) {
        return refused();
    }

    @Override
    public CompletionStage<Void> transfer(String node) {
        return refused();
    }

    private static <T> CompletionStage<T> refused() {
        return CompletableFuture.failedFuture(
                new ClusterException(ClusterException.Obstacle.NO_MAJORITY, "there is no leader"));
    }
}

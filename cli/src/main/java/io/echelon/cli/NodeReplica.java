package io.echelon.cli;

import io.echelon.core.Publisher;
import io.echelon.core.Sequencer;
import io.echelon.replication.ClusterAdministration;
import io.echelon.replication.RaftNode;
import io.echelon.server.ClusterControl;
import io.echelon.server.ClusterException;
import io.echelon.server.ClusterException.Obstacle;
import io.echelon.server.ClusterStatus;
import io.echelon.server.ClusterStatus.NodeState;
import io.echelon.server.Replica;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Introduces a node to the server in front of it: neither knows of the other.
///
/// @param node closed by who started it
record NodeReplica(RaftNode node) implements Replica, ClusterControl {
    @Override
    public String epoch() {
        return node.epoch();
    }

    @Override
    public Sequencer attach(Executor edge, Publisher publisher, Consumer<Throwable> onFailure) {
        return node.attach(edge, publisher, onFailure);
    }

    @Override
    public List<String> clientAddresses() {
        List<String> all = node.clientAddresses();
        return all.size() > 1 ? all : List.of();
    }

    @Override
    public ClusterControl control() {
        return this;
    }

    @Override
    public CompletionStage<ClusterStatus> status() {
        return explained(node.administration().status().thenApply(NodeReplica::status));
    }

    @Override
    public CompletionStage<Void> add(String name, String peerAddress) {
        return explained(node.administration().add(name, peerAddress));
    }

    @Override
    public CompletionStage<Void> remove(String name) {
        return explained(node.administration().remove(name));
    }

    @Override
    public CompletionStage<Void> transfer(String name) {
        return explained(node.administration().transfer(name));
    }

    private static ClusterStatus status(ClusterAdministration.View view) {
        return new ClusterStatus(
                view.leader(), view.nodes().stream().map(NodeReplica::status).toList());
    }

    private static ClusterStatus.Node status(ClusterAdministration.Node node) {
        return new ClusterStatus.Node(
                node.name(),
                state(node.role()),
                node.index(),
                node.peerAddress(),
                node.clientAddress().isEmpty() ? null : node.clientAddress(),
                node.why());
    }

    private static NodeState state(ClusterAdministration.Role role) {
        return switch (role) {
            case LEADER -> NodeState.LEADER;
            case FOLLOWER -> NodeState.FOLLOWER;
            case CANDIDATE -> NodeState.CANDIDATE;
            case UNREACHABLE -> NodeState.UNREACHABLE;
            case STOPPED -> NodeState.STOPPED;
        };
    }

    private static <T> CompletionStage<T> explained(CompletionStage<T> answer) {
        return answer.handle((value, failure) -> failure == null
                        ? CompletableFuture.completedFuture(value)
                        : CompletableFuture.<T>failedFuture(explain(failure)))
                .thenCompose(explained -> explained);
    }

    private static ClusterException explain(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Obstacle obstacle = cause instanceof IllegalArgumentException ? Obstacle.NODE : Obstacle.NO_MAJORITY;
        return new ClusterException(obstacle, String.valueOf(cause == null ? failure : cause.getMessage()));
    }
}

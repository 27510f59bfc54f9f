package io.echelon.server;

import java.util.concurrent.CompletionStage;

/// What an operator may ask of a cluster. May be asked from any thread, does not block, and completes on
/// any thread, exceptionally with a [ClusterException] where it is the request or the cluster that does not
/// allow it.
public interface ClusterControl {
    CompletionStage<ClusterStatus> status();

    /// Completes when the node has caught up and belongs to the majority that is asked.
    ///
    /// @param node 1 to 32 of `A-Z a-z 0-9 . _ -`
    /// @param peerAddress where the other nodes find it, as `host:port`
    CompletionStage<Void> add(String node, String peerAddress);

    /// Completes when the others go on without it.
    CompletionStage<Void> remove(String node);

    /// Completes when that node leads.
    CompletionStage<Void> transfer(String node);
}

package io.echelon.server;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A cluster as one of its nodes sees it.
///
/// @param leader null while there is none that it knows of
/// @param nodes in the order of their names, unmodifiable
public record ClusterStatus(@Nullable String leader, List<Node> nodes) {
    public ClusterStatus {
        nodes = List.copyOf(nodes);
    }

    /// @param index how far in the order it is, as far as this node knows
    /// @param peerAddress where the other nodes find it, as `host:port`
    /// @param clientAddress where clients find it, as `host:port`; null while that is not known
    /// @param why what has stopped it; null while it runs or nobody knows
    public record Node(
            String name,
            NodeState state,
            long index,
            String peerAddress,
            @Nullable String clientAddress,
            @Nullable String why) {}

    public enum NodeState {
        LEADER,
        FOLLOWER,
        CANDIDATE,
        /// It does not know all yet, and counts for no majority.
        JOINING,
        UNREACHABLE,
        /// It runs, but takes no part.
        STOPPED;

        /// As it is told.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

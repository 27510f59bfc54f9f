package io.echelon.replication;

import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;

/// Why a node is not ready yet, and what can be done about it.
final class Wait {
    private Wait() {}

    /// @param leader null if none is known
    static String reason(NodeOptions options, @Nullable RaftPeerId leader) {
        if (options.isAlone()) {
            return "waiting for the log to be read";
        }
        if (leader != null) {
            return "waiting for what " + leader + " has; if this goes on, this node's folder was lost before:"
                    + " remove the node, and let it join with an empty folder under a new name";
        }
        if (options.isJoining()) {
            return "waiting to be added: ./echelon cluster add " + options.node() + " " + options.peerAddress()
                    + " --server HOST:PORT";
        }
        return "waiting for a majority of "
                + String.join(", ", options.members().keySet());
    }
}

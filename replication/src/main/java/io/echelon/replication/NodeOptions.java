package io.echelon.replication;

import io.echelon.core.Limits;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a node is to run.
///
/// @param folder where it keeps the log and snapshots; made if need be
/// @param node its name
/// @param members the peer address, host and port, of every node by its name, this one included; none for a
///     server that is alone and that no other shall ever join
/// @param isJoining whether the cluster is there already, and will be told to add this node
/// @param limits that are to hold in the whole cluster, when this node leads
/// @param uniqueNames groups in which no two members may have the same name, likewise
/// @param tls for the traffic between nodes; null for none, which is for one machine only
/// @param reserveBytes of the disk that have to be free: below, the node leaves
/// @param lostMillis of silence after which the leader takes a node, and its clients' connections, for lost
/// @param isRestored whether the folder was brought back from a backup
/// @param snapshotEntries after how many entries a snapshot is taken; a fifth as many are kept from before it
/// @param segmentBytes of a file of the log: only whole files are ever deleted
public record NodeOptions(
        Path folder,
        String node,
        Map<String, String> members,
        boolean isJoining,
        Limits limits,
        Set<String> uniqueNames,
        @Nullable PeerTls tls,
        long reserveBytes,
        long lostMillis,
        boolean isRestored,
        long snapshotEntries,
        long segmentBytes) {
    /// The name of a server that is alone.
    public static final String ALONE = "n1";

    public static final long DEFAULT_RESERVE_BYTES = 512L << 20;
    public static final long DEFAULT_LOST_MILLIS = 3_000;
    public static final long DEFAULT_SNAPSHOT_ENTRIES = 50_000;
    public static final long DEFAULT_SEGMENT_BYTES = 8L << 20;

    /// Files in PEM form.
    ///
    /// @param certificate of this node, good for both sides of a connection
    /// @param key that belongs to it
    /// @param authority that has signed the certificates of all nodes
    public record PeerTls(Path certificate, Path key, Path authority) {}

    public NodeOptions {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        if (!members.isEmpty() && !members.containsKey(node)) {
            throw new IllegalArgumentException("the cluster has no node " + node + ", which this one is to be");
        }
        members.values().forEach(PeerAddress::of);
        if (tls == null
                && members.values().stream()
                        .anyMatch(address -> !PeerAddress.of(address).isLoopback())) {
            throw new IllegalArgumentException("nodes on several machines need TLS between them;"
                    + " make certificates with ./echelon cert and name them with --peer-cert, --peer-key, --peer-ca");
        }
    }

    /// Whether nobody else keeps the log, or is ever to do so.
    public boolean isAlone() {
        return members.isEmpty();
    }

    /// Where it listens for other nodes; for one that is alone a port that nobody else knows.
    public PeerAddress peerAddress() {
        String address = members.get(node);
        return address == null ? new PeerAddress("127.0.0.1", 0) : PeerAddress.of(address);
    }
}

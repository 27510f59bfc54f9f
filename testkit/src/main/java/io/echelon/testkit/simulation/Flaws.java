package io.echelon.testkit.simulation;

import io.echelon.core.Effects;
import io.echelon.replication.Entry;
import io.echelon.replication.ReplicatedState;
import io.echelon.replication.codec.DamagedSnapshotException;
import io.echelon.replication.codec.SnapshotCodec;
import java.util.List;

/// Where a fault can be planted into a cluster, to see whether it is noticed. As it is, it has none.
class Flaws {
    static final Flaws NONE = new Flaws();

    /// What a node makes of an entry.
    ///
    /// @param node counted from 0
    ReplicatedState.Verdict apply(int node, ReplicatedState state, Entry entry, long stampMillis, Effects effects) {
        return state.apply(entry, stampMillis, effects);
    }

    /// How a node writes a snapshot.
    byte[] save(ReplicatedState state) {
        return SnapshotCodec.toBytes(state);
    }

    /// How a node reads one.
    ReplicatedState load(byte[] snapshot) {
        try {
            return SnapshotCodec.fromBytes(snapshot);
        } catch (DamagedSnapshotException damaged) {
            throw new Violation("a snapshot is read as it was written", damaged);
        }
    }

    /// From which entry on a node goes on.
    ///
    /// @param index of the first that is not in the snapshot that it begins with
    int firstToApply(int index) {
        return index;
    }

    /// With which time a leader stamps an entry.
    ///
    /// @param node counted from 0
    /// @param nowMillis of that node's own clock
    long stampMillis(int node, long rightMillis, long nowMillis) {
        return rightMillis;
    }

    /// What a leader proposes.
    List<Entry> duties(List<Entry> right) {
        return right;
    }

    /// What a node proposes of a batch that it wants in the log.
    byte[] proposed(byte[] batch) {
        return batch;
    }

    /// By what a node knows the gateway as its own that it opens.
    long nonce(int node, long right) {
        return right;
    }

    /// Whether a node applies what its leader has taken and not committed.
    boolean appliesEarly() {
        return false;
    }

    /// Whether a node that finds its gateway lost goes on as if it were not.
    boolean overlooksItsLoss() {
        return false;
    }

    /// Whether a node whose state was replaced goes on as if it were not.
    boolean overlooksItsReplacement() {
        return false;
    }

    /// Whether an edge that begins anew keeps the connections that it has.
    boolean keepsConnections() {
        return false;
    }

    /// From which number on an edge numbers its connections.
    long firstConnection(long right) {
        return right;
    }

    /// Whether an edge keeps a connection of which it does not know whether its requests are carried out.
    boolean keepsTheUndecided() {
        return false;
    }

    /// Whether an edge lets nobody go for want of a majority.
    boolean overlooksTheMajority() {
        return false;
    }

    /// Which effects an edge is told.
    Effects published(Effects right) {
        return right;
    }
}

package io.echelon.replication;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/// How Ratis is set: `docs/decisions` says what each departure from its own settings is for.
final class RaftSettings {
    private static final TimeDuration ELECTION_MIN = millis(600);
    private static final TimeDuration ELECTION_MAX = millis(1_200);
    /// Who is alone waits for nobody.
    private static final TimeDuration ALONE_MIN = millis(20);

    private static final TimeDuration ALONE_MAX = millis(40);
    private static final TimeDuration STEP_DOWN = millis(700);
    private static final TimeDuration REQUEST = millis(1_000);
    private static final long PREALLOCATED_BYTES = 1L << 20;
    /// Of the entries between two snapshots so many are kept from before the last: a node that missed no more
    /// catches up by them, and need not be sent a snapshot.
    private static final int KEPT_PART = 5;

    private static final int CACHED_SEGMENTS = 2;
    private static final SizeInBytes CACHED_BYTES = SizeInBytes.valueOf("16MB");
    private static final int PURGE_GAP = 1_024;
    private static final int KEPT_SNAPSHOTS = 2;
    private static final TimeDuration RETRY_CACHE = millis(5_000);
    private static final TimeDuration FOREVER = TimeDuration.valueOf(1_000, TimeUnit.DAYS);

    private RaftSettings() {}

    static RaftProperties properties(NodeOptions options, Path folder) {
        RaftProperties properties = new RaftProperties();
        RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.GRPC);
        PeerAddress address = options.peerAddress();
        GrpcConfigKeys.Server.setHost(properties, address.host());
        GrpcConfigKeys.Server.setPort(properties, address.port());
        RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
        RaftServerConfigKeys.setRemovedGroupsDir(properties, new File(folder.toFile(), "removed"));
        setTimes(properties, options.isAlone());
        setLog(properties, options);
        return properties;
    }

    private static void setTimes(RaftProperties properties, boolean isAlone) {
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, isAlone ? ALONE_MIN : ELECTION_MIN);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, isAlone ? ALONE_MAX : ELECTION_MAX);
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, REQUEST);
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, STEP_DOWN);
        RaftClientConfigKeys.Rpc.setRequestTimeout(properties, REQUEST);
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, RETRY_CACHE);
        // A process that was stopped for a while comes back as a follower; it is not to close itself.
        RaftServerConfigKeys.setCloseThreshold(properties, FOREVER);
    }

    private static void setLog(RaftProperties properties, NodeOptions options) {
        long snapshotEntries = options.snapshotEntries();
        long segmentBytes = options.segmentBytes();
        // Or a follower acknowledges entries that it has not: a request that begins where another does that is still
        // under way counts as that one, however much longer it is.
        RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(segmentBytes));
        RaftServerConfigKeys.Log.setPreallocatedSize(
                properties, SizeInBytes.valueOf(Math.min(PREALLOCATED_BYTES, segmentBytes)));
        // Every entry is followed by one that says how far the log is committed, with a flush of its own. Followers
        // hear
        // of it by that; else with the next heartbeat only.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, !options.isAlone());
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, CACHED_SEGMENTS);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, CACHED_BYTES);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, snapshotEntries / KEPT_PART);
        RaftServerConfigKeys.Log.setPurgeGap(properties, (int) Math.min(PURGE_GAP, snapshotEntries / KEPT_PART));
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, snapshotEntries);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, KEPT_SNAPSHOTS);
    }

    static Parameters parameters(NodeOptions options) {
        Parameters parameters = new Parameters();
        NodeOptions.PeerTls tls = options.tls();
        if (tls != null) {
            GrpcConfigKeys.TLS.setConf(
                    parameters,
                    new GrpcTlsConfig(
                            tls.key().toFile(),
                            tls.certificate().toFile(),
                            tls.authority().toFile(),
                            true));
        }
        return parameters;
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }

    /// Who keeps the log from the beginning; what the log says of that later goes before. A node that joins
    /// knows of nobody, and waits to be told.
    static RaftGroup group(NodeOptions options) {
        List<RaftPeer> peers = new ArrayList<>();
        if (options.isAlone()) {
            peers.add(peer(options.node(), options.peerAddress().toString()));
        }
        if (!options.isJoining()) {
            options.members().forEach((node, address) -> peers.add(peer(node, address)));
        }
        return RaftGroup.valueOf(RaftNode.GROUP, peers);
    }

    static RaftPeer peer(String node, String address) {
        return RaftPeer.newBuilder().setId(node).setAddress(address).build();
    }
}

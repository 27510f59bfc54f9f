package io.echelon.replication;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/// Knows whether this node leads, and what is to be proposed then: a [Leadership] for each time that it does.
/// For the node's worker, but for [#stampMillis].
final class LeaderDuties {
    private static final int EPOCH_BYTES = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final NodeOptions options;
    private final SteadyClock clock;
    private volatile @Nullable Leadership leadership;

    LeaderDuties(NodeOptions options, SteadyClock clock) {
        this.options = options;
        this.clock = clock;
    }

    /// The time that an entry gets which this node takes into the log now; 0, which is before any, as long as
    /// it does not know that it leads. From any thread.
    long stampMillis() {
        Leadership leading = leadership;
        return leading == null ? 0 : leading.stampMillis(clock.millis());
    }

    /// What is to be proposed now.
    List<Entry> see(RaftServer.Division division, RaftMachine machine) {
        if (!division.getInfo().isLeader() || !division.getInfo().isLeaderReady()) {
            leadership = null;
            return List.of();
        }
        long nowMillis = clock.millis();
        Leadership.Sight sight = sight(division);
        synchronized (machine) {
            Leadership leading = leadership;
            if (leading == null) {
                leading = new Leadership(
                        options.limits(), options.uniqueNames(), newEpoch(), options.lostMillis(), machine.state());
                leadership = leading;
            }
            return leading.duties(machine.state(), sight, nowMillis);
        }
    }

    private Leadership.Sight sight(RaftServer.Division division) {
        Map<String, Long> silentMillis = new LinkedHashMap<>();
        for (ServerRpcProto follower :
                division.getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList()) {
            silentMillis.put(follower.getId().getId().toStringUtf8(), follower.getLastRpcElapsedTimeMs());
        }
        return new Leadership.Sight(options.node(), silentMillis);
    }

    static String newEpoch() {
        byte[] epoch = new byte[EPOCH_BYTES];
        RANDOM.nextBytes(epoch);
        return HexFormat.of().formatHex(epoch);
    }
}

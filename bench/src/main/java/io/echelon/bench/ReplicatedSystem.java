package io.echelon.bench;

import java.util.Locale;

/// A replicated server that can be driven.
enum ReplicatedSystem {
    ECHELON,
    ETCD,
    ZOOKEEPER;

    /// @param place whom it meets: nobody else writes there, or all are in one line there
    /// @param body what is written each time
    ClusterClient client(Duty duty, String place, byte[] body) {
        return switch (this) {
            case ECHELON -> new EchelonClient(duty, place, body);
            case ETCD -> new EtcdClient(duty, place, body);
            case ZOOKEEPER -> new ZooKeeperClient(duty, place, body);
        };
    }

    /// As on the command line and in raw lines.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.echelon.replication;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a state says of the servers, for whoever must not wait for it. Immutable.
///
/// @param epoch empty before the founding
/// @param gateways those that are not lost, the oldest first
/// @param stops why nodes that are not there said they would go, by their names
record Directory(String epoch, List<Gateway> gateways, Map<String, String> stops) {
    Directory {
        gateways = List.copyOf(gateways);
        stops = Map.copyOf(stops);
    }

    static Directory of(ReplicatedState state) {
        return new Directory(state.epoch(), List.copyOf(state.gateways()), state.stops());
    }

    /// Where clients find the servers.
    List<String> clientAddresses() {
        return gateways.stream()
                .map(Gateway::address)
                .filter(address -> !address.isEmpty())
                .toList();
    }

    /// Where clients find a node; empty if nobody knows.
    String clientAddress(String node) {
        return gateways.stream()
                .filter(gateway -> gateway.node().equals(node))
                .map(Gateway::address)
                .findFirst()
                .orElse("");
    }

    @Nullable
    String whyStopped(String node) {
        return stops.get(node);
    }
}

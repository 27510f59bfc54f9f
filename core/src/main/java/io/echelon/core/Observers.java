package io.echelon.core;

import io.echelon.core.Effect.ObservationEnded;
import io.echelon.core.Effect.ObservationStarted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The connections that see a group without a place in it. None of them has one elsewhere, and no
/// group knows of them: they draw no number, have no rank and change no revision.
final class Observers {
    private final Map<ConnectionId, Group> groups = new LinkedHashMap<>();

    Set<ConnectionId> connections() {
        return Collections.unmodifiableSet(groups.keySet());
    }

    /// By the numbers of their connections: in which order they came, nothing depends on.
    void save(SnapshotWriter writer) {
        List<ConnectionId> connections = new ArrayList<>(groups.keySet());
        connections.sort(Comparator.comparingLong(ConnectionId::number));
        writer.put(connections.size());
        for (ConnectionId connection : connections) {
            writer.put(connection.number());
            writer.put(Objects.requireNonNull(groups.get(connection)).number());
        }
    }

    void load(SnapshotReader reader, Groups all) {
        for (int left = reader.nextInt(); left > 0; left--) {
            ConnectionId connection = new ConnectionId(reader.nextLong());
            groups.put(connection, all.at(reader.nextInt(0, all.count() - 1)));
        }
    }

    /// @return what the connection observes, or null if it is no observer
    @Nullable
    Group groupOf(ConnectionId connection) {
        return groups.get(connection);
    }

    /// @param connection that has no place and observes nothing
    void begin(ConnectionId connection, Group group, Effects effects) {
        groups.put(connection, group);
        effects.add(new ObservationStarted(connection, group.view()));
    }

    /// Does nothing for whoever is no observer.
    void end(ConnectionId connection, Effects effects) {
        Group group = groups.remove(connection);
        if (group != null) {
            effects.add(new ObservationEnded(connection, group.number()));
        }
    }
}

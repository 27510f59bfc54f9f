package io.echelon.core;

import io.echelon.core.Effect.ObservationEnded;
import io.echelon.core.Effect.ObservationStarted;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connections that see a group without a place in it. None of them has one elsewhere, and no
/// group knows of them: they draw no number, have no rank and change no revision.
final class Observers {
    private final Map<ConnectionId, Group> groups = new LinkedHashMap<>();

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

package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All connections of a process that are open, those on their way out included. For the event loop's
/// thread.
final class Connections {
    private final Map<ConnectionId, Connection> numbered = new HashMap<>();
    /// Their numbers mean nothing any more, and may be given anew.
    private final Set<Connection> renounced = new HashSet<>();

    void add(Connection connection) {
        numbered.put(connection.id(), connection);
    }

    void remove(Connection connection) {
        if (!numbered.remove(connection.id(), connection)) {
            renounced.remove(connection);
        }
    }

    /// What an effect names, if it is one of this process.
    ///
    /// @param id null if it names none
    @Nullable
    Connection find(@Nullable ConnectionId id) {
        return id == null ? null : numbered.get(id);
    }

    int size() {
        return numbered.size() + renounced.size();
    }

    /// As they are now, whatever becomes of them meanwhile.
    List<Connection> all() {
        List<Connection> all = new ArrayList<>(numbered.values());
        all.addAll(renounced);
        return all;
    }

    /// No effect finds any of those that are here now.
    ///
    /// @return who could be found until now
    List<Connection> renounce() {
        List<Connection> found = List.copyOf(numbered.values());
        renounced.addAll(found);
        numbered.clear();
        return found;
    }
}

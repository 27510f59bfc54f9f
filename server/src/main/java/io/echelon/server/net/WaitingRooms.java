package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/// The [WaitingRoom]s of all groups in which anybody stands in line.
final class WaitingRooms {
    private final Map<Integer, WaitingRoom> rooms = new LinkedHashMap<>();

    /// @param position that the connection has been told
    void add(int group, ConnectionId connection, int position) {
        rooms.computeIfAbsent(group, unused -> new WaitingRoom()).add(connection, position);
    }

    /// @param line who stands there, the first position first, and knows its own
    void show(int group, List<ConnectionId> line) {
        rooms.remove(group);
        for (int index = 0; index < line.size(); index++) {
            add(group, line.get(index), index + 1);
        }
    }

    void clear() {
        rooms.clear();
    }

    void remove(int group, ConnectionId connection) {
        WaitingRoom room = rooms.get(group);
        if (room != null) {
            room.remove(connection);
        }
    }

    /// Ends the batch.
    ///
    /// @param action told each that has moved, and its position, counted from 1
    void finish(ObjIntConsumer<ConnectionId> action) {
        if (!rooms.isEmpty()) {
            rooms.values().forEach(room -> room.finish(action));
            rooms.values().removeIf(WaitingRoom::isEmpty);
        }
    }
}

package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/// The [WaitingRoom]s of all groups in which anybody stands in line.
final class WaitingRooms {
    private final Map<Integer, WaitingRoom> rooms = new LinkedHashMap<>();

    /// @param position that the connection has been told
    void add(int group, ConnectionId connection, int position) {
        rooms.computeIfAbsent(group, unused -> new WaitingRoom()).add(connection, position);
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

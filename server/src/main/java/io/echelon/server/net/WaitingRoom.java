package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Who stands in line for a place in one group, on whatever server; kept so that a departure, or many
/// in one batch, tell each that stays its position once.
final class WaitingRoom {
    private final List<ConnectionId> line = new ArrayList<>();
    private int movedFrom = Integer.MAX_VALUE;

    void add(ConnectionId connection) {
        line.add(connection);
    }

    /// All behind it move up.
    void remove(ConnectionId connection) {
        int index = line.indexOf(connection);
        if (index >= 0) {
            line.remove(index);
            movedFrom = Math.min(movedFrom, index);
        }
    }

    /// Ends the batch.
    ///
    /// @param action told each that has moved, and its position, counted from 1
    void finish(BiConsumer<ConnectionId, Integer> action) {
        for (int index = movedFrom; index < line.size(); index++) {
            action.accept(line.get(index), index + 1);
        }
        movedFrom = Integer.MAX_VALUE;
    }
}

package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/// Who stands in line for a place in one group, on whatever server; kept so that a departure, or many
/// in one batch, tell each that stays its position once.
final class WaitingRoom {
    private static final class Waiter {
        private final ConnectionId connection;
        /// As it was told last, counted from 1.
        private int position;

        private Waiter(ConnectionId connection, int position) {
            this.connection = connection;
            this.position = position;
        }
    }

    private final List<Waiter> line = new ArrayList<>();
    private boolean hasChanged;

    /// @param position that it has been told
    void add(ConnectionId connection, int position) {
        line.add(new Waiter(connection, position));
    }

    /// All behind it move up. Does nothing if it does not stand here.
    void remove(ConnectionId connection) {
        hasChanged |= line.removeIf(waiter -> waiter.connection.equals(connection));
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    /// Ends the batch.
    ///
    /// @param action told each that has moved, and its position, counted from 1
    void finish(ObjIntConsumer<ConnectionId> action) {
        if (!hasChanged) {
            return;
        }
        hasChanged = false;
        int position = 0;
        for (Waiter waiter : line) {
            position++;
            if (waiter.position != position) {
                waiter.position = position;
                action.accept(waiter.connection, position);
            }
        }
    }
}

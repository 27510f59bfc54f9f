package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Who of the connections of one group said that it wants to hear of arrivals and departures, and
/// which of those without a place would hear of them by default. For the event loop's thread.
final class RosterWatchers {
    private final Set<Connection> watchers = new LinkedHashSet<>();
    /// Those of the observers that watch, or would by default.
    private final Map<ConnectionId, Connection> observers = new LinkedHashMap<>();

    /// Those who said so, members and observers.
    void forEach(Consumer<Connection> action) {
        watchers.forEach(action);
    }

    void forEachObserver(Consumer<Connection> action) {
        for (Connection observer : observers.values()) {
            if (isWatching(observer)) {
                action.accept(observer);
            }
        }
    }

    void observe(Connection connection) {
        connection.observe();
        if (isWatching(connection)) {
            observers.put(connection.id(), connection);
        }
    }

    /// @param observer whose connection may be gone already
    void observeNoMore(ConnectionId observer) {
        Connection connection = observers.remove(observer);
        if (connection != null) {
            watchers.remove(connection);
        }
    }

    /// @param isMember whether the connection has a place in the group, or only observes it
    void watch(Connection connection, boolean isMember, boolean isWatching) {
        connection.watch(isWatching);
        if (isWatching) {
            watchers.add(connection);
        } else {
            watchers.remove(connection);
        }
        if (!isMember && isWatching) {
            observers.put(connection.id(), connection);
        } else if (!isMember) {
            observers.remove(connection.id());
        }
    }

    /// Lets a connection watch, or not, as it did in the place that it had before.
    void watchOn(Connection connection, Connection.Watching watching) {
        if (watching != Connection.Watching.BY_DEFAULT) {
            watch(connection, true, watching == Connection.Watching.YES);
        }
    }

    /// It has no place any more.
    void remove(Connection connection) {
        watchers.remove(connection);
    }

    static boolean isWatching(Connection connection) {
        return switch (connection.watching()) {
            case YES -> true;
            case NO -> false;
            case BY_DEFAULT -> connection.conversation().isPerson();
        };
    }
}

package io.echelon.server.net;

import io.echelon.core.CommandId;
import io.echelon.core.MemberId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Who hears how the commands of one group get on: some of one command, some of all that they may know
/// of. For the event loop's thread.
final class CommandWatchers {
    private final Set<Connection> ofAll = new LinkedHashSet<>();
    private final Map<Long, Set<Connection>> ofOne = new LinkedHashMap<>();

    void watchAll(Connection connection, boolean isWatching) {
        if (isWatching) {
            ofAll.add(connection);
        } else {
            ofAll.remove(connection);
        }
    }

    /// @param connection of a member that may know of the command
    void watch(Connection connection, long command, boolean isWatching) {
        if (isWatching) {
            ofOne.computeIfAbsent(command, unused -> new LinkedHashSet<>()).add(connection);
        } else {
            forget(connection, command);
        }
    }

    /// @param sender whose command it is: of those who watch all only that member and its seniors are
    ///     told
    void forEach(CommandId command, MemberId sender, Consumer<Connection> action) {
        Set<Connection> watchers = ofOne.getOrDefault(command.number(), Set.of());
        watchers.forEach(action);
        for (Connection connection : ofAll) {
            if (connection.number() <= sender.number() && !watchers.contains(connection)) {
                action.accept(connection);
            }
        }
    }

    /// Nothing more will be heard of the command.
    void close(CommandId command) {
        ofOne.remove(command.number());
    }

    /// It has no place any more.
    void remove(Connection connection) {
        ofAll.remove(connection);
        ofOne.values().removeIf(watchers -> watchers.remove(connection) && watchers.isEmpty());
    }

    private void forget(Connection connection, long command) {
        Set<Connection> watchers = ofOne.get(command);
        if (watchers != null && watchers.remove(connection) && watchers.isEmpty()) {
            ofOne.remove(command);
        }
    }
}

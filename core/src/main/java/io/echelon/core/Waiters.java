package io.echelon.core;

import io.echelon.core.Effect.WaitingEnded;
import io.echelon.core.Effect.WaitingStarted;
import io.echelon.core.Input.JoinRequested;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The connections that stand in line for a place in a full group. None of them has a place or
/// observes. Each group has its line, first come, first seated.
final class Waiters {
    private final Map<ConnectionId, Group> groups = new LinkedHashMap<>();

    /// @param requested by a connection that stands in no line
    void begin(JoinRequested requested, Group group, Effects effects) {
        groups.put(requested.connection(), group);
        int position = group.line().add(requested);
        effects.add(new WaitingStarted(requested.connection(), group.number(), position));
    }

    /// Takes over those who stand in line in a group that was restored.
    void restore(Group group) {
        group.line().connections().forEach(connection -> groups.put(connection, group));
    }

    Set<ConnectionId> connections() {
        return Collections.unmodifiableSet(groups.keySet());
    }

    boolean isWaiting(ConnectionId connection) {
        return groups.containsKey(connection);
    }

    /// Does nothing for whoever stands in no line.
    void end(ConnectionId connection, Effects effects) {
        Group group = groups.remove(connection);
        if (group != null) {
            group.line().remove(connection);
            effects.add(new WaitingEnded(connection, group.number()));
        }
    }

    /// Takes out who is next.
    ///
    /// @param group with a line that is not empty
    JoinRequested next(Group group) {
        JoinRequested next = group.line().removeFirst();
        groups.remove(next.connection());
        return next;
    }
}

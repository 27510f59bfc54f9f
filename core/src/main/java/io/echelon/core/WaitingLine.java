package io.echelon.core;

import io.echelon.core.Input.JoinRequested;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Who waits for a place in one group, and what each asked for, in the order of their requests.
final class WaitingLine {
    private final SequencedMap<ConnectionId, JoinRequested> requests = new LinkedHashMap<>();

    boolean isEmpty() {
        return requests.isEmpty();
    }

    int size() {
        return requests.size();
    }

    /// @return its position, counted from 1
    int add(JoinRequested requested) {
        requests.put(requested.connection(), requested);
        return requests.size();
    }

    /// @throws java.util.NoSuchElementException if nobody waits
    JoinRequested removeFirst() {
        JoinRequested first = requests.sequencedValues().getFirst();
        requests.pollFirstEntry();
        return first;
    }

    /// Does nothing if the connection does not wait here.
    void remove(ConnectionId connection) {
        requests.remove(connection);
    }

    /// Whether somebody who waits here has this name.
    boolean hasName(String name) {
        for (JoinRequested requested : requests.values()) {
            if (name.equals(requested.profile().name())) {
                return true;
            }
        }
        return false;
    }
}

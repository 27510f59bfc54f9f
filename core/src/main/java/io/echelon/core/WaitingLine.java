package io.echelon.core;

import io.echelon.core.Input.JoinRequested;
import java.util.LinkedHashMap;
import java.util.List;
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

    /// Their connections, the next to be seated first.
    List<ConnectionId> connections() {
        return List.copyOf(requests.keySet());
    }

    void save(SnapshotWriter writer) {
        writer.put(requests.size());
        for (JoinRequested requested : requests.values()) {
            writer.put(requested.connection().number());
            requested.profile().save(writer);
            requested.terms().save(requested.terms().session(), writer);
            writer.put(requested.isAutomatic());
        }
    }

    /// @param group that they wait for
    void load(SnapshotReader reader, String group) {
        for (int left = reader.nextInt(); left > 0; left--) {
            ConnectionId connection = new ConnectionId(reader.nextLong());
            Profile profile = Profile.load(reader);
            Terms terms = Terms.load(reader);
            add(new JoinRequested(connection, group, profile, terms, true, reader.nextBoolean()));
        }
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

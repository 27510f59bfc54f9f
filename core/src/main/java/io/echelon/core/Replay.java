package io.echelon.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The events that are counted for one member with grace, from 0 at its JOIN, and the last of them, to
/// be told again when it comes back without them.
final class Replay {
    private int limit;
    private final BodyStore bodies;
    private final Deque<ReplayEvent> events = new ArrayDeque<>();
    private long counted;

    /// @param limit events that are kept
    Replay(int limit, BodyStore bodies) {
        this.limit = limit;
        this.bodies = bodies;
    }

    long counted() {
        return counted;
    }

    void add(ReplayEvent event) {
        counted++;
        events.add(event);
        if (event.body() != null) {
            bodies.refer(event.body());
        }
        dropTooMany();
    }

    void limitTo(int eventsAtMost) {
        limit = eventsAtMost;
        dropTooMany();
    }

    private void dropTooMany() {
        while (events.size() > limit) {
            dropOldest();
        }
    }

    /// Forgets what the member has, and what can no longer be told; the rest stays, in case that it
    /// gets lost again.
    ///
    /// @param got how many it has; more than were ever counted are all
    /// @return what it has not got and can be told, in order
    List<ReplayEvent> resume(long got) {
        while (!events.isEmpty() && counted - events.size() < got) {
            dropOldest();
        }
        List<ReplayEvent> replayed = new ArrayList<>(events.size());
        for (ReplayEvent event : events) {
            if (!event.isLost()) {
                replayed.add(event);
            }
        }
        return replayed;
    }

    /// How many of those that a member with `got` has not got are not to be had any more.
    long lost(long got, int replayed) {
        return Math.max(0, counted - got) - replayed;
    }

    void clear() {
        while (!events.isEmpty()) {
            dropOldest();
        }
    }

    private void dropOldest() {
        KeptBody body = events.remove().body();
        if (body != null) {
            bodies.release(body);
        }
    }

    void save(SnapshotWriter writer) {
        writer.put(counted);
        writer.put(events.size());
        writer.put(events);
    }

    /// @param group whose events they are
    void load(SnapshotReader reader, int group) {
        counted = reader.nextLong(0, Long.MAX_VALUE);
        int count = reader.nextInt(0, (int) Math.min(limit, counted));
        reader.nextEvents(count, group, events);
        for (ReplayEvent event : events) {
            if (event.body() != null) {
                event.body().references++;
            }
        }
    }
}

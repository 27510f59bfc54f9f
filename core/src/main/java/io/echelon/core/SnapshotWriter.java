package io.echelon.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the parts of a state machine to a [SnapshotOutput]. What several of them share is written where
/// it comes first; from there on it is a number, counted from 0.
final class SnapshotWriter {
    private final SnapshotOutput output;
    private final Map<KeptBody, Integer> bodies = new LinkedHashMap<>();
    private final Map<ReplayEvent, Integer> numbers = new LinkedHashMap<>();
    private final List<ReplayEvent> events = new ArrayList<>();
    /// The last that were written one by one.
    private Targets targets = Targets.NONE;

    SnapshotWriter(SnapshotOutput output) {
        this.output = output;
    }

    void put(long value) {
        output.put(value);
    }

    void put(boolean isSo) {
        output.put(isSo ? 1 : 0);
    }

    /// By its name.
    void put(Enum<?> value) {
        output.put(value.name());
    }

    void put(Outcome outcome) {
        output.put(outcome.code());
    }

    void put(String text) {
        output.put(text);
    }

    void put(byte[] bytes) {
        output.put(bytes);
    }

    void putOrNull(@Nullable String text) {
        put(text != null);
        if (text != null) {
            put(text);
        }
    }

    void putOrNull(@Nullable Number number) {
        put(number != null);
        if (number != null) {
            put(number.longValue());
        }
    }

    void putOrNull(@Nullable SessionHash session) {
        put(session != null);
        if (session != null) {
            put(session.first());
            put(session.second());
            put(session.third());
            put(session.fourth());
        }
    }

    /// A body that others may have, too.
    void putOrNull(@Nullable KeptBody body) {
        put(body != null);
        if (body == null) {
            return;
        }
        Integer known = bodies.putIfAbsent(body, bodies.size());
        put(known == null ? bodies.size() - 1 : known);
        if (known == null) {
            body.save(this);
        }
    }

    /// Those that others were told, too, are mostly several in a row.
    void put(Iterable<ReplayEvent> row) {
        int first = 0;
        int count = 0;
        for (ReplayEvent event : row) {
            if (count > 0 && first + count < events.size() && events.get(first + count) == event) {
                count++;
                continue;
            }
            putRun(first, count);
            Integer known = numbers.putIfAbsent(event, events.size());
            count = known == null ? 0 : 1;
            if (known == null) {
                put(0);
                events.add(event);
                event.save(this);
            } else {
                first = known;
            }
        }
        putRun(first, count);
    }

    private void putRun(int first, int count) {
        if (count > 0) {
            put(count);
            put(first);
        }
    }

    /// Those of one command are often those of another, or some of them in a row.
    void put(Targets some) {
        int from = targets.indexOf(some);
        put(from + 1L);
        put(some.count());
        if (from < 0) {
            long before = 0;
            for (int index = 0; index < some.count(); index++) {
                put(some.number(index) - before);
                before = some.number(index);
            }
            targets = some.count() > 0 ? some : targets;
        }
    }
}

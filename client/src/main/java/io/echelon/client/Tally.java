package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a command stands: its targets by outcome.
///
/// @param command its number
/// @param isOpen whether anything can still change
/// @param total how many targets it has; the counts sum to it
/// @param counts without outcomes that nobody has, unmodifiable
/// @param elapsed from being sequenced to being closed, by the server's clock; null where the server does not
///     tell it
public record Tally(
        long command,
        boolean isOpen,
        int total,
        Map<Outcome, Integer> counts,
        @Nullable Duration elapsed) {
    public Tally {
        Map<Outcome, Integer> copy = new EnumMap<>(Outcome.class);
        copy.putAll(counts);
        counts = Collections.unmodifiableMap(copy);
    }

    /// How many targets have that outcome.
    public int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /// @param fields of `*CLOSED 7 total=12 done=10 unknown=2 ms=2410`
    /// @throws GarbledReplyException if it lacks something
    public static Tally readClosed(Fields fields) throws GarbledReplyException {
        return read(fields, fields.number(0), false);
    }

    /// @param fields of `id=7 open=yes total=12 sent=12`
    static Tally readTold(Fields fields) throws GarbledReplyException {
        return read(fields, fields.number("id"), fields.text("open").equals("yes"));
    }

    /// @param fields of `*TALLY 7 open=yes total=12 sent=12`
    static Tally readMoved(Fields fields) throws GarbledReplyException {
        return read(fields, fields.number(0), fields.text("open").equals("yes"));
    }

    private static Tally read(Fields fields, long command, boolean isOpen) throws GarbledReplyException {
        int total = (int) fields.number("total");
        int missing = total;
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            int count = (int) fields.number(outcome.key(), 0);
            missing -= count;
            if (count > 0) {
                counts.put(outcome, count);
            }
        }
        if (missing > 0) { // States of a later server.
            counts.merge(Outcome.UNKNOWN, missing, Integer::sum);
        }
        long millis = fields.number("ms", -1);
        return new Tally(command, isOpen, total, counts, millis < 0 ? null : Duration.ofMillis(millis));
    }
}

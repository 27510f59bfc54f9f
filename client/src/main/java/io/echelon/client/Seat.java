package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.GarbledReplyException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of a [Roster].
///
/// @param state `active`, or `away` while its connection is broken and its place kept
/// @param name what the member calls itself; others may have the same
/// @param labels what it says of itself, in its order, unmodifiable
public record Seat(
        MemberId id, int rank, String state, @Nullable String name, Map<String, String> labels) {
    private static final String LABEL = "label.";

    public Seat {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    static Seat read(Fields line) throws GarbledReplyException {
        Map<String, String> labels = new LinkedHashMap<>();
        line.options().forEach((key, value) -> {
            if (key.startsWith(LABEL)) {
                labels.put(key.substring(LABEL.length()), value);
            }
        });
        return new Seat(
                new MemberId(line.member(0)), (int) line.number("rank"), line.text("state"), line.find("name"), labels);
    }
}

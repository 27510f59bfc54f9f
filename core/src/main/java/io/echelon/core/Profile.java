package io.echelon.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a member says of itself when it joins.
///
/// @param name for people to read; not unique
/// @param labels in the order given, unmodifiable
/// @param reportsResults whether it answers each command with its outcome; of one that does not,
///     `delivered` is all that can be known
public record Profile(@Nullable String name, Map<String, String> labels, boolean reportsResults) {
    /// Of somebody who said nothing.
    public static final Profile NONE = new Profile(null, Map.of(), false);

    public Profile {
        // A linked copy: Map.copyOf iterates in an order that differs from run to run.
        labels = labels.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    void save(SnapshotWriter writer) {
        writer.putOrNull(name);
        writer.put(labels.size());
        labels.forEach((key, value) -> {
            writer.put(key);
            writer.put(value);
        });
        writer.put(reportsResults);
    }

    static Profile load(SnapshotReader reader) {
        String name = reader.nextTextOrNull();
        Map<String, String> labels = new LinkedHashMap<>();
        for (int left = reader.nextInt(); left > 0; left--) {
            labels.put(reader.nextText(), reader.nextText());
        }
        return new Profile(name, labels, reader.nextBoolean());
    }
}

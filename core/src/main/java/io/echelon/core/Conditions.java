package io.echelon.core;

import org.jspecify.annotations.Nullable;

/// Under what conditions a command is to be sent at all.
///
/// @param key a second command of the same sender with the same key is the first one again
/// @param revision that the group must have
/// @param expected how many members the target must come to
public record Conditions(
        @Nullable String key,
        @Nullable Long revision,
        @Nullable Integer expected) {
    public static final Conditions NONE = new Conditions(null, null, null);

    void save(SnapshotWriter writer) {
        writer.putOrNull(key);
        writer.putOrNull(revision);
        writer.putOrNull(expected);
    }

    static Conditions load(SnapshotReader reader) {
        return new Conditions(reader.nextTextOrNull(), reader.nextLongOrNull(), reader.nextIntOrNull());
    }
}

package io.echelon.core;

import org.jspecify.annotations.Nullable;

/// What a member asks for itself when it takes a place; nobody else is told.
///
/// @param window commands that may be under way to it at once, 1 or more; holds for a member that
///     reports results
/// @param graceMillis how long the place is kept when its connection is lost; 0 is not at all
/// @param session what it comes back with; there exactly when there is grace
public record Terms(int window, long graceMillis, @Nullable SessionHash session) {
    public static final int DEFAULT_WINDOW = 16;
    /// Of somebody who said nothing.
    public static final Terms NONE = new Terms(DEFAULT_WINDOW, 0, null);

    public Terms {
        if (window < 1 || graceMillis < 0 || (graceMillis > 0) != (session != null)) {
            throw new IllegalArgumentException("window " + window + ", grace " + graceMillis + " ms");
        }
    }

    /// @param session with which the member comes back now, not the one of the beginning
    void save(@Nullable SessionHash session, SnapshotWriter writer) {
        writer.put(window);
        writer.put(graceMillis);
        writer.putOrNull(session);
    }

    static Terms load(SnapshotReader reader) {
        return new Terms(reader.nextInt(), reader.nextLong(), reader.nextSessionOrNull());
    }

    boolean hasGrace() {
        return graceMillis > 0;
    }
}

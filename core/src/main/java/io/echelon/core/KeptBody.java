package io.echelon.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A body that is kept for later in a [BodyStore], once for everybody who may need it.
final class KeptBody {
    /// Commands that wait with it: it must not be lost.
    int pins;
    /// Events that would be told with it again: it may be given up for others.
    int references;
    private final int length;
    private @Nullable Body body;

    KeptBody(Body body) {
        this.body = body;
        this.length = body.length();
    }

    int length() {
        return length;
    }

    boolean isGivenUp() {
        return body == null;
    }

    void giveUp() {
        body = null;
    }

    void save(SnapshotWriter writer) {
        writer.put(isGivenUp());
        if (body != null) {
            writer.put(body.bytes());
        }
    }

    static KeptBody load(SnapshotReader reader) {
        boolean isGivenUp = reader.nextBoolean();
        KeptBody kept = new KeptBody(isGivenUp ? Body.EMPTY : new Body(reader.nextBytes()));
        if (isGivenUp) {
            kept.giveUp();
        }
        return kept;
    }

    /// @throws NullPointerException if it was given up
    Body body() {
        return Objects.requireNonNull(body);
    }
}

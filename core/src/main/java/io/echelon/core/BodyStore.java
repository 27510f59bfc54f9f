package io.echelon.core;

import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// Bounds the bytes of all bodies that are kept for later: those of commands that wait, which are
/// refused when there are too many, and those of events for members that may come back, of which the
/// oldest are given up.
final class BodyStore {
    /// What each weighs besides its bytes.
    static final int OVERHEAD_BYTES = 64;

    private long limitBytes;
    /// Those that nothing waits with, oldest first.
    private final SequencedSet<KeptBody> spare = new LinkedHashSet<>();

    private long pinnedBytes;
    private long spareBytes;

    BodyStore(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void limitTo(long bytes) {
        limitBytes = bytes;
        giveUpOldest();
    }

    long limitBytes() {
        return limitBytes;
    }

    long bytes() {
        return pinnedBytes + spareBytes;
    }

    /// Whether a command may wait with this body.
    boolean hasRoomFor(Body body) {
        return pinnedBytes + body.length() + OVERHEAD_BYTES <= limitBytes;
    }

    /// @param kept not given up
    void pin(KeptBody kept) {
        kept.pins++;
        if (kept.pins == 1) {
            removeSpare(kept);
            pinnedBytes += weight(kept);
            giveUpOldest();
        }
    }

    void unpin(KeptBody kept) {
        kept.pins--;
        if (kept.pins == 0) {
            pinnedBytes -= weight(kept);
            addSpare(kept);
        }
    }

    void refer(KeptBody kept) {
        kept.references++;
        addSpare(kept);
    }

    void release(KeptBody kept) {
        kept.references--;
        if (kept.references == 0) {
            removeSpare(kept);
        }
    }

    private void addSpare(KeptBody kept) {
        if (isSpare(kept) && spare.add(kept)) {
            spareBytes += weight(kept);
            giveUpOldest();
        }
    }

    private void removeSpare(KeptBody kept) {
        if (spare.remove(kept)) {
            spareBytes -= weight(kept);
        }
    }

    private void giveUpOldest() {
        while (bytes() > limitBytes && !spare.isEmpty()) {
            KeptBody oldest = spare.removeFirst();
            spareBytes -= weight(oldest);
            oldest.giveUp();
        }
    }

    void save(SnapshotWriter writer) {
        spare.forEach(writer::putOrNull);
    }

    /// @param reader that has given out all bodies, with their pins and references as they are
    void load(SnapshotReader reader) {
        int left = 0;
        for (KeptBody kept : reader.bodies()) {
            left += isSpare(kept) ? 1 : 0;
        }
        for (; left > 0; left--) {
            KeptBody kept = reader.nextBodyOrNull();
            if (kept == null || !isSpare(kept) || !spare.add(kept)) {
                throw SnapshotReader.wrong("a body is not spare");
            }
            spareBytes += weight(kept);
        }
    }

    private static boolean isSpare(KeptBody kept) {
        return kept.pins == 0 && kept.references > 0 && !kept.isGivenUp();
    }

    private static long weight(KeptBody kept) {
        return (long) kept.length() + OVERHEAD_BYTES;
    }
}

package io.echelon.replication;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Looks whether the disk has room. A full one destroys what Ratis keeps beside the log, so a node leaves before
/// that. For one thread.
final class DiskGuard {
    private static final int LOOKS = 20;
    private static final double MEGABYTE = 1 << 20;

    private final DataFolder folder;
    private final long reserveBytes;
    private int looks;

    DiskGuard(DataFolder folder, long reserveBytes) {
        this.folder = folder;
        this.reserveBytes = reserveBytes;
    }

    /// @throws NodeException if there is no room to begin with
    void check() throws IOException {
        String full = problem();
        if (full != null) {
            throw new NodeException(full);
        }
    }

    /// Looks each so many calls.
    ///
    /// @return why the node has to leave; null if it has not
    @Nullable
    String look() throws IOException {
        looks++;
        return looks % LOOKS == 0 ? problem() : null;
    }

    private @Nullable String problem() throws IOException {
        long freeBytes = folder.freeBytes();
        if (freeBytes >= reserveBytes) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "the disk has %.0f MB left, less than the %.0f MB that are kept free; make room, then start again",
                freeBytes / MEGABYTE,
                reserveBytes / MEGABYTE);
    }
}

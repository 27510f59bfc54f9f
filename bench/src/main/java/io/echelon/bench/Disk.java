package io.echelon.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// What the servers write to, and how long it takes to have something there for good.
record Disk(String kind, double flushMillis) {
    private static final int FLUSHES = 101;
    private static final int BYTES = 4096;

    /// @param folder on it
    static Disk of(Path folder) throws IOException {
        Path file = folder.resolve("flushed");
        Timings timings = new Timings();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int flush = 0; flush < FLUSHES; flush++) {
                channel.write(ByteBuffer.allocate(BYTES));
                long start = System.nanoTime();
                channel.force(false);
                timings.add(System.nanoTime() - start);
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return new Disk(Files.getFileStore(folder).type(), timings.medianMillis());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %.2f ms to flush 4 KiB", kind, flushMillis);
    }
}

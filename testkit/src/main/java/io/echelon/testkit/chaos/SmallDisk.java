package io.echelon.testkit.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A disk in memory under one folder, small enough to be filled. Needs root, and the programs `mount` and
/// `umount`. Gone when this is closed.
final class SmallDisk implements AutoCloseable {
    private static final int MEGABYTES = 256;
    private static final int BLOCK = 1 << 16;
    private static final long LEFT_BYTES = 1 << 20;

    private final Path folder;
    private final Thread atExit = new Thread(this::remove, "chaos-disk-exit");

    /// @throws IOException if that is not possible here, with the reason
    SmallDisk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Shell.run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", folder.toString());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /// Leaves hardly anything free.
    void fill() throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream file = Files.newOutputStream(filler())) {
            while (Files.getFileStore(folder).getUsableSpace() > LEFT_BYTES) {
                file.write(block);
            }
        }
    }

    void empty() throws IOException {
        Files.deleteIfExists(filler());
    }

    private void remove() {
        try {
            Shell.run("umount", "-l", folder.toString());
        } catch (IOException ignored) {
            // It was never mounted, or is gone.
        }
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}

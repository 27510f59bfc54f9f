package io.echelon.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// A Unix socket that is listened on, and its file, which is this user's alone from its first moment.
final class SocketFile implements AutoCloseable {
    /// What every system takes, and a little less.
    static final int MAX_PATH_BYTES = 100;

    private final Path path;
    private final ServerSocketChannel channel;
    /// Of the file as it was made: another file at the same path is none of ours.
    private final @Nullable String key;

    private SocketFile(Path path, ServerSocketChannel channel, @Nullable String key) {
        this.path = path;
        this.channel = channel;
        this.key = key;
    }

    /// Listens. A file that nobody listens on any more is replaced; it appears at `path` when it is ready, and
    /// closed to others.
    ///
    /// @throws IOException if the path is taken, too long, or in no folder
    static SocketFile bind(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        checkFree(absolute);
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder + " for the socket");
        }
        Path hidden = Files.createTempDirectory(
                folder, ".", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path unborn = hidden.resolve("s");
        try {
            return bind(absolute, unborn);
        } finally {
            Files.deleteIfExists(unborn);
            Files.delete(hidden);
        }
    }

    private static SocketFile bind(Path path, Path unborn) throws IOException {
        checkLength(path);
        checkLength(unborn);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(unborn));
            Files.setPosixFilePermissions(unborn, PosixFilePermissions.fromString("rw-------"));
            String key = key(unborn);
            Files.move(unborn, path, StandardCopyOption.ATOMIC_MOVE);
            return new SocketFile(path, channel, key);
        } catch (IOException failure) {
            channel.close();
            throw new IOException("cannot listen on " + path + ": " + failure.getMessage(), failure);
        }
    }

    private static void checkFree(Path path) throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isOther()) {
            throw new IOException(path + " is there already, and is no socket");
        }
        if (isLive(path)) {
            throw new IOException(path + " is taken: somebody listens on it");
        }
    }

    private static void checkLength(Path path) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES) {
            throw new IOException(path + " is too long for a socket: it takes " + length + " bytes of " + MAX_PATH_BYTES
                    + "; choose another with --socket");
        }
    }

    /// Whether somebody listens there. Never waits.
    static boolean isLive(Path path) {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path)); // Or it is about to: its line of callers is full.
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /// Listens no longer, and removes the file if it still is the one that was made. A second call does
    /// nothing.
    @Override
    public void close() {
        try {
            channel.close();
            if (key != null && key.equals(key(path))) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            // Somebody else has removed it, or has to.
        }
    }

    private static @Nullable String key(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return String.valueOf(attributes.fileKey());
        } catch (NoSuchFileException gone) {
            return null;
        }
    }
}

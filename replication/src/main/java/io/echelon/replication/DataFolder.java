package io.echelon.replication;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder that a node keeps everything in, which is this process's alone as long as it is open.
///
/// In it are `node`, a text with the version of the folder, the node's name and what was drawn for it; `founded`, which
/// is there once
/// there is something to lose; `lock`; and `raft`, which is Ratis'.
final class DataFolder implements AutoCloseable {
    private static final String TITLE = "echelon data 1";
    private static final String FOUNDED = "founded";
    private static final String UNFINISHED = "node.unfinished";
    /// What may be in a folder that is empty otherwise.
    private static final Set<String> BY_ITSELF = Set.of("lock", UNFINISHED, "lost+found");

    private final Path path;
    private final FileChannel lockFile;
    private long id;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /// What was drawn when it was made, and is no other folder's.
    long id() {
        return id;
    }

    /// @throws NodeException if it is not to be used: it is another's, in use, or cannot be written to
    static DataFolder open(Path path, String node) throws NodeException {
        try {
            return tryToOpen(path, node);
        } catch (AccessDeniedException denied) {
            throw new NodeException(
                    "there is no right to write in " + path + " (" + denied.getMessage()
                            + "); give it to the user that the server runs as",
                    denied);
        } catch (FileAlreadyExistsException file) {
            throw new NodeException(path + " is a file; name a folder", file);
        } catch (NodeException told) {
            throw told;
        } catch (IOException failure) {
            throw new NodeException("cannot use " + path + ": " + failure.getMessage(), failure);
        }
    }

    private static DataFolder tryToOpen(Path path, String node) throws IOException {
        Files.createDirectories(path);
        Path identity = path.resolve("node");
        boolean isNew = !Files.exists(identity);
        if (isNew && !isEmpty(path)) {
            throw new NodeException(path + " has files in it that are not Echelon's; name an empty folder");
        }
        DataFolder folder = new DataFolder(path, lock(path));
        try {
            if (isNew) {
                folder.id = new SecureRandom().nextLong();
                folder.write(
                        identity, TITLE + "\n" + node + "\n" + HexFormat.of().toHexDigits(folder.id) + "\n");
            } else {
                folder.id = checkIdentity(identity, node);
            }
        } catch (IOException | RuntimeException failure) {
            folder.close();
            throw failure;
        }
        return folder;
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.allMatch(file -> BY_ITSELF.contains(String.valueOf(file.getFileName())));
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new NodeException("another server is running on " + path + "; stop it, or name another folder");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    /// @return what was drawn when the folder was made
    private static long checkIdentity(Path identity, String node) throws IOException {
        String[] lines = Files.readString(identity).split("\n", -1);
        if (lines.length < 3 || !lines[0].startsWith("echelon data ")) {
            throw new NodeException(identity + " does not say what it should; is this folder a server's?");
        }
        if (!lines[0].equals(TITLE)) {
            throw new NodeException(identity.getParent() + " was written by a newer build; start that one");
        }
        if (!lines[1].equals(node)) {
            throw new NodeException(identity.getParent() + " is the folder of node " + lines[1] + ", not of " + node
                    + "; name another folder, or start it with --node " + lines[1]);
        }
        try {
            return HexFormat.fromHexDigitsToLong(lines[2]);
        } catch (IllegalArgumentException wrong) {
            throw new NodeException(identity + " does not say what it should; is this folder a server's?", wrong);
        }
    }

    private void write(Path file, String text) throws IOException {
        Path unfinished = path.resolve(UNFINISHED);
        Files.writeString(
                unfinished,
                text,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.DSYNC,
                StandardOpenOption.WRITE);
        Files.move(unfinished, file);
    }

    /// Whether there is something to lose.
    boolean isFounded() {
        return Files.exists(path.resolve(FOUNDED));
    }

    /// From now on a log that is not there is one that was lost.
    void markFounded() throws IOException {
        if (!isFounded()) {
            write(path.resolve(FOUNDED), TITLE + "\n");
        }
    }

    /// @throws NodeException if there was a log, and it is gone
    void checkLog() throws IOException {
        if (isFounded() && !hasFiles()) {
            throw new NodeException("the log is missing in " + path + "; bring it back from a backup, or start anew in"
                    + " an empty folder, in a cluster under a new name");
        }
    }

    private boolean hasFiles() throws IOException {
        if (!hasLog()) {
            return false;
        }
        try (Stream<Path> files = Files.walk(raft())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .anyMatch(name -> name.startsWith("log_") || name.startsWith("snapshot."));
        }
    }

    /// What Ratis may do with as it likes.
    Path raft() {
        return path.resolve("raft");
    }

    /// Whether a log was ever kept here.
    boolean hasLog() {
        return Files.isDirectory(raft());
    }

    /// Bytes of the disk that this process may still write.
    long freeBytes() throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException ignored) {
            // The lock goes with the process at the latest.
        }
    }
}

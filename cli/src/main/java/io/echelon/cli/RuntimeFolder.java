package io.echelon.cli;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of this user's where members that run leave their sockets. Nobody else can look into it.
final class RuntimeFolder {
    private static final Set<PosixFilePermission> OURS_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OURS_TO_WRITE = PosixFilePermissions.fromString("rw-------");
    private static final long USER = new UnixSystem().getUid();
    private static final String SUFFIX = ".sock";
    private static final String UNESCAPED = "._-";

    private final Path path;

    private RuntimeFolder(Path path) {
        this.path = path;
    }

    /// As the environment has it.
    static RuntimeFolder usual() {
        return in(System.getenv("XDG_RUNTIME_DIR"), Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// @param session the folder that the user's session has for such things, if there is one
    /// @param temporary where to look if there is none, or it is not a folder of this user's
    static RuntimeFolder in(@Nullable String session, Path temporary) {
        if (session != null && !session.isEmpty() && isOwnFolder(Path.of(session))) {
            return new RuntimeFolder(Path.of(session, "echelon").toAbsolutePath());
        }
        return new RuntimeFolder(temporary.resolve("echelon-" + USER).toAbsolutePath());
    }

    private static boolean isOwnFolder(Path folder) {
        try {
            return Files.isDirectory(folder) && owner(folder) == USER;
        } catch (IOException unreadable) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    /// Makes it if it is not there yet.
    ///
    /// @throws IOException if what is there cannot be trusted, with a message that says why
    void make() throws IOException {
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OURS_ONLY));
        } catch (FileAlreadyExistsException exists) {
            check();
        }
    }

    /// The sockets in it that somebody listens on, by name.
    ///
    /// @throws IOException if the folder cannot be trusted
    List<Path> liveSockets() throws IOException {
        List<Path> live = new ArrayList<>();
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return live;
        }
        check();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(SUFFIX) && SocketFile.isLive(file)) {
                    live.add(file);
                }
            }
        }
        return live;
    }

    /// The one socket in it that somebody listens on.
    ///
    /// @throws IOException if there is none or more than one, with a message that says what to do
    Path onlyLiveSocket() throws IOException {
        List<Path> live = liveSockets();
        if (live.isEmpty()) {
            throw new IOException("no member of yours is running here; start one with: ./echelon join --name ada");
        }
        if (live.size() > 1) {
            StringBuilder message = new StringBuilder("several members of yours are running here; choose one:");
            live.forEach(socket -> message.append("\n  --via ").append(socket));
            throw new IOException(message.toString());
        }
        return live.get(0);
    }

    /// The first socket of these names that no live member has; it is made while no other process looks for
    /// one.
    ///
    /// @param names without what all have at their end, the one to be preferred first
    SocketFile claim(List<String> names) throws IOException {
        make();
        synchronized (RuntimeFolder.class) { // A lock on a file does not keep threads of one process apart.
            try (FileChannel file = FileChannel.open(
                            path.resolve(".lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                            PosixFilePermissions.asFileAttribute(OURS_TO_WRITE));
                    FileLock lock = file.lock()) {
                return claimFree(names, lock);
            }
        }
    }

    private SocketFile claimFree(List<String> names, FileLock lock) throws IOException {
        if (!lock.isValid()) {
            throw new IOException("cannot lock " + path);
        }
        for (String name : names) {
            Path candidate = path.resolve(name + SUFFIX);
            if (!SocketFile.isLive(candidate)) {
                return SocketFile.bind(candidate);
            }
        }
        throw new IOException("all of " + names + " in " + path + " are taken");
    }

    /// A part of a file's name that is one whatever it holds: characters that are not plain become `%2F`.
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = (octet >= 'a' && octet <= 'z')
                    || (octet >= 'A' && octet <= 'Z')
                    || (octet >= '0' && octet <= '9')
                    || UNESCAPED.indexOf(octet) >= 0;
            encoded.append(isPlain ? String.valueOf((char) octet) : String.format("%%%02X", octet & 0xff));
        }
        return encoded.toString();
    }

    private void check() throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException(path + " is a link, where it should be a folder; remove it");
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is no folder; remove it");
        }
        if (owner(path) != USER) {
            throw new IOException(path + " belongs to another user; have it removed, or set XDG_RUNTIME_DIR");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (!OURS_ONLY.containsAll(permissions)) {
            throw new IOException(path + " is open to others (" + PosixFilePermissions.toString(permissions)
                    + "); close it with: chmod 700 " + path);
        }
    }

    private static long owner(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:uid")).longValue();
    }
}

package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of a socket: whose it is, from when on, and until when.
final class SocketFileTest {
    private static final int BINDS = 300;

    @TempDir
    private Path folder;

    /// A file of a socket on which nobody listens any more.
    static Path leaveStale(Path path) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(path));
        }
        return path;
    }

    static void leaveStale(RuntimeFolder folder, String name) throws IOException {
        folder.make();
        leaveStale(folder.path().resolve(name + ".sock"));
    }

    @Test
    void itIsForNobodyElseAndAloneInItsFolder() throws IOException {
        try (SocketFile socket = SocketFile.bind(folder.resolve("a.sock"))) {
            assertThat(socket.path()).isEqualTo(folder.resolve("a.sock"));
            assertThat(mode(socket.path())).isEqualTo("rw-------");
            assertThat(SocketFile.isLive(socket.path())).isTrue();
            assertThat(folder.toFile().list()).containsExactly("a.sock");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoWatchesNeverSeesItOpenToOthers() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path path = folder.resolve("a.sock");
        Set<String> seen = new ConcurrentSkipListSet<>();
        AtomicBoolean isOver = new AtomicBoolean();
        Thread watcher = Threads.start("watcher", () -> {
            while (!isOver.get()) {
                try {
                    seen.add(mode(path));
                } catch (NoSuchFileException notYet) {
                    seen.add("none");
                } catch (IOException failure) {
                    seen.add(failure.toString());
                }
            }
        });

        for (int i = 0; i < BINDS; i++) {
            SocketFile.bind(path).close();
        }

        isOver.set(true);
        watcher.join();
        assertThat(seen).isSubsetOf("none", "rw-------").contains("none");
    }

    @Test
    void aStaleFileIsReplaced() throws IOException {
        Path stale = leaveStale(folder.resolve("a.sock"));
        assertThat(SocketFile.isLive(stale)).isFalse();

        try (SocketFile socket = SocketFile.bind(stale)) {
            assertThat(SocketFile.isLive(socket.path())).isTrue();
        }
    }

    @Test
    void aLiveOneIsNot() throws IOException {
        try (SocketFile live = SocketFile.bind(folder.resolve("a.sock"))) {
            expectRefusal(live.path(), live.path() + " is taken: somebody listens on it");
            assertThat(SocketFile.isLive(live.path())).isTrue();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Path precious = Files.writeString(folder.resolve("a.sock"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("b.sock"), precious);

        expectRefusal(precious, precious + " is there already, and is no socket");
        expectRefusal(link, link + " is there already, and is no socket");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        expectRefusal(
                folder.resolve("none/a.sock"), "there is no folder " + folder.resolve("none") + " for the socket");
    }

    @Test
    void aPathThatIsTooLongIsSaidAndNothingIsLeftBehind() {
        Path path = folder.resolve("a".repeat(101 - folder.toString().length()));

        expectRefusal(
                path, path + " is too long for a socket: it takes 102 bytes of 100; choose another with --socket");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatHasTakenItsPlaceIsNotRemoved() throws IOException {
        Path path = folder.resolve("a.sock");
        SocketFile socket = SocketFile.bind(path);
        Files.delete(path);
        Files.writeString(path, "another's");

        socket.close();
        socket.close();

        assertThat(path).hasContent("another's");
    }

    private static void expectRefusal(Path path, String message) {
        assertThatThrownBy(() -> SocketFile.bind(path).close())
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the sockets of members lie, and that nobody else can have had a hand in it.
final class RuntimeFolderTest {
    private static final int ROOT = 0;
    private static final int NOBODY = 65_534;

    @TempDir
    private Path temporary;

    @Test
    void theFolderOfTheSessionIsPreferredIfItIsOurs() throws IOException {
        Path session = Files.createDirectory(temporary.resolve("session"));

        assertThat(RuntimeFolder.in(session.toString(), temporary).path()).isEqualTo(session.resolve("echelon"));
    }

    @Test
    void withoutAFolderOfTheSessionItHasTheUsersNumber() throws IOException {
        Path expected = temporary.resolve("echelon-" + uid());

        assertThat(RuntimeFolder.in(null, temporary).path()).isEqualTo(expected);
        assertThat(RuntimeFolder.in("", temporary).path()).isEqualTo(expected);
        assertThat(RuntimeFolder.in(temporary + "/gone", temporary).path()).isEqualTo(expected);
    }

    @Test
    void aFolderOfTheSessionThatIsSomebodyElsesIsNotUsed() throws IOException {
        Path session = Files.createDirectory(temporary.resolve("session"));
        giveAway(session);

        assertThat(RuntimeFolder.in(session.toString(), temporary).path())
                .isEqualTo(temporary.resolve("echelon-" + uid()));
    }

    @Test
    void itIsMadeForNobodyElseAndMayBeThereAlready() throws IOException {
        RuntimeFolder folder = folder();

        folder.make();
        folder.make();

        assertThat(mode(folder.path())).isEqualTo("rwx------");
    }

    @Test
    void aLinkInItsPlaceIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(folder().path(), elsewhere);

        expectRefusal("is a link, where it should be a folder; remove it");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aFileInItsPlaceIsRefused() throws IOException {
        Files.createFile(folder().path());

        expectRefusal("is no folder; remove it");
    }

    @ParameterizedTest
    @CsvSource({"rwxr-xr-x", "rwx--x---", "rwxrwxrwx", "rwx-----x"})
    void aFolderThatIsOpenToOthersIsRefused(String mode) throws IOException {
        Files.createDirectory(folder().path());
        Files.setPosixFilePermissions(folder().path(), PosixFilePermissions.fromString(mode));

        expectRefusal("is open to others (" + mode + "); close it with: chmod 700 " + folder().path());
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws IOException {
        folder().make();
        giveAway(folder().path());

        expectRefusal("belongs to another user; have it removed, or set XDG_RUNTIME_DIR");
    }

    @ParameterizedTest
    @CsvSource({
        "main,main",
        "a.b_c-D9,a.b_c-D9",
        "a/b,a%2Fb",
        "../x,..%2Fx",
        "'a b',a%20b",
        "100%,100%25",
        "größe,gr%C3%B6%C3%9Fe"
    })
    void whatIsNoPlainCharacterIsEncoded(String name, String encoded) {
        assertThat(RuntimeFolder.encode(name)).isEqualTo(encoded);
    }

    @Test
    void theFirstNameThatNoLiveMemberHasIsClaimed() throws IOException {
        List<String> names = List.of("main-w7", "main-w7-m9");
        try (SocketFile first = folder().claim(names);
                SocketFile second = folder().claim(names)) {
            assertThat(first.path()).isEqualTo(folder().path().resolve("main-w7.sock"));
            assertThat(second.path()).isEqualTo(folder().path().resolve("main-w7-m9.sock"));
            assertThat(folder().liveSockets()).containsExactly(second.path(), first.path());
            assertThatThrownBy(() -> folder().claim(names))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("are taken");
        }
        assertThat(folder().liveSockets()).isEmpty();
    }

    @Test
    void theOnlyLiveSocketIsFoundAmongStaleOnes() throws IOException {
        SocketFileTest.leaveStale(folder(), "main-gone");
        try (SocketFile live = folder().claim(List.of("main-w7"))) {
            assertThat(folder().onlyLiveSocket()).isEqualTo(live.path());
        }
    }

    @Test
    void withNoneItIsSaidHowToStartOne() {
        assertThatThrownBy(() -> folder().onlyLiveSocket())
                .isInstanceOf(IOException.class)
                .hasMessage("no member of yours is running here; start one with: ./echelon join --name ada");
    }

    @Test
    void severalAreListed() throws IOException {
        try (SocketFile first = folder().claim(List.of("main-a"));
                SocketFile second = folder().claim(List.of("main-b"))) {
            assertThatThrownBy(() -> folder().onlyLiveSocket())
                    .isInstanceOf(IOException.class)
                    .hasMessage("several members of yours are running here; choose one:\n  --via " + first.path()
                            + "\n  --via " + second.path());
        }
    }

    private RuntimeFolder folder() {
        return RuntimeFolder.in(null, temporary);
    }

    private void expectRefusal(String why) {
        String message = folder().path() + " " + why;
        assertThatThrownBy(() -> folder().make())
                .isInstanceOf(IOException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> folder().claim(List.of("main-w7")))
                .isInstanceOf(IOException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> folder().liveSockets())
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private int uid() throws IOException {
        return (int) Files.getAttribute(temporary, "unix:uid");
    }

    private void giveAway(Path folder) throws IOException {
        assumeTrue(uid() == ROOT, "only root can give a folder away");
        Files.setAttribute(folder, "unix:uid", NOBODY);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

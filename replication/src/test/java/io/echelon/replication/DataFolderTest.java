package io.echelon.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
    @TempDir
    private Path parent;

    private Path path() {
        return parent.resolve("data");
    }

    @Test
    void isMadeAndKnownAgain() throws IOException {
        DataFolder.open(path(), "n1").close();
        DataFolder.open(path(), "n1").close();
        assertThat(path().resolve("node")).content().matches("echelon data 1\nn1\n[0-9a-f]{16}\n");
    }

    @Test
    void isOneProcessesAtATime() throws IOException {
        try (DataFolder open = DataFolder.open(path(), "n1")) {
            assertThat(open.hasLog()).isFalse();
            assertThatThrownBy(() -> DataFolder.open(path(), "n1"))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("another server is running on " + path());
        }
    }

    @Test
    void anotherNodesIsRefused() throws IOException {
        DataFolder.open(path(), "n1").close();
        assertThatThrownBy(() -> DataFolder.open(path(), "n2"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("is the folder of node n1, not of n2");
    }

    @Test
    void aForeignOneIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(path());
        Files.writeString(path().resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> DataFolder.open(path(), "n1"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("name an empty folder");
        assertThat(path().toFile().list()).containsExactly("letter.txt");
    }

    @Test
    void oneThatANewerBuildHasWrittenIsRefused() throws IOException {
        Files.createDirectories(path());
        Files.writeString(path().resolve("node"), "echelon data 2\nn1\n0\n");
        assertThatThrownBy(() -> DataFolder.open(path(), "n1"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("newer build");
    }

    @Test
    void oneThatDoesNotSayWhoseItIsIsRefused() throws IOException {
        Files.createDirectories(path());
        Files.writeString(path().resolve("node"), "\0\0\0");
        assertThatThrownBy(() -> DataFolder.open(path(), "n1"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("is this folder a server's?");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Files.writeString(path(), "");
        assertThatThrownBy(() -> DataFolder.open(path(), "n1"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("is a file; name a folder");
    }

    @Test
    void aMissingRightIsTold() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Files.createDirectories(path());
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThatThrownBy(() -> DataFolder.open(path(), "n1"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("there is no right to write");
    }
}

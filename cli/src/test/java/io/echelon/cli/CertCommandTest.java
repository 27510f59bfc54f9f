package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `echelon cert`, as it is typed.
@Timeout(180)
final class CertCommandTest {
    private static final String UNTIL = ", until \\d{4}-\\d\\d-\\d\\d";

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatWasMadeIsToldAndWhatToDoWithIt() {
        Path folder = temporary.resolve("new/certs");

        assertThat(cert(folder, "--host", "n1.lan", "--host", "10.0.0.7")).isEqualTo(ExitCode.DONE);

        String dir = folder.toString();
        expectLines(
                "wrote  " + dir + "/ca.crt: an authority for development" + UNTIL,
                "wrote  " + dir + "/ca.key: its key",
                "wrote  " + dir + "/server.crt: for localhost, 127.0.0.1, 0:0:0:0:0:0:0:1, n1.lan, 10.0.0.7" + UNTIL,
                "wrote  " + dir + "/server.key: its key",
                "wrote  " + dir + "/client.crt: for a client" + UNTIL,
                "wrote  " + dir + "/client.key: its key",
                "",
                "Servers that talk to each other take, after ./echelon serve:",
                "  --peer-cert " + dir + "/server.crt --peer-key " + dir + "/server.key --peer-ca " + dir + "/ca.crt");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theLineToPasteIsOneForAShellWhateverTheFolder() throws IOException {
        Path folder = temporary.resolve("it's here $(now)");
        cert(folder);
        String options = out.toString().lines().toList().getLast();

        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + options).start();

        assertThat(shell.inputReader().lines())
                .containsExactly(
                        "--peer-cert",
                        folder + "/server.crt",
                        "--peer-key",
                        folder + "/server.key",
                        "--peer-ca",
                        folder + "/ca.crt");
    }

    @Test
    void whatIsThereIsLeftAloneUnlessItIsToBeRenewed() throws IOException {
        cert(temporary);
        List<String> before = contents();
        out.getBuffer().setLength(0);

        assertThat(cert(temporary)).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("echelon: " + temporary
                        + "/server.crt is there already; --force renews server and client, by the same authority\n");
        assertThat(contents()).isEqualTo(before);

        assertThat(cert(temporary, "--force")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("kept   " + temporary + "/ca.crt\nwrote  " + temporary + "/server.crt");
        List<String> after = contents();
        assertThat(after.subList(0, 2)).isEqualTo(before.subList(0, 2)); // The authority's.
        assertThat(after.subList(2, 6)).doesNotContainAnyElementsOf(before);
    }

    @Test
    void keysAreClosedToOthersAlsoWhereFilesAreOpenToAll() throws IOException {
        try (ServeProcess process = ServeProcess.runIn(
                List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"), "cert", "--dir", temporary.toString())) {
            assertThat(process.exitCode()).as(process.err()).isZero();
        }
        for (String name : List.of("ca", "server", "client")) {
            assertThat(mode(name + ".key")).isEqualTo("rw-------");
            assertThat(mode(name + ".crt")).isEqualTo("rw-r--r--");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--days 0 | --days must be 1 to 3650, not 0",
                "--days 3651 | --days must be 1 to 3650, not 3651",
                "--days many | Invalid value for option '--days': 'many' is not an int",
                "--host a_b | --host: \"a_b\" is neither a host's name (letters, digits, dots and hyphens) nor an address",
            })
    void optionsThatMakeNoSenseAreSaidInOneLine(String options, String complaint) {
        assertThat(cert(temporary, options.split(" ", -1))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).isEqualTo("echelon: " + complaint + "\nTry: echelon cert --help\n");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNoneIsSaidInOneLine() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThat(cert(file)).isEqualTo(ExitCode.FAILED);
        assertThat(cert(file.resolve("below"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .isEqualTo("echelon: " + file + " is no folder\nechelon: cannot make the folder " + file
                        + "/below: Not a directory\n");
    }

    private int cert(Path folder, String... options) {
        List<String> arguments = new ArrayList<>(List.of("cert", "--dir", folder.toString()));
        arguments.addAll(List.of(options));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(new String[0]));
    }

    private void expectLines(String... patterns) {
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(patterns.length);
        for (int index = 0; index < patterns.length; index++) {
            assertThat(lines.get(index)).matches(patterns[index]);
        }
    }

    /// Of all files, the authority's first.
    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        for (String name : List.of("ca", "server", "client")) {
            contents.add(Files.readString(temporary.resolve(name + ".crt")));
            contents.add(Files.readString(temporary.resolve(name + ".key")));
        }
        return contents;
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve(file)));
    }
}

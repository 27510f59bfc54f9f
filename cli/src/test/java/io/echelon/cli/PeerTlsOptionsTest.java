package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.cli.certificate.CertificateFolder;
import io.echelon.cli.certificate.DevelopmentCertificates;
import io.echelon.cli.certificate.TestCertificates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/// The three options by which servers talk TLS to each other, and what is said of files that are of no use.
@Timeout(180)
final class PeerTlsOptionsTest {
    @TempDir
    private static Path folder;

    @TempDir
    private Path temporary;

    private final StringWriter err = new StringWriter();

    @Command(name = "verb")
    private static final class Verb {
        @Mixin
        private PeerTlsOptions options = new PeerTlsOptions();
    }

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        DevelopmentCertificates.make(new CertificateFolder(folder), List.of(), 30, false);
    }

    @Test
    void withoutThemThereIsNothing() {
        assertThat(files()).isNull();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void filesThatAreOfUseAreTaken() {
        assertThat(files(own("server.crt"), own("server.key"), own("ca.crt")))
                .isEqualTo(new PeerTls(own("server.crt"), own("server.key"), own("ca.crt")));
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--peer-cert=x,--peer-key",
        "--peer-key=x,--peer-cert",
        "--peer-ca=x,--peer-cert",
        "--peer-cert=x --peer-key=x,--peer-ca",
        "--peer-cert=x --peer-ca=x,--peer-key",
        "--peer-key=x --peer-ca=x,--peer-cert"
    })
    void theyGoTogether(String options, String missing) {
        assertThatThrownBy(() -> files(options.split(" ", -1)))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--peer-cert, --peer-key and --peer-ca go together, and there is no " + missing);
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        Path gone = temporary.resolve("gone");
        String remedy = "there is no file " + gone + "; ./echelon cert --dir DIR makes one";
        expectRefusal(gone, own("server.key"), own("ca.crt"), "--peer-cert: " + remedy);
        expectRefusal(own("server.crt"), gone, own("ca.crt"), "--peer-key: there is no file " + gone);
        expectRefusal(own("server.crt"), own("server.key"), gone, "--peer-ca: " + remedy);
    }

    @Test
    void aFileOfAnotherKindIsSaid() {
        String remedy = " holds no certificate but PRIVATE KEY; ./echelon cert --dir DIR makes one";
        expectRefusal(
                own("server.key"), own("server.key"), own("ca.crt"), "--peer-cert: " + own("server.key") + remedy);
        expectRefusal(
                own("server.crt"),
                own("server.crt"),
                own("ca.crt"),
                "--peer-key: " + own("server.crt") + " holds no key but CERTIFICATE");
        expectRefusal(own("server.crt"), own("server.key"), own("ca.key"), "--peer-ca: " + own("ca.key") + remedy);
    }

    @Test
    void theKeyOfAnotherCertificateIsSaid() {
        expectRefusal(
                own("server.crt"),
                own("client.key"),
                own("ca.crt"),
                "--peer-key: " + own("client.key") + " is not the key of the certificate that it is given with");
    }

    @ParameterizedTest
    @CsvSource({"rw-r-----", "rw----r--", "rw-rw-rw-", "rw--w----"})
    void aKeyThatIsOpenToOthersIsTakenWithAWarning(String mode) throws IOException {
        Path key = Files.copy(own("server.key"), temporary.resolve("key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));

        assertThat(files(own("server.crt"), key, own("ca.crt"))).isNotNull();
        assertThat(err.toString())
                .isEqualTo("echelon: warning: --peer-key: " + key + " is open to others; close it with: chmod 600 "
                        + key + "\n");
    }

    @Test
    void aCertificateThatHasEndedOrNotBegunIsTakenWithAWarning() throws IOException, InterruptedException {
        TestCertificates.write(temporary, "old", "-keyalg", "EC", "-startdate", "-9d", "-validity", "2");
        TestCertificates.write(temporary, "new", "-keyalg", "EC", "-startdate", "+9d", "-validity", "2");

        assertThat(files(temporary.resolve("old.crt"), temporary.resolve("old.key"), temporary.resolve("new.crt")))
                .isNotNull();
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("echelon: warning: --peer-ca: .*new.crt begins on \\S+Z, and other"
                                        + " servers refuse it until then; is the clock right\\?"),
                        line -> assertThat(line)
                                .matches("echelon: warning: --peer-cert: .*old.crt ended on \\S+Z, and other"
                                        + " servers refuse it; ./echelon cert --dir DIR makes one"));
    }

    private void expectRefusal(Path certificate, Path key, Path authority, String message) {
        assertThatThrownBy(() -> files(certificate, key, authority))
                .isInstanceOf(ParameterException.class)
                .hasMessage(message);
    }

    private static Path own(String file) {
        return folder.resolve(file);
    }

    private @Nullable PeerTls files(Path certificate, Path key, Path authority) {
        return files("--peer-cert", "" + certificate, "--peer-key", "" + key, "--peer-ca", "" + authority);
    }

    private @Nullable PeerTls files(String... options) {
        Verb verb = new Verb();
        new CommandLine(verb).setErr(new PrintWriter(err, true)).parseArgs(options);
        return verb.options.files();
    }
}

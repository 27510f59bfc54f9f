package io.echelon.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connections over loopback on which both sides show what is in the files, and check it.
@Timeout(180)
final class MutualTlsTest {
    @TempDir
    private static Path folder;

    private static CertificateFolder ours;
    private static CertificateFolder theirs;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        ours = new CertificateFolder(folder.resolve("ours"));
        theirs = new CertificateFolder(folder.resolve("theirs"));
        for (CertificateFolder each : List.of(ours, theirs)) {
            DevelopmentCertificates.make(each, List.of(CertifiedName.parse("n1.lan")), 30, false);
        }
    }

    private static TlsPeer server() throws IOException, GeneralSecurityException {
        return TlsPeer.of(ours, "server", ours);
    }

    @Test
    void aClientIsLetIn() throws IOException, GeneralSecurityException {
        assertThat(server().serve(TlsPeer.of(ours, "client", ours), "localhost"))
                .isEqualTo("CN=Echelon development client");
    }

    @Test
    void aServerIsLetInByAnother() throws IOException, GeneralSecurityException {
        assertThat(server().serve(server(), "127.0.0.1")).isEqualTo("CN=Echelon development server");
        assertThat(server().serve(server(), "n1.lan")).isEqualTo("CN=Echelon development server");
    }

    @Test
    void whatIsRenewedIsLetInByWhatIsNot() throws IOException, GeneralSecurityException, InterruptedException {
        CertificateFolder copy = new CertificateFolder(folder.resolve("copy"));
        DevelopmentCertificates.make(copy, List.of(), 30, false);
        TlsPeer before = TlsPeer.of(copy, "server", copy);

        DevelopmentCertificates.make(copy, List.of(), 30, true);

        TlsPeer after = TlsPeer.of(copy, "server", copy);
        assertThat(before.serve(after, "localhost")).isEqualTo("CN=Echelon development server");
        assertThat(after.serve(before, "localhost")).isEqualTo("CN=Echelon development server");
    }

    @Test
    void whoShowsNoCertificateIsRefused() {
        assertThatThrownBy(() -> server().serve(TlsPeer.withoutCertificate(ours), "localhost"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("Empty client certificate chain");
    }

    @Test
    void whoIsCertifiedByAnotherAuthorityIsRefused() {
        for (String name : List.of("client", "server")) {
            assertThatThrownBy(() -> server().serve(TlsPeer.of(theirs, name, ours), "localhost"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unable to find valid certification path");
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsRefused() {
        assertThatThrownBy(() -> TlsPeer.of(theirs, "server", ours).serve(server(), "localhost"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aClientCannotPassForAServer() {
        assertThatThrownBy(() -> TlsPeer.of(ours, "client", ours).serve(server(), "localhost"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("does not permit use for TLS server authentication");
    }

    @Test
    void aServerWithoutTheNameThatIsAskedForIsRefused() {
        assertThatThrownBy(() -> server().serve(server(), "n2.lan"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("No subject alternative DNS name matching n2.lan");
    }
}

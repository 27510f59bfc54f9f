package io.echelon.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is made for development, as the JDK and OpenSSL judge it.
@Timeout(180)
final class DevelopmentCertificatesTest {
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final List<CertifiedName> NONE = List.of();
    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");

    @TempDir
    private static Path shared;

    private static CertificateFolder made;
    private static DevelopmentCertificates certificates;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        made = new CertificateFolder(shared.resolve("made/here"));
        certificates = DevelopmentCertificates.make(
                made, List.of(CertifiedName.parse("n1.lan"), CertifiedName.parse("10.0.0.7")), 30, false);
    }

    @Test
    void serverAndClientAreCertifiedByTheAuthority() throws IOException, GeneralSecurityException {
        validate(read("ca"), read("server"));
        validate(read("ca"), read("client"));
    }

    @Test
    void anotherAuthorityHasNotCertifiedThem() throws IOException, GeneralSecurityException, InterruptedException {
        CertificateFolder other = new CertificateFolder(temporary);
        X509Certificate stranger =
                DevelopmentCertificates.make(other, NONE, 30, false).authority();

        assertThat(stranger.getSubjectX500Principal()).isNotEqualTo(read("ca").getSubjectX500Principal());
        assertThatThrownBy(() -> validate(stranger, read("server"))).isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void whatWasMadeIsWhatIsInTheFiles() throws IOException {
        assertThat(certificates.isAuthorityNew()).isTrue();
        assertThat(certificates.authority()).isEqualTo(read("ca"));
        assertThat(certificates.server()).isEqualTo(read("server"));
        assertThat(certificates.client()).isEqualTo(read("client"));
        for (String name : List.of("ca", "server", "client")) {
            assertThat(made.identity(name).certificate()).isEqualTo(read(name)); // The key goes with it.
        }
    }

    @Test
    void openSslFindsThemInOrder() throws IOException, InterruptedException {
        boolean hasOpenSsl = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "openssl")));
        if (!hasOpenSsl) {
            System.out.println("*** SKIPPED: certificates in OpenSSL, because there is no openssl here");
        }
        assumeTrue(hasOpenSsl, "there is no openssl here");

        expectVerified("sslserver", "server");
        expectVerified("sslclient", "server");
        expectVerified("sslclient", "client");
        assertThat(openSsl(
                        "verify",
                        "-CAfile",
                        made.certificateFile("ca").toString(),
                        "-purpose",
                        "sslserver",
                        made.certificateFile("client").toString()))
                .contains("unsuitable certificate purpose");
        assertThat(openSsl(
                        "pkey", "-noout", "-text", "-in", made.keyFile("server").toString()))
                .contains("prime256v1");
    }

    @Test
    void aServerIsFitForBothSidesAndAClientForOne() throws IOException, GeneralSecurityException {
        assertThat(read("server").getExtendedKeyUsage()).containsOnly(SERVER_AUTHENTICATION, CLIENT_AUTHENTICATION);
        assertThat(read("client").getExtendedKeyUsage()).containsOnly(CLIENT_AUTHENTICATION);
        assertThat(read("ca").getBasicConstraints()).isZero(); // An authority, of nobody who is one.
        assertThat(read("server").getBasicConstraints()).isNegative();
        assertThat(read("client").getBasicConstraints()).isNegative();
    }

    @Test
    void aServerHasTheNamesOfThisMachineToItselfAndTheOthers() throws IOException, GeneralSecurityException {
        assertThat(names(made))
                .containsAll(LOCAL)
                .contains("n1.lan", "10.0.0.7")
                .hasSize(5);
        assertThat(certificates.names().stream().map(CertifiedName::text)).containsExactlyElementsOf(names(made));
    }

    @Test
    void keysAreOnTheCurveP256AndSignaturesBySha256() throws IOException {
        for (String name : List.of("ca", "server", "client")) {
            ECPublicKey key = (ECPublicKey) read(name).getPublicKey();
            assertThat(key.getParams().toString()).contains("secp256r1");
            assertThat(read(name).getSigAlgName()).isEqualTo("SHA256withECDSA");
        }
    }

    @Test
    void theyHoldAlreadyOnAMachineWhoseClockIsSlowAndForTheDaysThatWereAskedFor() throws IOException {
        for (String name : List.of("server", "client")) {
            Instant begin = read(name).getNotBefore().toInstant();
            assertThat(begin).isBefore(Instant.now().minus(Duration.ofMinutes(59)));
            assertThat(Duration.between(begin, read(name).getNotAfter().toInstant()))
                    .isEqualTo(Duration.ofDays(30));
        }
        assertThat(read("ca").getNotAfter().toInstant())
                .isAfter(Instant.now().plus(Duration.ofDays(DevelopmentCertificates.MAX_DAYS)));
    }

    @Test
    void keysAreTheirOwnersAloneAndInPkcs8() throws IOException {
        for (String name : List.of("ca", "server", "client")) {
            assertThat(mode(made.keyFile(name))).isEqualTo("rw-------");
            assertThat(Files.readString(made.keyFile(name)))
                    .startsWith("-----BEGIN PRIVATE KEY-----\n")
                    .endsWith("\n-----END PRIVATE KEY-----\n");
            assertThat(mode(made.certificateFile(name))).isEqualTo("rw-r--r--");
        }
        try (Stream<Path> files = Files.list(made.path())) {
            assertThat(files).hasSize(6);
        }
    }

    @Test
    void whatIsThereIsNotMadeAgain() throws IOException, InterruptedException {
        CertificateFolder folder = new CertificateFolder(temporary);
        DevelopmentCertificates.make(folder, NONE, 30, false);
        for (String taken : List.of("server.crt", "server.key", "client.crt", "client.key")) {
            for (String name : List.of("server.crt", "server.key", "client.crt", "client.key")) {
                Files.deleteIfExists(temporary.resolve(name));
            }
            Files.writeString(temporary.resolve(taken), "mine");

            assertThatThrownBy(() -> DevelopmentCertificates.make(folder, NONE, 30, false))
                    .isInstanceOf(IOException.class)
                    .hasMessage(temporary.resolve(taken)
                            + " is there already; --force renews server and client, by the same authority");
            assertThat(temporary.resolve(taken)).hasContent("mine");
        }
    }

    @Test
    void whatIsRenewedIsByTheSameAuthorityAndKeepsItsNames()
            throws IOException, InterruptedException, GeneralSecurityException {
        CertificateFolder folder = new CertificateFolder(temporary);
        X509Certificate authority = DevelopmentCertificates.make(
                        folder, List.of(CertifiedName.parse("n1.lan")), 30, false)
                .authority();
        X509Certificate before = folder.certificate("server");

        DevelopmentCertificates renewed = DevelopmentCertificates.make(folder, NONE, 60, true);

        assertThat(renewed.isAuthorityNew()).isFalse();
        assertThat(renewed.authority()).isEqualTo(authority).isEqualTo(folder.certificate("ca"));
        assertThat(folder.identity("server").certificate())
                .isEqualTo(renewed.server())
                .isNotEqualTo(before);
        assertThat(names(folder)).hasSize(4).contains("n1.lan");
        assertThat(mode(folder.keyFile("server"))).isEqualTo("rw-------");
        validate(authority, renewed.server());
        validate(authority, renewed.client());
    }

    @Test
    void whatIsRenewedAndHadNoNamesGetsThoseOfThisMachineToItself()
            throws IOException, InterruptedException, GeneralSecurityException {
        CertificateFolder folder = new CertificateFolder(temporary);
        TestCertificates.write(temporary, "server", "-keyalg", "EC");

        DevelopmentCertificates.make(folder, NONE, 30, true);

        assertThat(names(folder)).containsExactlyElementsOf(LOCAL);
    }

    @Test
    void whatIsRenewedWithNamesHasThoseOnly() throws IOException, InterruptedException, GeneralSecurityException {
        CertificateFolder folder = new CertificateFolder(temporary);
        DevelopmentCertificates.make(folder, List.of(CertifiedName.parse("n1.lan")), 30, false);

        DevelopmentCertificates.make(folder, List.of(CertifiedName.parse("n2.lan")), 30, true);

        assertThat(names(folder)).hasSize(4).contains("n2.lan").doesNotContain("n1.lan");
    }

    @Test
    void anAuthorityOfSomebodyElseAlsoOneWithAnRsaKeyCertifiesToo()
            throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificates.write(temporary, "ca", "-keyalg", "RSA", "-validity", "1000", "-ext", "bc=ca:true");

        DevelopmentCertificates by = DevelopmentCertificates.make(new CertificateFolder(temporary), NONE, 30, false);

        assertThat(by.isAuthorityNew()).isFalse();
        assertThat(by.server().getSigAlgName()).isEqualTo("SHA256withRSA");
        validate(by.authority(), by.server());
    }

    @Test
    void anAuthorityThatEndsTooSoonIsRefused() throws IOException, InterruptedException {
        TestCertificates.write(temporary, "ca", "-keyalg", "EC", "-validity", "10", "-ext", "bc=ca:true");
        expectRefusal("the authority ends on .*, before that; choose --days 9");
    }

    @Test
    void anAuthorityThatHasEndedIsRefused() throws IOException, InterruptedException {
        TestCertificates.write(
                temporary, "ca", "-keyalg", "EC", "-startdate", "-9d", "-validity", "2", "-ext", "bc=ca:true");
        expectRefusal("the authority ends on .*, before that; move ca.crt and ca.key away for a new one");
    }

    @Test
    void whatIsNoAuthorityIsRefused() throws IOException, InterruptedException {
        TestCertificates.write(temporary, "ca", "-keyalg", "EC", "-validity", "1000");
        expectRefusal("the certificate in ca.crt is not that of an authority");
    }

    @Test
    void anAuthorityWithoutItsKeyIsRefused() throws IOException, InterruptedException {
        TestCertificates.write(temporary, "ca", "-keyalg", "EC", "-validity", "1000", "-ext", "bc=ca:true");
        Files.move(temporary.resolve("ca.key"), temporary.resolve("moved"));
        expectRefusal(".*ca.crt is there without .*ca.key; bring that back, or move the other away");

        Files.copy(made.keyFile("ca"), temporary.resolve("ca.key"));
        expectRefusal(".*ca.key is not the key of the certificate that it is given with");
    }

    private void expectRefusal(String message) {
        assertThatThrownBy(() -> DevelopmentCertificates.make(new CertificateFolder(temporary), NONE, 30, false))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(message);
        assertThat(temporary.resolve("server.crt")).doesNotExist();
    }

    private static void validate(X509Certificate authority, X509Certificate subject) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(subject)), parameters);
    }

    private static void expectVerified(String purpose, String name) throws IOException, InterruptedException {
        String file = made.certificateFile(name).toString();
        assertThat(openSsl(
                        "verify",
                        "-x509_strict",
                        "-CAfile",
                        made.certificateFile("ca").toString(),
                        "-purpose",
                        purpose,
                        file))
                .isEqualTo(file + ": OK\n");
    }

    private static String openSsl(String... arguments) throws IOException, InterruptedException {
        List<String> line =
                Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static X509Certificate read(String name) throws IOException {
        return made.certificate(name);
    }

    private static List<String> names(CertificateFolder folder) throws IOException, GeneralSecurityException {
        return folder.certificate("server").getSubjectAlternativeNames().stream()
                .map(name -> (String) name.get(1))
                .toList();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}

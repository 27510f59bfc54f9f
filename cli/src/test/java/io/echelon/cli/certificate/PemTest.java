package io.echelon.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// PEM as tools write it, and what is said of files that are something else.
@Timeout(180)
final class PemTest {
    @TempDir
    private static Path folder;

    private static String certificate;
    private static String key;
    private static PublicKey owner;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
            TestCertificates.write(folder, algorithm, "-keyalg", algorithm);
        }
        CertificateFolder made = new CertificateFolder(folder);
        certificate = Files.readString(made.certificateFile("EC"));
        key = Files.readString(made.keyFile("EC"));
        owner = made.certificate("EC").getPublicKey();
    }

    @Test
    void keysOfAllKindsAreRead() throws IOException {
        CertificateFolder made = new CertificateFolder(folder);
        assertThat(made.identity("EC").key().getAlgorithm()).isEqualTo("EC");
        assertThat(made.identity("RSA").key().getAlgorithm()).isEqualTo("RSA");
        assertThat(made.identity("Ed25519").key().getAlgorithm()).isEqualTo("EdDSA");
    }

    @Test
    void aChainAndItsKeyMayBeInOneFileWithWordsBetween() throws IOException {
        Pem pem = Pem.read(file("Bag Attributes\n  who: größe\n" + key + "\nof server:\n" + certificate + certificate));

        assertThat(pem.certificates()).hasSize(2);
        assertThat(pem.key(owner).getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void linesMayEndAsOnWindows() throws IOException {
        assertThat(Pem.read(file(certificate.replace("\n", "\r\n"))).certificates())
                .hasSize(1);
    }

    @Test
    void whatIsNoFileIsSaid() throws IOException {
        expect(() -> Pem.read(temporary.resolve("gone")), "there is no file " + temporary.resolve("gone"));
        expect(() -> Pem.read(temporary), temporary + " is a folder, where it should be a file");
    }

    @Test
    void whatIsNotPemIsSaid() throws IOException {
        Path text = file("hello");
        expect(() -> Pem.read(text), text + " is not in PEM: it has no line -----BEGIN ...-----");
        Path binary = temporary.resolve("binary");
        Files.write(binary, Base64.getMimeDecoder().decode(certificate.replaceAll("-----.*-----", "")));
        expect(() -> Pem.read(binary), binary + " is not in PEM: it has no line -----BEGIN ...-----");
        Path cut = file(certificate.substring(0, 100));
        expect(() -> Pem.read(cut), cut + " is not in PEM: it has no line -----BEGIN ...-----");
    }

    @Test
    void aFileThatCannotBeOneIsNotReadIntoMemory() throws IOException {
        Path huge = temporary.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        expect(() -> Pem.read(huge), huge + " is not in PEM: it is too large");
    }

    @Test
    void aKeyInPlaceOfACertificateIsSaidAndTheOtherWayRound() throws IOException {
        Path aKey = file(key);
        expect(() -> Pem.read(aKey).certificates(), aKey + " holds no certificate but PRIVATE KEY");
        Path aCertificate = file(certificate);
        expect(() -> Pem.read(aCertificate).key(owner), aCertificate + " holds no key but CERTIFICATE");
    }

    @Test
    void aKeyOfSomebodyElseIsSaid() throws IOException, InterruptedException {
        CertificateFolder made = new CertificateFolder(folder);
        TestCertificates.write(temporary, "other", "-keyalg", "EC");
        for (Path foreign : new Path[] {made.keyFile("RSA"), new CertificateFolder(temporary).keyFile("other")}) {
            expect(
                    () -> Pem.read(foreign).key(owner),
                    foreign + " is not the key of the certificate that it is given with");
        }
    }

    @Test
    void aKeyInAnotherFormIsSaidWithWhatToDo() throws IOException {
        String remedy = "; convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW";
        Path old = file(key.replace("PRIVATE KEY", "EC PRIVATE KEY"));
        expect(() -> Pem.read(old).key(owner), old + " is a key, but not in PKCS#8" + remedy);
        Path locked = file(key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
        expect(() -> Pem.read(locked).key(owner), locked + " has a password" + remedy);
    }

    @Test
    void whatIsDamagedIsSaid() throws IOException {
        Path base = file("-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n");
        expect(() -> Pem.read(base).certificates(), base + " is damaged: its Base64 cannot be read");
        Path content = file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        expect(() -> Pem.read(content).certificates(), content + " is damaged: its certificate cannot be read");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(temporary, "file", ".pem"), text);
    }

    private static void expect(ThrowingCallable read, String message) {
        assertThatThrownBy(read).isInstanceOf(IOException.class).hasMessage(message);
    }
}

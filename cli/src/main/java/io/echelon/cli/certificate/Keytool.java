package io.echelon.cli.certificate;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The `keytool` of the JDK that this runs on, with a key store that lives as long as this is open: in a folder
/// that nobody else can look into, under a password that is kept nowhere.
final class Keytool implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 60;
    private static final int PASSWORD_BYTES = 24;
    private static final String PASSWORD_VARIABLE = "ECHELON_KEY_STORE_PASSWORD";
    private static final String STORE_TYPE = "PKCS12";

    private final Path folder;
    private final Path store;
    private final String password;

    private Keytool(Path folder, String password) {
        this.folder = folder;
        this.store = folder.resolve("keys");
        this.password = password;
    }

    static Keytool open() throws IOException {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        Path folder = Files.createTempDirectory(
                "echelon-cert", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Keytool(folder, HexFormat.of().formatHex(password));
    }

    /// Puts one into the store, which has to be empty yet.
    void put(String alias, Identity identity) throws IOException {
        try (OutputStream out = Files.newOutputStream(store)) {
            KeyStore keys = KeyStore.getInstance(STORE_TYPE);
            keys.load(null, null);
            Certificate[] chain = {identity.certificate()};
            keys.setKeyEntry(alias, identity.key(), password.toCharArray(), chain);
            keys.store(out, password.toCharArray());
        } catch (GeneralSecurityException failure) {
            throw new IOException("the JDK cannot keep a key: " + failure.getMessage(), failure);
        }
    }

    /// Has a new one made under a name in the store.
    ///
    /// @param options of `keytool -genkeypair`: whose it is, what for, who signs
    Identity generate(String alias, List<String> options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-Duser.language=en",
                "-genkeypair",
                "-alias",
                alias));
        line.addAll(List.of("-keystore", store.toString(), "-storetype", STORE_TYPE));
        line.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
        line.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put(PASSWORD_VARIABLE, password);
        await(builder.start());
        return get(alias);
    }

    private void await(Process process) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("keytool takes longer than " + TIMEOUT_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            List<String> said = Files.readAllLines(folder.resolve("output"));
            throw new IOException("keytool has failed: " + (said.isEmpty() ? "it says nothing" : said.getLast()));
        }
    }

    /// The one of that name.
    Identity get(String alias) throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance(STORE_TYPE);
            keys.load(in, password.toCharArray());
            return new Identity((X509Certificate) keys.getCertificate(alias), (PrivateKey)
                    keys.getKey(alias, password.toCharArray()));
        } catch (GeneralSecurityException failure) {
            throw new IOException("what keytool has made cannot be read: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(store);
        Files.deleteIfExists(folder.resolve("output"));
        Files.delete(folder);
    }
}

package io.echelon.cli.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file in PEM: blocks of Base64 between lines that say what they are. Whatever is wrong with one is an
/// [IOException] whose message names the file and says what to do.
public final class Pem {
    static final String CERTIFICATE = "CERTIFICATE";
    static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";

    private static final long MAX_BYTES = 1 << 20;
    private static final int LINE_LENGTH = 64;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]++)-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    private final Path path;
    private final List<Block> blocks;

    private record Block(String label, String base64) {}

    private Pem(Path path, List<Block> blocks) {
        this.path = path;
        this.blocks = blocks;
    }

    /// @throws IOException if the file cannot be read, or nothing in it is PEM
    public static Pem read(Path path) throws IOException {
        // What is no text at all is none in ASCII either, and has no blocks.
        Matcher matcher = BLOCK.matcher(new String(bytes(path), StandardCharsets.ISO_8859_1));
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        if (blocks.isEmpty()) {
            throw new IOException(path + " is not in PEM: it has no line -----BEGIN ...-----");
        }
        return new Pem(path, blocks);
    }

    private static byte[] bytes(Path path) throws IOException {
        try {
            if (Files.isDirectory(path)) {
                throw new IOException(path + " is a folder, where it should be a file");
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new IOException(path + " is not in PEM: it is too large");
            }
            return Files.readAllBytes(path);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no file " + path, missing);
        } catch (AccessDeniedException denied) {
            throw new IOException(path + " may not be read by you", denied);
        }
    }

    /// The certificates in it, at least one; of a chain, the first is whose it is.
    ///
    /// @throws IOException if there is none, or one cannot be read
    public List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] content : contents(CERTIFICATE)) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(content)));
            }
        } catch (CertificateException broken) {
            throw new IOException(path + " is damaged: its certificate cannot be read", broken);
        }
        if (certificates.isEmpty()) {
            throw new IOException(path + " holds no certificate but " + kinds());
        }
        return certificates;
    }

    /// The key in it, which has to be one in PKCS#8 without a password.
    ///
    /// @param owner the public key that it has to go with
    /// @throws IOException if there is none of the kind, or it is the key of somebody else
    public PrivateKey key(PublicKey owner) throws IOException {
        List<byte[]> keys = contents(KEY);
        if (keys.isEmpty()) {
            throw new IOException(whatElse());
        }
        try {
            PrivateKey key = KeyFactory.getInstance(owner.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst()));
            if (Signatures.belongTogether(key, owner)) {
                return key;
            }
        } catch (GeneralSecurityException foreign) {
            // It is of another kind than its owner's, or damaged.
        }
        throw new IOException(path + " is not the key of the certificate that it is given with");
    }

    private String whatElse() {
        boolean isEncrypted = blocks.stream().anyMatch(block -> block.label().equals(ENCRYPTED_KEY));
        if (isEncrypted || blocks.stream().anyMatch(block -> block.label().endsWith(" " + KEY))) {
            String problem = isEncrypted ? " has a password" : " is a key, but not in PKCS#8";
            return path + problem + "; convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW";
        }
        return path + " holds no key but " + kinds();
    }

    private String kinds() {
        return String.join(
                ", ", blocks.stream().map(Block::label).distinct().sorted().toList());
    }

    private List<byte[]> contents(String label) throws IOException {
        try {
            return blocks.stream()
                    .filter(block -> block.label().equals(label))
                    .map(block -> Base64.getMimeDecoder().decode(block.base64()))
                    .toList();
        } catch (IllegalArgumentException broken) {
            throw new IOException(path + " is damaged: its Base64 cannot be read", broken);
        }
    }

    /// What such a file has for one block.
    static String text(String label, byte[] content) {
        Base64.Encoder encoder = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'});
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(content) + "\n-----END " + label + "-----\n";
    }
}

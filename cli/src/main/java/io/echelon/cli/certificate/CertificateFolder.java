package io.echelon.cli.certificate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/// A folder of certificates and their keys: `ca`, `server` and `client`, each with `.crt` and `.key`. Keys are
/// their owner's alone from the first moment; a file is there whole or not at all.
///
/// @param path need not exist
public record CertificateFolder(Path path) {
    /// Without it, and without its key, one is founded.
    public static final String AUTHORITY = "ca";

    public static final String SERVER = "server";
    public static final String CLIENT = "client";

    private static final String KEY_PERMISSIONS = "rw-------";
    private static final String CERTIFICATE_PERMISSIONS = "rw-r--r--";

    /// Where the certificate of one of them is.
    public Path certificateFile(String name) {
        return path.resolve(name + ".crt");
    }

    /// Where the key of one of them is.
    public Path keyFile(String name) {
        return path.resolve(name + ".key");
    }

    /// Makes the folder itself, if it is not there.
    void make() throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException(path + " is no folder");
        }
        try {
            Files.createDirectories(path);
        } catch (FileSystemException failure) {
            throw new IOException("cannot make the folder " + path + ": " + reason(failure), failure);
        }
    }

    /// @throws IOException if its certificate or its key is there
    void checkNotThere(String name) throws IOException {
        for (Path file : new Path[] {certificateFile(name), keyFile(name)}) {
            if (isThere(file)) {
                throw new IOException(
                        file + " is there already; --force renews server and client, by the same authority");
            }
        }
    }

    boolean hasCertificate(String name) {
        return isThere(certificateFile(name));
    }

    /// Whether its certificate and its key are there.
    ///
    /// @throws IOException if only one of them is
    boolean hasBoth(String name) throws IOException {
        if (hasCertificate(name) != isThere(keyFile(name))) {
            Path there = hasCertificate(name) ? certificateFile(name) : keyFile(name);
            Path missing = hasCertificate(name) ? keyFile(name) : certificateFile(name);
            throw new IOException(there + " is there without " + missing + "; bring that back, or move the other away");
        }
        return hasCertificate(name);
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    X509Certificate certificate(String name) throws IOException {
        return Pem.read(certificateFile(name)).certificates().getFirst();
    }

    Identity identity(String name) throws IOException {
        X509Certificate certificate = certificate(name);
        return new Identity(certificate, Pem.read(keyFile(name)).key(certificate.getPublicKey()));
    }

    void write(String name, Identity identity, boolean replaces) throws IOException {
        String key = Pem.text(Pem.KEY, identity.key().getEncoded());
        write(keyFile(name), key, KEY_PERMISSIONS, replaces);
        try {
            String certificate =
                    Pem.text(Pem.CERTIFICATE, identity.certificate().getEncoded());
            write(certificateFile(name), certificate, CERTIFICATE_PERMISSIONS, replaces);
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate without bytes", impossible);
        }
    }

    private void write(Path file, String text, String permissions, boolean replaces) throws IOException {
        try {
            Path unborn = Files.createTempFile(path, ".", ".new", permissions(KEY_PERMISSIONS));
            try {
                Files.writeString(unborn, text);
                Files.setPosixFilePermissions(unborn, PosixFilePermissions.fromString(permissions));
                if (replaces) {
                    Files.move(unborn, file, StandardCopyOption.ATOMIC_MOVE);
                } else {
                    Files.move(unborn, file);
                }
            } finally {
                Files.deleteIfExists(unborn);
            }
        } catch (FileSystemException failure) {
            throw new IOException("cannot write " + file + ": " + reason(failure), failure);
        }
    }

    private static FileAttribute<?> permissions(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        return failure.getReason() == null ? "there is no such folder" : failure.getReason();
    }
}

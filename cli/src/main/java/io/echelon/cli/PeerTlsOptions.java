package io.echelon.cli;

import io.echelon.cli.certificate.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `--peer-cert`, `--peer-key` and `--peer-ca`, by which servers talk to each other in TLS that both sides check.
final class PeerTlsOptions {
    private static final String REMEDY = "; ./echelon cert --dir DIR makes one";
    private static final Set<PosixFilePermission> OPEN_TO_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    @Option(
            names = "--peer-cert",
            paramLabel = "FILE",
            description = "This server's certificate, for other servers; ./echelon cert makes one for development.")
    private @Nullable Path certificate;

    @Option(names = "--peer-key", paramLabel = "FILE", description = "The key of that certificate.")
    private @Nullable Path key;

    @Option(
            names = "--peer-ca",
            paramLabel = "FILE",
            description = "The authority that certifies the other servers; who has no certificate by it is not let in.")
    private @Nullable Path authority;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    PeerTlsOptions() {}

    /// What was asked for, or null if nothing was. Says on standard error what is amiss though it would do.
    ///
    /// @throws ParameterException if it makes no sense, or is not what is in the files
    @Nullable
    PeerTls files() {
        Path ownCertificate = certificate;
        Path ownKey = key;
        Path others = authority;
        if (ownCertificate == null && ownKey == null && others == null) {
            return null;
        }
        if (ownCertificate == null || ownKey == null || others == null) {
            String missing = ownCertificate == null ? "--peer-cert" : ownKey == null ? "--peer-key" : "--peer-ca";
            throw wrong("--peer-cert, --peer-key and --peer-ca go together, and there is no " + missing, null);
        }
        X509Certificate own = certificates("--peer-cert", ownCertificate).getFirst();
        checkKey(ownKey, own);
        certificates("--peer-ca", others).forEach(each -> warnOfTime("--peer-ca", others, each));
        warnOfTime("--peer-cert", ownCertificate, own);
        warnOfReaders(ownKey);
        return new PeerTls(ownCertificate, ownKey, others);
    }

    private List<X509Certificate> certificates(String option, Path file) {
        try {
            return Pem.read(file).certificates();
        } catch (IOException problem) {
            throw wrong(option + ": " + problem.getMessage() + REMEDY, problem);
        }
    }

    private void checkKey(Path file, X509Certificate owner) {
        try {
            Pem.read(file).key(owner.getPublicKey());
        } catch (IOException problem) {
            throw wrong("--peer-key: " + problem.getMessage(), problem);
        }
    }

    private void warnOfTime(String option, Path file, X509Certificate read) {
        try {
            read.checkValidity();
        } catch (CertificateExpiredException expired) {
            warn(option + ": " + file + " ended on " + read.getNotAfter().toInstant() + ", and other servers refuse it"
                    + REMEDY);
        } catch (CertificateNotYetValidException early) {
            warn(option + ": " + file + " begins on " + read.getNotBefore().toInstant()
                    + ", and other servers refuse it until then; is the clock right?");
        }
    }

    private void warnOfReaders(Path file) {
        try {
            Set<PosixFilePermission> found = EnumSet.copyOf(OPEN_TO_OTHERS);
            found.retainAll(Files.getPosixFilePermissions(file));
            if (!found.isEmpty()) {
                warn("--peer-key: " + file + " is open to others; close it with: chmod 600 " + file);
            }
        } catch (IOException | UnsupportedOperationException unknown) {
            warn("--peer-key: nobody can say who may read " + file);
        }
    }

    private void warn(String problem) {
        spec.commandLine().getErr().println("echelon: warning: " + problem);
    }

    private ParameterException wrong(String problem, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), problem, cause);
    }
}

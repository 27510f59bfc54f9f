package io.echelon.cli.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the files of a [CertificateFolder] say: an authority, and a server and a client that it has certified.
///
/// @param isAuthorityNew whether it was made with them
/// @param names those under which the server may be reached
public record DevelopmentCertificates(
        X509Certificate authority,
        boolean isAuthorityNew,
        X509Certificate server,
        List<CertifiedName> names,
        X509Certificate client) {
    /// Of a server or client; ten years or so.
    public static final int MAX_DAYS = 3650;

    /// Two years, as some systems (macOS from 10.15 on) refuse a server's certificate for more than 825 days.
    public static final int STANDARD_DAYS = 730;

    private static final List<CertifiedName> LOCAL =
            List.of(CertifiedName.parse("localhost"), CertifiedName.parse("127.0.0.1"), CertifiedName.parse("::1"));

    /// Makes what is missing in a folder.
    ///
    /// @param more names of the server beside those that this machine has for itself; none keeps those of one that
    /// is renewed
    /// @param renews whether the server and the client may be there already
    /// @throws IOException if they are there, or cannot be made
    public static DevelopmentCertificates make(
            CertificateFolder folder, List<CertifiedName> more, int days, boolean renews)
            throws IOException, InterruptedException {
        folder.make();
        if (!renews) {
            folder.checkNotThere(CertificateFolder.SERVER);
            folder.checkNotThere(CertificateFolder.CLIENT);
        }
        List<CertifiedName> names = names(folder, more);
        boolean isAuthorityNew = !folder.hasBoth(CertificateFolder.AUTHORITY);
        try (Authority authority = isAuthorityNew ? Authority.create() : Authority.of(authority(folder, days))) {
            Identity server = authority.certifyServer(names, days);
            Identity client = authority.certifyClient(days);
            if (isAuthorityNew) {
                folder.write(CertificateFolder.AUTHORITY, authority.identity(), false);
            }
            folder.write(CertificateFolder.SERVER, server, renews);
            folder.write(CertificateFolder.CLIENT, client, renews);
            return new DevelopmentCertificates(
                    authority.identity().certificate(),
                    isAuthorityNew,
                    server.certificate(),
                    names,
                    client.certificate());
        }
    }

    private static List<CertifiedName> names(CertificateFolder folder, List<CertifiedName> more) throws IOException {
        if (more.isEmpty() && folder.hasCertificate(CertificateFolder.SERVER)) {
            List<CertifiedName> kept = CertifiedName.of(folder.certificate(CertificateFolder.SERVER));
            return kept.isEmpty() ? LOCAL : kept;
        }
        Set<CertifiedName> names = new LinkedHashSet<>(LOCAL);
        names.addAll(more);
        return List.copyOf(names);
    }

    private static Identity authority(CertificateFolder folder, int days) throws IOException {
        Identity identity = folder.identity(CertificateFolder.AUTHORITY);
        if (identity.certificate().getBasicConstraints() < 0) {
            throw new IOException("the certificate in ca.crt is not that of an authority");
        }
        Instant end = identity.certificate().getNotAfter().toInstant();
        long daysLeft = Duration.between(Instant.now(), end).toDays();
        if (daysLeft < days) {
            String what = daysLeft < 1 ? "move ca.crt and ca.key away for a new one" : "choose --days " + daysLeft;
            throw new IOException("the authority ends on " + day(identity.certificate()) + ", before that; " + what);
        }
        return identity;
    }

    /// The day on which a certificate ends, in UTC.
    public static LocalDate day(X509Certificate certificate) {
        return LocalDate.ofInstant(certificate.getNotAfter().toInstant(), ZoneOffset.UTC);
    }
}

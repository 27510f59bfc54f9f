package io.echelon.cli.certificate;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A certificate authority at work: its keys are on elliptic curves, P-256, and so are those of whom it certifies.
final class Authority implements AutoCloseable {
    /// A little longer than anything that it certifies when it is new.
    private static final int DAYS = DevelopmentCertificates.MAX_DAYS + 10;

    private static final int MARK_BYTES = 4;
    private static final String ALIAS = "ca";

    private final Keytool keytool;
    private final Identity identity;

    private Authority(Keytool keytool, Identity identity) {
        this.keytool = keytool;
        this.identity = identity;
    }

    /// One that there has not been before. A mark in its name tells it from others.
    static Authority create() throws IOException, InterruptedException {
        byte[] mark = new byte[MARK_BYTES];
        new SecureRandom().nextBytes(mark);
        List<String> options = new ArrayList<>(List.of("-sigalg", "SHA256withECDSA"));
        options.addAll(about("CN=Echelon development CA " + HexFormat.of().formatHex(mark), DAYS));
        options.addAll(List.of("-ext", "bc:critical=ca:true,pathlen:0", "-ext", "ku:critical=keyCertSign,cRLSign"));
        Keytool keytool = Keytool.open();
        try {
            return new Authority(keytool, keytool.generate(ALIAS, options));
        } catch (IOException | InterruptedException failure) {
            keytool.close();
            throw failure;
        }
    }

    /// One that has been at work before.
    static Authority of(Identity identity) throws IOException {
        Keytool keytool = Keytool.open();
        try {
            keytool.put(ALIAS, identity);
            return new Authority(keytool, identity);
        } catch (IOException failure) {
            keytool.close();
            throw failure;
        }
    }

    Identity identity() {
        return identity;
    }

    /// Servers use one certificate for both directions when they talk among themselves.
    Identity certifyServer(List<CertifiedName> names, int days) throws IOException, InterruptedException {
        List<String> subject = names.stream()
                .map(name -> (name.isAddress() ? "ip:" : "dns:") + name.text())
                .toList();
        return certify(
                "server",
                days,
                List.of("-ext", "eku=serverAuth,clientAuth", "-ext", "san=" + String.join(",", subject)));
    }

    Identity certifyClient(int days) throws IOException, InterruptedException {
        return certify("client", days, List.of("-ext", "eku=clientAuth"));
    }

    private Identity certify(String alias, int days, List<String> extensions) throws IOException, InterruptedException {
        List<String> options =
                new ArrayList<>(List.of("-signer", ALIAS, "-sigalg", Signatures.algorithm(identity.key())));
        options.addAll(about("CN=Echelon development " + alias, days));
        options.addAll(List.of("-ext", "bc:critical=ca:false", "-ext", "ku:critical=digitalSignature"));
        options.addAll(extensions);
        return keytool.generate(alias, options);
    }

    /// Begins an hour ago, for machines whose clocks are slow.
    private static List<String> about(String subject, int days) {
        List<String> options = new ArrayList<>(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        options.addAll(List.of("-dname", subject, "-startdate", "-1H", "-validity", Integer.toString(days)));
        return options;
    }

    @Override
    public void close() throws IOException {
        keytool.close();
    }
}

package io.echelon.cli;

import io.echelon.cli.certificate.CertificateFolder;
import io.echelon.cli.certificate.CertifiedName;
import io.echelon.cli.certificate.DevelopmentCertificates;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `echelon cert`: a certificate authority for development, and certificates by it.
@Command(
        name = "cert",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Makes a certificate authority for development, and certificates by it for servers that talk to each"
                    + " other, and for clients.",
        },
        footer = {
            "",
            "Example:  ./echelon cert --dir certs --host n1.lan --host n2.lan --host n3.lan",
            "",
            "What it makes, in PEM:",
            "  ca.crt      the authority; everybody needs it",
            "  ca.key      its key, for more certificates; nobody else needs it",
            "  server.crt  for a server at localhost and at each --host; also for the calls",
            "              that it makes to other servers",
            "  client.crt  for a client",
            "  server.key, client.key",
            "",
            "An authority that is there already is kept, and the new certificates are by it:",
            "move server.* and client.* away for others, or renew them with --force. Renewed",
            "without --host, the server keeps its names. Whoever reads ca.key can pass for",
            "any server; use this for development only.",
            "",
            "Exit codes: 0 made, 1 there already or a fault, 2 wrong options."
        })
final class CertCommand implements Callable<Integer> {
    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "Where to. Made if it is not there.")
    private Path folder;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Another name or address of the server beside localhost, 127.0.0.1 and ::1; may be given"
                    + " several times, for several machines that share the certificate.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How long server and client are certified, 1 to " + DevelopmentCertificates.MAX_DAYS
                    + ". Default: ${DEFAULT-VALUE}")
    private int days = DevelopmentCertificates.STANDARD_DAYS;

    @Option(names = "--force", description = "Renews server and client if they are there.")
    private boolean isForced;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    private CertCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        List<CertifiedName> names = names();
        CertificateFolder target = new CertificateFolder(folder);
        try {
            tell(target, DevelopmentCertificates.make(target, names, days, isForced));
            return ExitCode.DONE;
        } catch (IOException failure) {
            spec.commandLine().getErr().println("echelon: " + failure.getMessage());
            return ExitCode.FAILED;
        }
    }

    private List<CertifiedName> names() {
        if (days < 1 || days > DevelopmentCertificates.MAX_DAYS) {
            throw new ParameterException(
                    spec.commandLine(), "--days must be 1 to " + DevelopmentCertificates.MAX_DAYS + ", not " + days);
        }
        try {
            return hosts.stream().map(CertifiedName::parse).toList();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--host: " + wrong.getMessage(), wrong);
        }
    }

    private void tell(CertificateFolder target, DevelopmentCertificates made) {
        PrintWriter out = spec.commandLine().getOut();
        if (made.isAuthorityNew()) {
            tell(target, CertificateFolder.AUTHORITY, "an authority for development", made.authority());
        } else {
            out.println("kept   " + target.certificateFile(CertificateFolder.AUTHORITY));
        }
        String names = made.names().stream().map(CertifiedName::text).collect(Collectors.joining(", "));
        tell(target, CertificateFolder.SERVER, "for " + names, made.server());
        tell(target, CertificateFolder.CLIENT, "for a client", made.client());
        out.println();
        out.println("Servers that talk to each other take, after ./echelon serve:");
        out.println("  --peer-cert " + quoted(target.certificateFile(CertificateFolder.SERVER))
                + " --peer-key " + quoted(target.keyFile(CertificateFolder.SERVER))
                + " --peer-ca " + quoted(target.certificateFile(CertificateFolder.AUTHORITY)));
        out.flush();
    }

    private void tell(CertificateFolder target, String name, String what, X509Certificate certificate) {
        PrintWriter out = spec.commandLine().getOut();
        String end = DevelopmentCertificates.day(certificate).toString();
        out.println("wrote  " + target.certificateFile(name) + ": " + what + ", until " + end);
        out.println("wrote  " + target.keyFile(name) + ": its key");
    }

    /// As a shell takes it for one word.
    private static String quoted(Path file) {
        String text = file.toString();
        return text.matches("[A-Za-z0-9_./:@%+=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}

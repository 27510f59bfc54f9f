package io.echelon.cli.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Certificates that are not as they should be.
public final class TestCertificates {
    private TestCertificates() {}

    /// Puts one and its key into a folder; it has certified itself.
    ///
    /// @param name of its files
    /// @param options of keytool, such as `-validity` and `-ext`
    public static void write(Path folder, String name, String... options) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("-dname", "CN=test"));
        line.addAll(List.of(options));
        try (Keytool keytool = Keytool.open()) {
            CertificateFolder target = new CertificateFolder(folder);
            target.make();
            target.write(name, keytool.generate(name, line), false);
        }
    }
}

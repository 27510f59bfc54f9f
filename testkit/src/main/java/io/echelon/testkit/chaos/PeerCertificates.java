package io.echelon.testkit.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What servers on several machines show each other.
final class PeerCertificates {
    private PeerCertificates() {}

    /// Makes them with `echelon cert`.
    ///
    /// @return the options of `echelon serve` that name them
    static List<String> make(String classPath, Path folder, List<String> hosts) throws IOException {
        Path certificates = folder.resolve("certificates");
        List<String> command = new ArrayList<>(ClusterProcesses.java(classPath));
        command.addAll(List.of("cert", "--dir", certificates.toString()));
        for (String host : hosts) {
            command.addAll(List.of("--host", host));
        }
        Shell.run(command);
        return List.of(
                "--peer-cert",
                certificates.resolve("server.crt").toString(),
                "--peer-key",
                certificates.resolve("server.key").toString(),
                "--peer-ca",
                certificates.resolve("ca.crt").toString());
    }
}

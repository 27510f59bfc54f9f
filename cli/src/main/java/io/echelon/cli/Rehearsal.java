package io.echelon.cli;

import io.echelon.server.Server;
import io.echelon.server.ServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Goes through what a server does first, so that the launcher can record which classes that takes
/// and have the next start find them ready.
final class Rehearsal {
    private static final int TIMEOUT_MILLIS = 10_000;

    private Rehearsal() {}

    /// Serves one client on a free port of the loopback interface, and returns.
    public static void main(String[] arguments) throws IOException {
        Main.run("--version");
        try (Server server = Server.start(ServerOptions.DEFAULTS.withPort(0));
                Socket client = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            client.setSoTimeout(TIMEOUT_MILLIS);
            String requests = "HELLO proto=1\nJOIN name=rehearsal results=yes\nWHO\nSEND all :hello\nHELP\nQUIT\n";
            client.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            while (answers.readLine() != null) {
                // Everything up to *BYE.
            }
        }
    }
}

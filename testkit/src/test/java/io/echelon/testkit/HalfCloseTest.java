package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// A client that has said everything still gets everything.
final class HalfCloseTest {
    private static final int MEMBERS = 400;
    private static final int ROSTERS = 60;
    private static final int SMALL_BUFFER = 4_096;

    @Test
    void whoClosesItsSideAndReadsLateGetsEveryAnswer() throws IOException {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, MEMBERS + 1))) {
            String label = "x".repeat(60);
            for (int member = 0; member < MEMBERS; member++) {
                server.program(
                        "big label.a=" + label + " label.b=" + label + " label.c=" + label + " label.d=" + label);
            }
            try (Socket socket = new Socket()) {
                socket.setReceiveBufferSize(SMALL_BUFFER);
                InetSocketAddress address = server.address();
                socket.connect(address);
                String requests = "HELLO\nJOIN big\n" + "WHO\n".repeat(ROSTERS) + "PING end\n";
                socket.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                // Somebody else is served meanwhile, so that the answers have filled every buffer.
                server.program("other").expectNothing();

                String heard = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(heard).endsWith("+OK PONG end\n");
                assertThat(heard.split("\\+OK n=" + (MEMBERS + 1) + " ", -1)).hasSize(ROSTERS + 1);
            }
        }
    }
}

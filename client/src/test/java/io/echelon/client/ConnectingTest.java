package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a client finds where it connects.
final class ConnectingTest {
    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    @Test
    void aServerThatAnswersIsThere() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer.Peer::welcome);
                Client client = Client.connect(server.options())) {
            assertThat(client.serverVersion()).isEqualTo("9.9");
            assertThat(client.epoch()).isEqualTo("e1");
        }
    }

    @Test
    void whoNeverAnswersIsGivenUpAfterTheTimeout() {
        try (FakeServer server = FakeServer.start(peer -> {})) {
            ClientOptions impatient = server.options().withConnectTimeout(Duration.ofMillis(200));

            assertThatThrownBy(() -> Client.connect(impatient))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("127\\.0\\.0\\.1:\\d+ has not answered HELLO within \\d+ ms");
        }
    }

    @Test
    void whereNobodyListensTheMessageNamesTheAddress() throws Exception {
        ClientOptions options;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            options = ClientOptions.at("127.0.0.1:" + socket.getLocalPort());
        }

        assertThatThrownBy(() -> Client.connect(options))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot connect to " + options.address() + ": Connection refused");
    }

    @Test
    void anHttpServerIsNoneOfOurs() {
        try (FakeServer server = FakeServer.start(peer -> {
            peer.line();
            peer.send("HTTP/1.1 400 Bad Request", "Connection: close", "");
        })) {
            assertThatThrownBy(() -> Client.connect(server.options()))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("does not speak this protocol");
        }
    }

    @Test
    void aServerOfAnotherVersionRefuses() {
        try (FakeServer server = FakeServer.start(peer -> {
            peer.line();
            peer.send("-ERR 106 PROTO_VERSION proto=2 :this server speaks version 2", "*BYE code=106 again=never :no");
            peer.close();
        })) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> Client.connect(server.options()))
                    .withMessage("106 PROTO_VERSION: this server speaks version 2")
                    .satisfies(refused -> {
                        assertThat(refused.code()).isEqualTo(106);
                        assertThat(refused.codeName()).isEqualTo("PROTO_VERSION");
                        assertThat(refused.details()).containsEntry("proto", "2");
                        assertThat(refused.isTemporary()).isFalse();
                    });
        }
    }

    @Test
    void aServerThatHasNoRoomSaysSo() {
        try (FakeServer server = FakeServer.start(peer -> {
            peer.line();
            peer.send("*BYE code=603 again=later :too many\u001b[2J connections");
            peer.close();
        })) {
            assertThatThrownBy(() -> {
                        try (Client client = Client.connect(server.options())) {
                            client.awaitEnd();
                        }
                    })
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageMatching(
                            "\\S+ has closed the connection: too many\\\\u\\{1b}\\[2J connections \\(603\\)");
        }
    }
}

package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What speaks something else is told so, once, and harms nobody.
final class ForeignTest {
    private static final int NOISE_CONNECTIONS = 16;
    private static final int NOISE_BYTES = 64 << 10;

    /// The beginning of a TLS ClientHello.
    private static final byte[] CLIENT_HELLO = HexFormat.of().parseHex("16030100c8010000c40303" + "5a".repeat(32));

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "POST /x HTTP/1.0\r\n\r\nME\n"})
    void httpIsAnsweredOneLineAndAClose(String request) {
        try (TestServer server = TestServer.start()) {
            ScriptedClient browser = server.connect();

            browser.sendRaw(request);

            assertThat(browser.untilEnd()).asString().matches("-ERR 100 BAD_FRAME :[^\r\n]*HTTP[^\r\n]*\r\n");
        }
    }

    @Test
    void tlsIsAnsweredOneLineAndAClose() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient client = server.connect();

            client.sendBytes(CLIENT_HELLO);

            assertThat(client.untilEnd()).asString().matches("-ERR 100 BAD_FRAME :[^\r\n]*TLS[^\r\n]*\n");
        }
    }

    @Test
    void foreignerThatDoesNotHangUpTakesNoPlace() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient browser = server.connect();
            ScriptedClient tls = server.connect();
            browser.sendRaw("GET / HTTP/1.1\r\n\r\n");
            tls.sendBytes(CLIENT_HELLO);
            browser.expectMatch("-ERR 100 BAD_FRAME :.*\r");
            tls.expectMatch("-ERR 100 BAD_FRAME :.*");

            ScriptedClient person = server.connect(); // Silent for less long than they are, were they silent.

            person.expectMatch("\\*HELLO .* members=0 .*");
            person.expectMatch("\\*WELCOME group=main id=m1 rank=0 of=1 rev=1 .*");
        }
    }

    @Test
    void whoClosesItsSideAtOnceTakesNoPlace() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient mute = server.connect();
            mute.closeOutput();

            ScriptedClient person = server.connect();

            person.expectMatch("\\*HELLO .* members=0 .*");
            person.expectMatch("\\*WELCOME group=main id=m1 rank=0 of=1 rev=1 .*");
        }
    }

    @Test
    void tenLinesInARowThatAreNoFramesEndTheConnection() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient person = server.person();
            for (int line = 0; line < 9; line++) {
                person.send("PING \"");
            }
            person.send("PING");
            for (int line = 0; line < 10; line++) {
                person.send("PING #x" + line + " \u0001");
            }

            for (int line = 0; line < 9; line++) {
                person.expectMatch("-ERR 100 BAD_FRAME :.*");
            }
            person.expect("+OK PONG");
            for (int line = 0; line < 10; line++) {
                person.expectMatch("-ERR #x" + line + " 100 BAD_FRAME :.*");
            }
            person.expectMatch("\\*BYE code=100 again=never :.*");
            person.expectEnd();
        }
    }

    @Test
    void megabyteOfNoiseDisturbsNobody() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("pair");
            ScriptedClient junior = server.program("pair results=yes");

            for (int seed = 1; seed <= NOISE_CONNECTIONS; seed++) {
                makeNoise(server.connect(), seed);
                command(seed, senior, junior);
            }

            assertThat(server.server().failure().toCompletableFuture()).isNotDone();
            server.person().send("QUIT");
        }
    }

    private static void makeNoise(ScriptedClient client, int seed) {
        byte[] noise = new byte[NOISE_BYTES];
        new Random(seed).nextBytes(noise);
        try {
            client.sendBytes(noise);
        } catch (UncheckedIOException closed) {
            assertThat(closed).hasMessageMatching(".*(reset|pipe|closed|abort).*"); // Sent away: all the better.
        }
    }

    private static void command(int number, ScriptedClient senior, ScriptedClient junior) {
        senior.send("SEND all :" + number);
        senior.expect("+OK id=" + number + " n=1 above=0 rev=2");
        junior.expect("*COMMAND " + number + " from=m1 rank=0 ttl=60s :" + number);
        junior.send("DONE " + number);
        junior.expect("+OK");
        senior.expectMatch("\\*RESULT " + number + " m2 rank=1 state=done .*");
        senior.expectMatch("\\*CLOSED " + number + " total=1 done=1 ms=\\d+");
    }
}

package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `echelon send` and `echelon join` as processes that find each other by the runtime folder.
@Timeout(100)
final class SendProcessTest {
    private static final Duration START = Duration.ofSeconds(60);

    private final TestServer server = TestServer.start();
    private final Path session = Files.createTempDirectory("run");
    private final Path folder = session.resolve("echelon");

    private SendProcessTest() throws IOException {}

    @BeforeEach
    void closeFolder() throws IOException {
        Files.setPosixFilePermissions(session, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        Files.deleteIfExists(folder.resolve(".lock"));
        Files.deleteIfExists(folder);
        Files.delete(session);
    }

    @Test
    void sendSpeaksThroughTheOnlyMemberThatRuns() throws IOException {
        expectNone();
        try (ServeProcess ada = join("ada")) {
            awaitFile("main-ada.sock");
            try (ServeProcess below = join("w7", "--exec", "cat")) {
                awaitFile("main-w7.sock");
                expectSend(
                        List.of(),
                        6,
                        "",
                        "echelon: several members of yours are running here; choose one:\n  --via " + folder
                                + "/main-ada.sock\n  --via " + folder + "/main-w7.sock\n");
                expectSend(
                        List.of("ECHELON_VIA=" + folder + "/main-ada.sock"),
                        0,
                        "m2 done, rc 0, \\d+ ms: uptime\n1 member: 1 done, \\d+ ms",
                        "");
                stop(below);
            }
            expectSend(List.of(), 5, "", "echelon: rejected: 304 NOBODY_BELOW: nobody is ranked below you yet\n");
            stop(ada);
        }
        expectNone();
    }

    @Test
    void twoOfOneNameHaveASocketEach() throws IOException {
        try (ServeProcess first = join("ada")) {
            awaitFile("main-ada.sock");
            try (ServeProcess second = join("ada")) {
                awaitFile("main-ada-m2.sock");
                stop(second);
            }
            assertThat(folder.resolve("main-ada-m2.sock")).doesNotExist();
            stop(first);
        }
        assertThat(folder.resolve("main-ada.sock")).doesNotExist();
    }

    @Test
    void beingToldToEndCallsTheCommandBackAndSaysWhatCameOfIt() throws IOException {
        try (ServeProcess ada = join("ada")) {
            awaitFile("main-ada.sock");
            ScriptedClient worker = server.program("main results=yes");
            try (ServeProcess send = ServeProcess.runIn(environment(List.of()), "send", "uptime")) {
                worker.expectMatch("\\*COMMAND 1 .*");

                send.signal("INT");

                worker.expect("*CANCEL 1 why=sender");
                assertThat(send.exitCode()).isEqualTo(130);
                assertThat(send.err())
                        .isEqualTo("echelon: 1 is called back: 0 members do not get it, 1 member is asked to stop\n");
            }
            stop(ada);
        }
    }

    private void expectNone() {
        expectSend(
                List.of(),
                6,
                "",
                "echelon: no member of yours is running here; start one with: ./echelon join --name ada\n");
    }

    private void expectSend(List<String> environment, int exitCode, String output, String errors) {
        try (ServeProcess send = ServeProcess.runIn(environment(environment), "send", "uptime")) {
            assertThat(send.exitCode()).as(send.err()).isEqualTo(exitCode);
            assertThat(String.join("\n", send.out())).matches(output);
            assertThat(send.err()).isEqualTo(errors);
        }
    }

    private ServeProcess join(String name, String... options) {
        InetSocketAddress address = server.address();
        String[] arguments = new String[options.length + 5];
        System.arraycopy(
                new String[] {"join", "--server", "127.0.0.1:" + address.getPort(), "--name", name},
                0,
                arguments,
                0,
                5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return ServeProcess.runIn(environment(List.of()), arguments);
    }

    private List<String> environment(List<String> more) {
        List<String> words = new ArrayList<>(List.of("env", "-u", "ECHELON_VIA", "XDG_RUNTIME_DIR=" + session));
        words.addAll(more);
        return words;
    }

    private void awaitFile(String name) {
        await().atMost(START).until(() -> SocketFile.isLive(folder.resolve(name)));
    }

    private static void stop(ServeProcess member) {
        member.signal("TERM");
        assertThat(member.exitCode()).isZero();
    }
}

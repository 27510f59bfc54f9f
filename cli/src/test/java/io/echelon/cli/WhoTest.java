package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `echelon who`, for people, for programs, and in a terminal that is looked at.
@Timeout(180)
final class WhoTest {
    @Test
    void aRosterIsATableInRankOrder() throws IOException {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("web name=\"the boss\" label.os=linux");
            server.program("web");
            try (Watched who = who(server, "--group", "web")) {
                who.expect(
                        "web: 2 members, revision 2",
                        " RANK  ID  NAME      LABELS",
                        "    0  m1  the boss  os=linux",
                        "    1  m2");
                who.expectEnd(ExitCode.DONE);
            }
            boss.expectNothing(); // Who looks takes no place, and nobody notices.
        }
    }

    @Test
    void nobodyIsNoMistake() throws IOException {
        try (TestServer server = TestServer.start()) {
            try (Watched who = who(server)) {
                who.expect("main: 0 members, revision 0");
                who.expectEnd(ExitCode.DONE);
            }
            try (Watched who = who(server, "--json")) {
                who.expect("{\"type\":\"roster\",\"group\":\"main\",\"revision\":0,\"members\":[]}");
                who.expectEnd(ExitCode.DONE);
            }
        }
    }

    @Test
    void jsonHasEverything() throws IOException {
        try (TestServer server = TestServer.start()) {
            server.program("main name=\"\u00e9 \\\"q\\\"\" label.os=linux label.Zone=");
            try (Watched who = who(server, "--json")) {
                who.expect(
                        "{\"type\":\"roster\",\"group\":\"main\",\"revision\":1,\"members\":[{\"member\":\"m1\",\"rank\":0,"
                                + "\"state\":\"active\",\"name\":\"\\u00E9 \\\"q\\\"\","
                                + "\"labels\":{\"os\":\"linux\",\"Zone\":\"\"}}]}");
                who.expectEnd(ExitCode.DONE);
            }
        }
    }

    @Test
    void aWatchedRosterTellsEachChangeOnce() throws IOException {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main name=boss");
            try (Watched who = who(server, "--watch")) {
                who.expect("main: 1 member, revision 1", " RANK  ID  NAME  LABELS", "    0  m1  boss");
                ScriptedClient worker = server.program("main name=w7");
                who.expect("m2 w7 joined at rank 1");
                boss.send("QUIT");
                who.expect("m1 left rank 0 (quit)");
                worker.close();
                who.expect("m2 left rank 0 (lost)");
                who.process.toHandle().destroy();
                who.expectEnd(ExitCode.DONE);
            }
        }
    }

    @Test
    void aWatchedRosterInJsonIsWholeEachTime() throws IOException {
        try (TestServer server = TestServer.start();
                Watched who = who(server, "--watch", "--json")) {
            who.expect("{\"type\":\"roster\",\"group\":\"main\",\"revision\":0,\"members\":[]}");
            server.program("main");
            who.expect("{\"type\":\"roster\",\"group\":\"main\",\"revision\":1,\"members\":"
                    + "[{\"member\":\"m1\",\"rank\":0,\"state\":\"active\",\"labels\":{}}]}");
            server.server().close();
            who.expectEnd(ExitCode.FAILED);
        }
    }

    @Test
    void withoutAServerItSaysSo() throws IOException {
        TestServer server = TestServer.start();
        server.close();
        try (Watched who = who(server)) {
            who.expectEnd(ExitCode.CANNOT_CONNECT);
        }
        assertThat(Main.run("who", "--server", "a:b:c")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void onATerminalTheListIsDrawnAnewInItsPlace() throws IOException, InterruptedException {
        assumeTrue(TmuxTerminal.isPossible(), "there is no tmux here");
        TmuxTerminal.build();
        try (TestServer server = TestServer.start()) {
            String address = "127.0.0.1:" + server.address().getPort();
            ScriptedClient boss = server.program("main name=boss");
            try (TmuxTerminal terminal = TmuxTerminal.run("who", "--watch", "--server", address)) {
                terminal.await("    0  m1  boss");
                for (int number = 2; number <= 40; number++) {
                    server.program("main name=w" + number);
                }
                terminal.await("main: 40 members, revision 40");
                terminal.await("       14 more");
                boss.close();
                terminal.await("main: 39 members, revision 41");
                terminal.await("    0  m2   w2");
                assertThat(terminal.screen()).doesNotContain("boss", "40 members");

                terminal.press("C-c");
                terminal.await("exit=0");
                terminal.await("as before");
            }
        }
    }

    private static Watched who(TestServer server, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("who", "--server", "127.0.0.1:" + server.address().getPort()));
        arguments.addAll(List.of(options));
        return new Watched(
                ServeProcess.builder(arguments.toArray(new String[0])).start());
    }

    /// The command and what it prints.
    private static final class Watched implements AutoCloseable {
        private final Process process;
        private final BufferedReader screen;

        Watched(Process process) {
            this.process = process;
            this.screen = process.inputReader(StandardCharsets.UTF_8);
        }

        void expect(String... lines) throws IOException {
            for (String line : lines) {
                assertThat(screen.readLine()).isEqualTo(line);
            }
        }

        void expectEnd(int exitCode) throws IOException {
            assertThat(screen.readLine()).isNull();
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            assertThat(process.exitValue()).isEqualTo(exitCode);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}

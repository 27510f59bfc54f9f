package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `echelon who`, for people, for programs, and in a terminal that is looked at.
@Timeout(180)
final class WhoTest {
    @TempDir
    private Path folder;

    @Test
    void aRosterIsATableInRankOrder() throws IOException {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("web name=\"the boss\" label.os=linux");
            server.program("web");
            try (PipedProcess who = who(server, "--group", "web")) {
                who.expectExactly(
                        "web: 2 members, revision 2",
                        " RANK  ID  NAME      LABELS",
                        "    0  m1  the boss  os=linux",
                        "    1  m2");
                expectEnd(who, ExitCode.DONE);
            }
            boss.expectNothing(); // Who looks takes no place, and nobody notices.
        }
    }

    @Test
    void nobodyIsNoMistake() throws IOException {
        try (TestServer server = TestServer.start()) {
            try (PipedProcess who = who(server)) {
                who.expectExactly("main: 0 members, revision 0");
                expectEnd(who, ExitCode.DONE);
            }
            try (PipedProcess who = who(server, "--json")) {
                who.expectExactly("{\"type\":\"roster\",\"group\":\"main\",\"revision\":0,\"members\":[]}");
                expectEnd(who, ExitCode.DONE);
            }
        }
    }

    @Test
    void jsonHasEverything() throws IOException {
        try (TestServer server = TestServer.start()) {
            server.program("main name=\"\u00e9 \\\"q\\\"\" label.os=linux label.Zone=");
            try (PipedProcess who = who(server, "--json")) {
                who.expectExactly(
                        "{\"type\":\"roster\",\"group\":\"main\",\"revision\":1,\"members\":[{\"member\":\"m1\",\"rank\":0,"
                                + "\"state\":\"active\",\"name\":\"\\u00E9 \\\"q\\\"\","
                                + "\"labels\":{\"os\":\"linux\",\"Zone\":\"\"}}]}");
                expectEnd(who, ExitCode.DONE);
            }
        }
    }

    @Test
    void aWatchedRosterTellsEachChangeOnce() throws IOException {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main name=boss");
            try (PipedProcess who = who(server, "--watch")) {
                who.expectExactly("main: 1 member, revision 1", " RANK  ID  NAME  LABELS", "    0  m1  boss");
                ScriptedClient worker = server.program("main name=w7");
                who.expectExactly("m2 w7 joined at rank 1");
                boss.send("QUIT");
                who.expectExactly("m1 left rank 0 (quit)");
                worker.close();
                who.expectExactly("m2 left rank 0 (lost)");
                who.terminate();
                expectEnd(who, ExitCode.DONE);
            }
        }
    }

    @Test
    void aWatchedRosterInJsonIsWholeEachTime() throws IOException {
        try (TestServer server = TestServer.start();
                PipedProcess who = who(server, "--watch", "--json")) {
            who.expectExactly("{\"type\":\"roster\",\"group\":\"main\",\"revision\":0,\"members\":[]}");
            server.program("main");
            who.expectExactly("{\"type\":\"roster\",\"group\":\"main\",\"revision\":1,\"members\":"
                    + "[{\"member\":\"m1\",\"rank\":0,\"state\":\"active\",\"labels\":{}}]}");
            server.server().close();
            expectEnd(who, ExitCode.FAILED);
        }
    }

    @Test
    void whoIsAwayIsListedAndWatched() throws IOException {
        try (TestServer server = TestServer.start();
                PipedProcess watching = who(server, "--watch")) {
            watching.expectExactly("main: 0 members, revision 0");
            String session = JoinAgainTest.leaveAway(server);
            watching.expectExactly("m1 w7 joined at rank 0", "m1 is away; rank 0 is kept for 60 s");
            try (PipedProcess who = who(server)) {
                who.expectExactly(
                        "main: 1 member, revision 1",
                        " RANK  ID  NAME  STATE   LABELS",
                        "    0  m1  w7    away    os=linux");
                expectEnd(who, ExitCode.DONE);
            }
            try (PipedProcess who = who(server, "--watch", "--json")) {
                who.expect(".*\"member\":\"m1\",\"rank\":0,\"state\":\"away\".*");
                ScriptedClient again = server.connect();
                again.send("HELLO proto=1", "RESUME session=" + session + " got=0");
                who.expect(".*\"member\":\"m1\",\"rank\":0,\"state\":\"active\".*");
            }
            watching.expectExactly("m1 is back at rank 0");
        }
    }

    @Test
    void withoutAServerItSaysSo() throws IOException {
        TestServer server = TestServer.start();
        server.close();
        try (PipedProcess who = who(server)) {
            expectEnd(who, ExitCode.CANNOT_CONNECT);
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

    private PipedProcess who(TestServer server, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("who", "--server", "127.0.0.1:" + server.address().getPort()));
        arguments.addAll(List.of(options));
        return PipedProcess.run(folder, arguments.toArray(new String[0]));
    }

    private static void expectEnd(PipedProcess who, int exitCode) {
        assertThat(who.line()).isNull();
        assertThat(who.exitCode()).isEqualTo(exitCode);
    }
}

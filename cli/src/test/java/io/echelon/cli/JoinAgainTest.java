package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `echelon join` when its connection breaks or the group is full, and what it tells of others to whom that happens.
@Timeout(180)
final class JoinAgainTest {
    private static final String OFFLINE = "not sent: the client is not connected at the moment \\(away\\)";

    @TempDir
    private Path folder;

    @Test
    void withGraceItComesBackByItselfToThePlaceThatItHad() {
        try (TestServer server = TestServer.start();
                Relay relay = Relay.to(server.address())) {
            ScriptedClient boss = server.person();
            try (PipedProcess ada = join(relay.address(), "--grace", "60s")) {
                ada.expect("you are m2 in main at .*: rank 1 of 2");
                ScriptedClient worker = server.program("main results=yes");
                ada.expect("m3 joined at rank 2");
                relay.cut();
                ada.expect("the connection broke; coming back … \\(127\\.0\\.0\\.1:\\d+ .*\\)");
                boss.await("\\*AWAY m2 rank=1 rev=3 grace=60s");

                ada.type("too early");
                ada.expect(OFFLINE);
                ada.type("/who");
                ada.expect(OFFLINE);
                ada.type("/me");
                ada.expect("m2 in main: rank 1 of 3, revision 3, token \\d+, away");
                relay.mend();

                ada.expect("back as rank 1 of 3");
                boss.expectMatch("\\*BACK m2 rank=1 rev=3");
                ada.type("uptime");
                worker.expectMatch("\\*COMMAND 1 from=m2 rank=1 ttl=60s :uptime");
                worker.send("DONE 1");
                ada.expect("1 is on its way to 1 member", "1: m3 done, \\d+ ms", "1 has closed\\. 1 member: 1 done.*");
                ada.type("/quit");
                assertThat(ada.exitCode()).isZero();
            }
        }
    }

    @Test
    void aPromotionMeanwhileIsToldBehindComingBack() {
        try (TestServer server = TestServer.start();
                Relay relay = Relay.to(server.address())) {
            ScriptedClient boss = server.person();
            try (PipedProcess ada = join(relay.address(), "--grace", "60s")) {
                ada.expect("you are m2 in main .*");
                relay.cut();
                ada.expect("the connection broke; coming back .*");
                boss.await("\\*AWAY m2 .*");
                boss.send("QUIT");
                boss.await("\\*BYE .*");
                relay.mend();

                ada.expect("back as rank 0 of 1, in command");
                ada.expect("promoted: you were rank 1 and are rank 0 of 1, in command");
            }
        }
    }

    @Test
    void atTheEndOfTheGraceThePlaceIsLost() {
        try (TestServer server = TestServer.start();
                PipedProcess ada = join(address(server), "--grace", "300ms")) {
            ada.expect("you are m1 in main .*");
            server.server().close();

            ada.expect("the connection broke; coming back … \\(.* the server is shutting down \\(901\\)\\)");
            ada.expect("lost the server, and your place with it: no server could be reached within 300 ms");
            assertThat(ada.exitCode()).isEqualTo(ExitCode.FAILED);
        }
    }

    @Test
    void aServerThatHasForgottenThePlaceIsNotLostItself() {
        try (TestServer first = TestServer.start();
                TestServer second = TestServer.start();
                PipedProcess ada = join(address(first) + "," + address(second), "--grace", "60s")) {
            ada.expect("you are m1 in main at " + address(first) + "," + address(second) + ": .*");
            first.server().close();

            ada.expect("the connection broke; coming back .*", "lost your place: .*");
            assertThat(ada.exitCode()).isEqualTo(ExitCode.FAILED);
        }
    }

    @Test
    void whoWaitsIsToldItsPositionAndAtLastItsPlace() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1))) {
            ScriptedClient boss = server.program("main");
            try (PipedProcess ada = join(address(server), "--wait")) {
                ada.expect("the group is full; you stand in line at position 1");
                try (PipedProcess ben = join(address(server), "--wait")) {
                    ben.expect("the group is full; you stand in line at position 2");
                    ada.type("/me"); // What comes from a pipe waits for a place too.
                    boss.send("QUIT");

                    ada.expect("you are m2 in main at .*: rank 0 of 1, in command");
                    ada.expect("m2 in main: rank 0 of 1, in command, revision 3, token \\d+");
                    ben.expect("the group is full; you stand in line at position 1");
                    server.server().close();
                    ben.expect("lost the server, and your place in the line with it: .*");
                    assertThat(ben.exitCode()).isEqualTo(ExitCode.FAILED);
                }
            }
        }
    }

    @Test
    void whoElseIsAwayOrBackIsShown() {
        try (TestServer server = TestServer.start();
                PipedProcess ada = join(address(server))) {
            ada.expect("you are m1 in main .*");
            String session = leaveAway(server);
            ada.expect("m2 w7 joined at rank 1", "m2 is away; rank 1 is kept for 60 s");
            ada.type("/who");
            ada.expectExactly(
                    "main: 2 members, revision 2",
                    " RANK  ID  NAME  STATE   LABELS",
                    "    0  m1        active",
                    "    1  m2  w7    away    os=linux");

            ScriptedClient again = server.connect();
            again.send("HELLO proto=1", "RESUME session=" + session + " got=0");

            ada.expect("m2 is back at rank 1");
        }
    }

    @Test
    void theWindowIsPassedOn() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main");
            try (PipedProcess ada = join(address(server), "--window", "1", "--exec", "sleep", "--", "1000")) {
                ada.expect("you are m2 in main .*");
                boss.send("SEND all :a", "SEND all :b", "TALLY 1", "TALLY 2");
                boss.expectMatch("\\+OK id=1 .*");
                boss.expectMatch("\\+OK id=2 .*");
                boss.expect("+OK id=1 open=yes total=1 sent=1", "+OK id=2 open=yes total=1 waiting=1");
            }
        }
    }

    @Test
    void termsThatMakeNoSenseAreSaidInOneLine() throws IOException {
        expectUsage("--grace is a number and a unit, such as 500ms, 60s, 5m, 2h or 1d", "--grace", "10");
        expectUsage("--grace is 7d at most", "--grace", "8d");
        expectUsage("window is from 1 to 65536, not 0", "--window", "0");
    }

    private void expectUsage(String complaint, String... options) {
        try (TestServer server = TestServer.start();
                PipedProcess ada = join(address(server), options)) {
            assertThat(ada.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(ada.err()).isEqualTo("echelon: " + complaint + "\nTry: echelon join --help\n");
        }
    }

    /// Has somebody join and break its connection.
    ///
    /// @return the session to come back with
    static String leaveAway(TestServer server) {
        try (ScriptedClient worker = server.connect()) {
            worker.send("HELLO proto=1", "JOIN main name=w7 label.os=linux grace=60s");
            String joined = worker.await("\\+OK group=main .*");
            return joined.replaceFirst(".* session=(\\S+)", "$1");
        }
    }

    private static String address(TestServer server) {
        return "127.0.0.1:" + server.address().getPort();
    }

    private PipedProcess join(String address, String... options) {
        List<String> arguments = new ArrayList<>(List.of("join", "--server", address));
        arguments.addAll(List.of(options));
        return PipedProcess.run(folder, arguments.toArray(new String[0]));
    }
}

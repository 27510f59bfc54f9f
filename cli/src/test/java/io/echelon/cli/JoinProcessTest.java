package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `echelon join` between pipes: lines in, lines out, and programs that execute.
final class JoinProcessTest {
    @TempDir
    private Path folder;

    @Test
    void pipedLinesAreSentAndTheirEndIsWaitedFor() throws IOException {
        try (TestServer server = TestServer.start();
                PipedProcess ada = join(server)) {
            ada.expect("you are m1 in main at 127\\.0\\.0\\.1:\\d+: rank 0 of 1, in command");
            ScriptedClient worker = server.program("main results=yes name=w7");
            ada.expect("m2 w7 joined at rank 1");
            ada.type("uptime");
            ada.endInput();

            worker.expectMatch("\\*COMMAND 1 from=m1 rank=0 ttl=60s :uptime");
            ada.expect("1 is on its way to 1 member");
            worker.send("DONE 1 {13}\nup 3 days\nyes");

            ada.expect("1: m2 done, \\d+ ms:");
            ada.expect("    up 3 days");
            ada.expect("    yes");
            ada.expect("1 has closed. 1 member: 1 done, \\d+ ms");
            assertThat(ada.exitCode()).isZero();
            worker.expect("+OK");
            worker.expectMatch("\\*RANK 0 .*");
        }
    }

    @Test
    void whatIsCommandedIsSaidAndReportedAsDone() throws IOException {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main");
            try (PipedProcess ada = join(server, "--name", "ada", "--label", "os=linux", "--label", "zone=b c")) {
                ada.expect("you are m2 in main .*: rank 1 of 2");
                boss.send("WHO m2", "SEND all :lights \u001b[31mon");
                boss.expectMatch("\\+OK n=1 .*");
                boss.expect("m2 rank=1 state=active name=ada label.os=linux label.zone=\"b c\"");
                ada.expect("executed: lights \\\\u\\{1b}\\[31mon \\(1, from m1, rank 0\\)");
                boss.expectMatch("\\+OK id=1 n=1 .*");
                boss.expectMatch("\\*RESULT 1 m2 rank=1 state=done ms=\\d+");
                boss.expectMatch("\\*CLOSED 1 total=1 done=1 ms=\\d+");
                ada.type("/me");
                ada.expect("m2 in main: rank 1 of 2, revision 2, token \\d+");
                ada.type("/nonsense");
                ada.expect("there is no /nonsense; /help lists what there is");
                ada.type("/to m1 reboot");
                ada.expect(".*m1 \\(rank 0\\) is senior to you \\(rank 1\\); commands go down only.*");
                ada.type("/quit");
                assertThat(ada.exitCode()).isZero();
            }
        }
    }

    @Test
    void aCommandCanBeAskedAboutAndCalledBack() throws IOException {
        try (TestServer server = TestServer.start();
                PipedProcess ada = join(server)) {
            ada.expect("you are m1 .*");
            ScriptedClient worker = server.program("main results=yes");
            ada.expect("m2 joined at rank 1");
            ada.type("work");
            ada.expect("1 is on its way to 1 member");
            worker.expectMatch("\\*COMMAND 1 .*");
            ada.type("/tally 1");
            ada.expect("1 is open. 1 member: 1 sent.*");

            ada.type("/cancel 1");

            ada.expect("1 is called back: 0 members do not get it, 1 member is asked to stop");
            worker.expect("*CANCEL 1 why=sender");
            worker.send("FAIL 1 rc=130 :stopped");
            ada.expect("1: m2 failed, rc 130, \\d+ ms: stopped", "1 has closed. 1 member: 1 failed, \\d+ ms");
            ada.type("/results 1");
            ada.expect("1: m2 failed, rc 130, \\d+ ms: stopped");
            ada.type("/cancel 1");
            ada.expect("rejected: .*");
            ada.type("/tally 9");
            ada.expect("rejected: .*");
            ada.type("/yield");
            ada.expect("you are m3 now: rank 1 of 2");
            worker.expect("+OK");
            worker.expectMatch("\\*RANK 0 .*");
        }
    }

    @Test
    void aProgramHasTheCommandOnItsInputAndItsOutputAndCodeAreTheResult() throws IOException {
        Path script = script("""
                read -r text
                echo "got $text"
                echo "from $ECHELON_SENDER of $ECHELON_GROUP, rank $ECHELON_SENDER_RANK to $ECHELON_RANK/$ECHELON_SIZE"
                echo "me $ECHELON_MEMBER, command $ECHELON_COMMAND, arguments $*" >&2
                [ "$text" != fail ] || exit 7
                """);
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("team");
            try (PipedProcess ada = join(server, "--group", "team", "--exec", script.toString(), "--", "a b", "c")) {
                ada.expect("you are m2 in team .*");
                ada.endInput(); // Means nothing to who executes.
                boss.send("SEND all :$(touch /nowhere); `id`");
                boss.expectMatch("\\+OK id=1 .*");
                boss.expectMatch("\\*RESULT 1 m2 rank=1 state=done rc=0 ms=\\d+ "
                        + ":got \\$\\(touch /nowhere\\); `id`"
                        + "\\\\nfrom m1 of team, rank 0 to 1/2\\\\nme m2, command 1, arguments a b c\\\\n");
                boss.expectMatch("\\*CLOSED 1 total=1 done=1 .*");
                boss.send("SEND all :fail");
                boss.expectMatch("\\+OK id=2 .*");
                boss.expectMatch("\\*RESULT 2 m2 rank=1 state=failed rc=7 ms=\\d+ :got fail\\\\n.*");
                boss.expectMatch("\\*CLOSED 2 total=1 failed=1 .*");
                ada.expect("executed: \\$\\(touch /nowhere\\); `id` \\(1, from m1, rank 0\\), rc 0:");
            }
        }
    }

    @Test
    void aProgramThatPrintsWithoutEndIsReadOnAndCut() throws IOException {
        Path script = script("head -c 1000000 /dev/zero | tr '\\0' x; exit 3");
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main");
            try (PipedProcess ada = join(server, "--exec", script.toString())) {
                ada.expect("you are m2 .*");
                boss.send("SEND all :x");
                boss.expectMatch("\\+OK id=1 .*");
                String result = boss.line();
                assertThat(result)
                        .matches("\\*RESULT 1 m2 rank=1 state=failed rc=3 ms=\\d+ :x+"
                                + "\\\\n\\(934464 bytes more were dropped\\)");
                assertThat(result.chars().filter(character -> character == 'x').count())
                        .isBetween(60_000L, (long) ProgramHandler.MAX_OUTPUT_BYTES);
            }
        }
    }

    @Test
    void aProgramThatTakesTooLongIsKilledWithItsChildren() throws IOException {
        Path mark = folder.resolve("child");
        Path script = script("sleep 1000 & echo $! >" + mark + "; echo begun; wait");
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main");
            try (PipedProcess ada = join(server, "--exec", script.toString(), "--timeout", "1")) {
                ada.expect("you are m2 .*");
                boss.send("SEND all :x");
                boss.expectMatch("\\+OK id=1 .*");
                boss.expectMatch("\\*RESULT 1 m2 rank=1 state=failed rc=124 ms=\\d+ :begun\\\\n.*killed after 1 s");
                awaitDeath(mark);
            }
        }
    }

    @Test
    void aProgramThatIsCalledBackIsKilledWithItsChildren() throws IOException {
        Path mark = folder.resolve("child");
        Path script = script("sleep 1000 & echo $! >" + mark + "; echo begun; wait");
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main");
            try (PipedProcess ada = join(server, "--exec", script.toString())) {
                ada.expect("you are m2 .*");
                boss.send("WATCH commands", "SEND all :x");
                boss.expect("+OK");
                boss.await("\\*OUT 1 m2 rank=1 stream=1 :begun\\\\n");

                boss.send("CANCEL 1");

                boss.await("\\+OK dropped=0 asked=1");
                boss.await("\\*RESULT 1 m2 rank=1 state=failed ms=\\d+ :begun\\\\n.*cancelled");
                ada.expect("failed: x \\(1, from m1, rank 0\\):", "    begun", ".*", "    cancelled");
                awaitDeath(mark);
                boss.send("SEND all :y");
                boss.await("\\*OUT 2 m2 .* :begun\\\\n");
            }
        }
    }

    @Test
    void aProgramThatCannotBeRunFailsTheCommand() throws IOException {
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main");
            try (PipedProcess ada = join(server, "--exec", "/no/such/program")) {
                ada.expect("you are m2 .*");
                boss.send("SEND all :x");
                boss.expectMatch("\\+OK id=1 .*");
                boss.expectMatch("\\*RESULT 1 m2 rank=1 state=failed ms=\\d+ :.*/no/such/program.*");
                ada.expect("failed: x \\(1, from m1, rank 0\\): .*/no/such/program.*");
            }
        }
    }

    @Test
    void beingToldToEndGivesThePlaceUpAndKillsTheProgram() throws IOException {
        Path mark = folder.resolve("child");
        Path script = script("sleep 1000 & echo $! >" + mark + ".new; mv " + mark + ".new " + mark + "; wait");
        try (TestServer server = TestServer.start()) {
            ScriptedClient boss = server.program("main");
            boss.send("WATCH roster");
            boss.expect("+OK");
            try (PipedProcess ada = join(server, "--exec", script.toString())) {
                ada.expect("you are m2 .*");
                boss.expectMatch("\\*JOIN m2 .*");
                boss.send("SEND all :x");
                boss.expectMatch("\\+OK id=1 .*");
                Awaitility.await().until(() -> Files.exists(mark));

                ada.terminate();

                boss.await("\\*LEFT m2 rank=1 rev=3 why=quit");
                assertThat(ada.exitCode()).isZero();
                awaitDeath(mark);
            }
        }
    }

    @Test
    void exitCodesTellWhyItEnded() throws IOException {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1))) {
            ScriptedClient boss = server.program("main");
            try (PipedProcess ada = join(server)) {
                assertThat(ada.exitCode()).isEqualTo(ExitCode.REJECTED);
                assertThat(ada.err()).contains("main is full");
            }
            boss.send("QUIT");
            boss.await("\\*BYE .*");
            try (PipedProcess ada = join(server)) {
                ada.expect("you are m2 .*");
                server.server().close();
                ada.expect("lost the server, and your place with it: .*");
                assertThat(ada.exitCode()).isEqualTo(ExitCode.FAILED);
            }
            try (PipedProcess ada = join(server)) {
                assertThat(ada.exitCode()).isEqualTo(ExitCode.CANNOT_CONNECT);
                assertThat(ada.err())
                        .startsWith("echelon: cannot connect to 127.0.0.1:")
                        .hasLineCount(1);
            }
        }
        try (TestServer server = TestServer.start();
                PipedProcess ada = join(server, "--label", "a b=c")) {
            assertThat(ada.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(ada.err()).startsWith("echelon: --label: ");
        }
        for (String wrong : List.of("--server a:b:c", "stray", "--timeout 0")) {
            try (PipedProcess ada = PipedProcess.run(folder, ("join " + wrong).split(" ", -1))) {
                assertThat(ada.exitCode()).isEqualTo(ExitCode.USAGE);
                assertThat(ada.err()).startsWith("echelon: ").hasLineCount(2);
            }
        }
    }

    /// @param mark a file with the id of a process
    private static void awaitDeath(Path mark) throws IOException {
        long child = Long.parseLong(Files.readString(mark).strip());
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    private Path script(String text) throws IOException {
        Path script = folder.resolve("script");
        Files.writeString(script, "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private PipedProcess join(TestServer server, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("join", "--server", "127.0.0.1:" + server.address().getPort()));
        arguments.addAll(List.of(options));
        return PipedProcess.run(folder, arguments.toArray(new String[0]));
    }
}

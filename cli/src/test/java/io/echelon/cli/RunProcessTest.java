package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.cli.run.GroupMembers;
import io.echelon.client.JoinOptions;
import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `echelon run` as a process: its streams, its signals, and what is left when it or its server is killed.
final class RunProcessTest {
    @TempDir
    private Path folder;

    private RunLog log;

    @BeforeEach
    void prepare() {
        log = new RunLog(folder);
    }

    private RunProcess worker(TestServer server, String candidate, String... options) {
        String[] more = new String[options.length + 1];
        System.arraycopy(options, 0, more, 0, options.length);
        more[options.length] = "--no-wait";
        return RunProcess.worker(log, server.address(), candidate, more);
    }

    private void assertNoOverlap() {
        assertThat(log.lines()).noneMatch(line -> line.startsWith("overlap"));
    }

    private void assertNoSocket() {
        assertThat(folder.resolve("echelon")).isDirectoryNotContaining("glob:**.sock");
    }

    @Test
    void theProgramCommandsThoseBelow() throws IOException {
        Path send = folder.resolve("send");
        Files.writeString(
                send,
                String.join(
                        " ",
                        ServeProcess.builder("send", "--to", "all", "--", "light")
                                .command()));
        String script = "while ! [ -e " + folder + "/go ]; do sleep 0.05; done; sh " + send;
        try (Troop troop = Troop.start();
                RunProcess run = RunProcess.start(
                        log, troop.server().address(), "--rank", "0", "--no-wait", "--", "sh", "-c", script)) {
            run.await("running sh");
            troop.join(JoinOptions.group("main").withHandler(troop::obey));
            Files.createFile(folder.resolve("go"));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(String.join("\n", run.out()))
                    .matches("m2 done, rc 0, \\d+ ms: light\n1 member: 1 done, \\d+ ms");
        }
    }

    @Test
    void programAndHooksShareTheStreams() {
        try (TestServer server = TestServer.start();
                RunProcess run = RunProcess.start(
                        log,
                        server.address(),
                        "--any",
                        "--no-wait",
                        "--on-rank",
                        "echo hook $ECHELON_RANK",
                        "--",
                        "sh",
                        "-c",
                        "echo out; echo err >&2")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).containsExactly("out");
            assertThat(run.err().lines())
                    .hasSize(3)
                    .contains("hook 0", "err")
                    .anyMatch(line -> line.matches("echelon: m1 has rank 0, token \\d+: running sh"));
            assertNoSocket();
        }
    }

    @Test
    void whoIsToldToEndWhileItWaitsLeavesAtOnce() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main");
            first.send("WATCH roster");
            try (RunProcess run = worker(server, "a")) {
                run.await("m2 has rank 1; waiting for rank 0");
                run.signal("TERM");
                assertThat(run.exitCode()).isZero();
                first.await("\\*LEFT m2 rank=1 .* why=quit.*");
                assertNoSocket();
            }
            assertThat(log.starts()).isEmpty();
        }
    }

    @Test
    void whoIsToldToEndEndsItsProgramFirstThenLeavesAndHurriesForNoSecondSignal() {
        String slow = "trap 'sleep 1; date +%s%3N >>" + log.file() + "; exit 3' TERM; echo up >>" + log.file()
                + "; while :; do sleep 0.05; done";
        try (TestServer server = TestServer.start();
                RunProcess run =
                        RunProcess.start(log, server.address(), "--rank", "0", "--no-wait", "--", "sh", "-c", slow)) {
            log.await("up");
            try (RunProcess next = worker(server, "b")) {
                next.await("m2 has rank 1");
                run.signal("TERM");
                run.signal("TERM");
                assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
                RunLog.Start start = log.awaitStart(1);
                assertThat(start.millis())
                        .isGreaterThanOrEqualTo(Long.parseLong(log.lines().get(1)));
            }
        }
    }

    @Test
    void whoIsToldToEndWhileItsLostProgramEndsEndsWithIt() {
        String slow = "trap 'echo asked >>" + log.file() + "; sleep 0.3; exit 3' TERM; while :; do sleep 0.05; done";
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.person();
            try (RunProcess run = RunProcess.start(
                    log, server.address(), "--rank", "1", "--restart", "--no-wait", "--", "sh", "-c", slow)) {
                run.await("running sh");
                first.close();
                log.await("asked");
                run.signal("TERM");
                assertThat(run.exitCode()).as(run.err()).isEqualTo(76);
            }
        }
    }

    @Test
    void whoIsKilledTakesItsProgramWithItBeforeTheNextOneStarts() {
        try (TestServer server = TestServer.start();
                RunProcess run = worker(server, "a")) {
            RunLog.Start before = log.awaitStart(1);
            try (RunProcess next = worker(server, "b")) {
                next.await("waiting for rank 0");
                run.signal("KILL");
                long end = log.awaitEnd(before);
                RunLog.Start after = log.awaitStart(2);
                assertThat(after.millis() - end).isPositive();
                assertThat(after.token()).isGreaterThan(before.token());
                assertNoOverlap();
            }
        }
    }

    /// As by Ctrl-Z.
    @Test
    void whoIsStoppedForLongLosesTheRankAndItsProgramInTime() {
        try (TestServer server = TestServer.start();
                RunProcess run = worker(server, "a")) {
            RunLog.Start start = log.awaitStart(1);
            long stop = System.currentTimeMillis();
            run.signal("STOP");
            assertThat(log.awaitEnd(start) - stop).isLessThanOrEqualTo(2_100);
            GroupMembers.awaitCount(start.pid(), 0);
            run.signal("CONT");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(76);
        }
    }

    @Test
    void nothingThatTheProgramHasStartedOutlivesTheRankEvenIfItDoesNotHearTerm() {
        String stubborn = "trap '' TERM; (sleep 301 & sleep 302 &) ; sleep 303 & echo up $$ >>" + log.file() + "; wait";
        try (TestServer server = TestServer.start();
                Bridge bridge = new Bridge(server.address());
                RunProcess run =
                        RunProcess.start(log, bridge.address(), "--any", "--no-wait", "--", "sh", "-c", stubborn)) {
            long group = Long.parseLong(log.await("up \\d+").split(" ", -1)[1]);
            GroupMembers.awaitCount(group, 4);
            bridge.sever();
            assertThat(run.exitCode()).as(run.err()).isEqualTo(76);
            assertThat(GroupMembers.of(group)).isEmpty();
        }
    }
}

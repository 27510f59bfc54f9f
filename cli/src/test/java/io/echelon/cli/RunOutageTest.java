package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.testkit.TestServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `echelon run` and its program when the connection or the server goes.
final class RunOutageTest {
    private static final Duration GRACE = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private RunLog log;

    @BeforeEach
    void prepare() {
        log = new RunLog(folder);
    }

    private LocalRun run(InetSocketAddress server, String... options) {
        String[] words = new String[options.length + 5];
        System.arraycopy(options, 0, words, 0, options.length);
        System.arraycopy(
                new String[] {"--rank", "0", "--", "sh", log.worker().toString()}, 0, words, options.length, 5);
        return LocalRun.start(server, words);
    }

    private static long millis() {
        return System.currentTimeMillis();
    }

    @Test
    void aProgramWhoseServerIsNotHeardAnyMoreIsAskedToEndAfterHalfOfTheGrace() {
        try (TestServer server = TestServer.start();
                Bridge bridge = new Bridge(server.address())) {
            LocalRun run = run(bridge.address(), "--no-wait");
            RunLog.Start start = log.awaitStart(1);
            long severed = millis();
            bridge.sever();
            // The last answered ping was sent half a second before that, at most, or while it was answered.
            assertThat(log.awaitEnd(start) - severed)
                    .isBetween(GRACE.toMillis() * 5 / 10 - 700, GRACE.toMillis() * 7 / 10);
            assertThat(run.exitCode()).as(run.err()).isEqualTo(76);
            assertThat(run.err()).contains("the rank was lost, and the program has ended");
        }
    }

    @Test
    void aProgramBeginsAgainWithANewTokenWhenTheRankIsRegained() {
        try (TestServer server = TestServer.start();
                Bridge bridge = new Bridge(server.address())) {
            LocalRun run = run(bridge.address(), "--no-wait", "--restart", "--on-lost", "echo lost >>" + log.file());
            RunLog.Start before = log.awaitStart(1);
            bridge.sever();
            log.awaitEnd(before);
            log.await("lost");
            run.await("the place is lost");
            bridge.heal();
            RunLog.Start after = log.awaitStart(2);
            assertThat(after.token()).isGreaterThan(before.token());
            log.leave(after);
            assertThat(run.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void aConnectionThatIsMendedAtOnceDisturbsNobody() {
        try (TestServer server = TestServer.start();
                Bridge bridge = new Bridge(server.address())) {
            LocalRun run = run(bridge.address(), "--no-wait");
            RunLog.Start start = log.awaitStart(1);
            bridge.cut();
            run.await("the connection broke");
            bridge.heal();
            run.await("connected again, with the place of before");
            log.leave(start);
            assertThat(run.exitCode()).isEqualTo(7);
            assertThat(log.starts()).hasSize(1);
        }
    }

    @Test
    void aServerThatHasJustStartedIsNotBelieved() {
        long before = millis();
        try (TestServer server = TestServer.start()) {
            LocalRun run = run(server.address());
            run.await("m1 has rank 0, but the server has just started; waiting 3 s,");
            RunLog.Start start = log.awaitStart(1);
            assertThat(start.millis() - before).isGreaterThanOrEqualTo(GRACE.toMillis());
            log.leave(start);
            assertThat(run.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void whoWaitsForTheRankWaitsForAServerThatIsGoneToo() {
        InetSocketAddress address;
        LocalRun run;
        try (TestServer server = TestServer.start()) {
            address = server.address();
            server.person();
            run = run(address, "--no-wait");
            run.await("m2 has rank 1; waiting for rank 0");
            server.server().close(); // Before anybody leaves.
        }
        run.await("the connection broke");
        try (TestServer server = TestServer.start(options -> options.withPort(address.getPort()))) {
            RunLog.Start start = log.awaitStart(1);
            assertThat(start.member()).isEqualTo("m1");
            assertThat(server.address()).isEqualTo(address);
            log.leave(start);
            assertThat(run.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void theSameNumberAtAnotherServerIsNotTheSamePlace() {
        InetSocketAddress address;
        LocalRun run;
        RunLog.Start start;
        try (TestServer server = TestServer.start()) {
            address = server.address();
            run = run(address, "--no-wait");
            start = log.awaitStart(1);
            assertThat(start.member()).isEqualTo("m1");
        }
        try (TestServer server = TestServer.start(options -> options.withPort(address.getPort()))) {
            assertThat(run.exitCode()).as(run.err()).isEqualTo(76);
            log.awaitEnd(start);
            assertThat(server.address()).isEqualTo(address);
        }
    }

    @Test
    void whoGetsTheRankFromAServerThatHasForgottenWaitsUntilTheOldProgramIsGone() {
        InetSocketAddress address;
        LocalRun old;
        LocalRun next;
        RunLog.Start before;
        Bridge bridge;
        try (TestServer server = TestServer.start()) {
            address = server.address();
            bridge = new Bridge(address);
            old = run(bridge.address(), "--no-wait");
            before = log.awaitStart(1);
            next = run(address);
            next.await("m2 has rank 1");
            bridge.sever();
        }
        long restart = millis();
        try (bridge;
                TestServer server = TestServer.start(options -> options.withPort(address.getPort()))) {
            next.await("m1 has rank 0, but the server has just started");
            long end = log.awaitEnd(before);
            RunLog.Start after = log.awaitStart(2);
            assertThat(after.millis()).isGreaterThan(end).isGreaterThanOrEqualTo(restart + GRACE.toMillis());
            assertThat(after.token()).isGreaterThan(before.token());
            assertThat(server.address()).isEqualTo(address);
            log.leave(after);
            assertThat(next.exitCode()).isEqualTo(7);
            assertThat(old.exitCode()).isEqualTo(76);
        }
        assertThat(log.lines()).noneMatch(line -> line.startsWith("overlap"));
    }
}

package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.client.Lease;
import io.echelon.client.MemberId;
import io.echelon.client.Place;
import io.echelon.server.Limit;
import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When `echelon run` starts its program, what that is told, and how both end; on a server that lasts.
final class RunSessionTest {
    @TempDir
    private Path folder;

    private RunLog log;

    @BeforeEach
    void prepare() {
        log = new RunLog(folder);
    }

    /// Runs the worker.
    private LocalRun run(TestServer server, String... options) {
        List<String> words = new ArrayList<>(List.of("--no-wait"));
        words.addAll(List.of(options));
        words.addAll(List.of("--", "env", "CANDIDATE=a", "sh", log.worker().toString()));
        return LocalRun.start(server.address(), words.toArray(new String[0]));
    }

    /// A command of the shell that writes it down.
    private String note(String text) {
        return "echo " + text + " >>" + log.file();
    }

    /// Somebody who joins, and is told its place.
    private static String join(TestServer server) {
        ScriptedClient client = server.connect();
        client.send("HELLO proto=1", "JOIN main");
        return client.await("\\+OK group=.*");
    }

    @ParameterizedTest
    @CsvSource({"exit 0,0", "exit 7,7", "kill -KILL $$,137", "kill -TERM $$,143"})
    void theExitCodeOfTheProgramIsPassedOn(String script, int code) {
        try (TestServer server = TestServer.start()) {
            LocalRun run = LocalRun.start(server.address(), "--rank", "0", "--no-wait", "--", "sh", "-c", script);
            assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
            assertThat(join(server)).contains(" rank=0 of=1 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "./no-such-program,127,there is no program ./no-such-program",
        "/etc,126,'/etc is a folder, not a program'"
    })
    void whoHasNoProgramLeavesAtOnce(String program, int code, String message) {
        try (TestServer server = TestServer.start()) {
            LocalRun run = LocalRun.start(server.address(), "--any", "--no-wait", "--", program);
            assertThat(run.exitCode()).isEqualTo(code);
            assertThat(run.err()).isEqualTo("echelon: " + message + "\n");
            assertThat(join(server)).contains(" rank=0 of=1 ");
        }
    }

    @Test
    void theProgramIsToldItsPlace() {
        try (TestServer server = TestServer.start()) {
            server.person();
            String script = "env | grep '^ECHELON_[GMRST]' | sort >>" + log.file() + "; [ -S \"$ECHELON_VIA\" ]";
            LocalRun run = LocalRun.start(server.address(), "--rank", "1", "--no-wait", "--", "sh", "-c", script);
            assertThat(run.exitCode()).as(run.err()).isZero();
            List<String> told = log.lines();
            assertThat(told.subList(0, 4))
                    .containsExactly("ECHELON_GROUP=main", "ECHELON_MEMBER=m2", "ECHELON_RANK=1", "ECHELON_SIZE=2");
            assertThat(run.err())
                    .isEqualTo("echelon: m2 has rank 1, token " + told.get(4).replace("ECHELON_TOKEN=", "")
                            + ": running sh\n");
        }
    }

    @Test
    void aPromotionBetweenAllowedRanksIsToldToTheHookAndTheProgramGoesOn() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.person();
            ScriptedClient second = server.person();
            LocalRun run = run(
                    server,
                    "--rank",
                    "0-2",
                    "--on-rank",
                    note("rank $ECHELON_RANK $ECHELON_MEMBER"),
                    "--on-lost",
                    note("lost"));
            log.await("rank 2 m3");
            RunLog.Start start = log.awaitStart(1);
            first.close();
            log.await("rank 1 m3");
            second.close();
            log.await("rank 0 m3");
            log.leave(start);
            assertThat(run.exitCode()).isEqualTo(7);
            assertThat(log.starts()).hasSize(1);
            assertThat(log.lines()).doesNotContain("lost");
            assertThat(run.err()).contains("echelon: m3 has rank 1 now\n", "echelon: m3 has rank 0 now\n");
        }
    }

    @Test
    void atAnyRankIsAtOnce() {
        try (TestServer server = TestServer.start()) {
            server.person();
            LocalRun run = run(server, "--any");
            RunLog.Start start = log.awaitStart(1);
            assertThat(start.rank()).isEqualTo(1);
            log.leave(start);
            assertThat(run.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void aRankThatIsNotToBeHadInTimeIsGivenUp() {
        try (TestServer server = TestServer.start()) {
            server.person();
            long startNanos = System.nanoTime();
            LocalRun run = run(server, "--rank", "0", "--timeout", "700ms");
            assertThat(run.exitCode()).isEqualTo(124);
            assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isGreaterThan(Duration.ofMillis(700));
            assertThat(run.err()).isEqualTo("""
                            echelon: m2 has rank 1; waiting for rank 0
                            echelon: the rank was not to be had in time
                            """);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void whoGotTheRankInTimeMayKeepItForLonger() {
        try (TestServer server = TestServer.start()) {
            LocalRun run = LocalRun.start(
                    server.address(), "--rank", "0", "--no-wait", "--timeout", "1s", "--", "sleep", "1.5");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    @Test
    void aFullGroupRefuses() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1))) {
            server.person();
            LocalRun run = run(server, "--rank", "0");
            assertThat(run.exitCode()).isEqualTo(75);
            assertThat(run.err()).isEqualTo("echelon: rejected: main is full; try again when somebody has left\n");
        }
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        try (TestServer server = TestServer.start(options -> options.withUniqueNames(Set.of("main")))) {
            server.program("main name=ada");
            assertThat(run(server, "--rank", "0", "--name", "ada").exitCode()).isEqualTo(75);
        }
    }

    @Test
    void aGraceThatTheServerDoesNotGiveIsRefused() {
        try (TestServer server = TestServer.start()) {
            LocalRun run = run(server, "--rank", "0", "--grace", "2h");
            assertThat(run.exitCode()).isEqualTo(75);
            assertThat(run.err()).startsWith("echelon: rejected: ");
        }
    }

    @Test
    void nobodyToConnectToIsToldAtOnce() {
        InetSocketAddress gone;
        try (TestServer server = TestServer.start()) {
            gone = server.address();
        }
        LocalRun run = LocalRun.start(gone, "--rank", "0", "--", "true");
        assertThat(run.exitCode()).isEqualTo(75);
        assertThat(run.err()).startsWith("echelon: ").contains(":" + gone.getPort());
    }

    @ParameterizedTest
    @CsvSource({"--rank,2-1", "--rank,x", "--grace,2s", "--grace,8d", "--timeout,soon"})
    void whatMakesNoSenseIsSaid(String option, String value) {
        LocalRun run = "--rank".equals(option)
                ? LocalRun.startAt("localhost:1", option, value, "--", "true")
                : LocalRun.startAt("localhost:1", "--any", option, value, "--", "true");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("echelon: " + option);
    }

    @Test
    void serversThatKnowNothingOfEachOtherAreNotChosenFrom() {
        LocalRun run = LocalRun.startAt("localhost:1,localhost:2", "--any", "--", "true");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("echelon: --server is a single one here");
    }

    @Test
    void aPromotionOutOfTheAllowedRanksIsALoss() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.person();
            LocalRun run = run(server, "--rank", "1", "--on-lost", note("lost $ECHELON_MEMBER"));
            RunLog.Start start = log.awaitStart(1);
            first.close();
            assertThat(run.exitCode()).isEqualTo(76);
            log.awaitEnd(start);
            assertThat(log.lines()).endsWith("lost m2").hasSize(3);
        }
    }

    @Test
    void whoStandsTooHighGoesToTheEndOfTheLineWhenOthersHaveCome() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.person();
            LocalRun run = run(server, "--rank", "1", "--restart");
            RunLog.Start before = log.awaitStart(1);
            first.close();
            log.awaitEnd(before);
            run.await("m2 has rank 0; waiting for rank 1");
            server.person();
            RunLog.Start after = log.awaitStart(2);
            assertThat(after.rank()).isEqualTo(1);
            assertThat(after.member()).isEqualTo("m4");
            log.leave(after);
            assertThat(run.exitCode()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @CsvSource({"--name=ada", "--restart"})
    void whosePlaceAnotherProcessTakesUpEndsAndDoesNotComeBack(String option) {
        try (TestServer server = TestServer.start();
                Bridge bridge = new Bridge(server.address())) {
            LocalRun run = LocalRun.start(
                    bridge.address(),
                    "--rank",
                    "0",
                    "--no-wait",
                    option,
                    "--",
                    "sh",
                    log.worker().toString());
            RunLog.Start start = log.awaitStart(1);
            String place = bridge.heard()
                    .lines()
                    .filter(line -> line.contains(" session="))
                    .findFirst()
                    .orElseThrow();
            ScriptedClient thief = server.connect();
            thief.send("HELLO proto=1", "RESUME session=" + ElectionPaper.field("session", place) + " got=0");
            thief.await("\\+OK group=main id=m1 rank=0 .*");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(76);
            log.awaitEnd(start);
            assertThat(log.starts()).hasSize(1);
        }
    }

    @Test
    void theRightToRunComesFromOnePlaceAtOneServerAndAnAllowedRank() {
        RankRange ranks = RankRange.parse("0-1");
        Place place = new Place("main", new MemberId(7), 1, 2, 1, 1);
        RunSession.Right right = new RunSession.Right("epoch", place);
        assertThat(right.isGivenBy(lease(place, 3), "epoch", ranks)).isTrue();
        assertThat(right.isGivenBy(lease(new Place("main", new MemberId(7), 0, 1, 2, 2), 3), "epoch", ranks))
                .isTrue();
        assertThat(right.isGivenBy(lease(new Place("main", new MemberId(8), 1, 2, 1, 1), 3), "epoch", ranks))
                .isFalse();
        assertThat(right.isGivenBy(lease(place, 3), "other", ranks)).isFalse();
        assertThat(right.isGivenBy(lease(place, 3), "epoch", RankRange.parse("0")))
                .isFalse();
        assertThat(right.isGivenBy(lease(place, 0), "epoch", ranks)).isFalse();
    }

    private static Lease lease(Place place, int graceSeconds) {
        return new Lease(place, 0, Duration.ofSeconds(graceSeconds));
    }
}

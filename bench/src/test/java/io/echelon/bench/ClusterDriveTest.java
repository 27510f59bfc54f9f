package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.echelon.testkit.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The scenarios of replicated servers, each for an instant and on one node or three of the real ones.
final class ClusterDriveTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = "LEAD", mode = EnumSource.Mode.EXCLUDE)
    void commandsAndJoinsAreCountedWhenTheyAreAcknowledged(Duty duty) {
        try (TestServer server = TestServer.start()) {
            assertIsWriting(writes("echelon", nodes(server), duty, 20, 5), 20);
        }
    }

    @Test
    void oneWriteAtATimeGoesRound() {
        try (TestServer server = TestServer.start()) {
            String options = "--in-flight 1 --warm-up-in-flight 10 --clients 3 --warm-up 0.1 --seconds 0.2";
            DriveRun run = drive("echelon", nodes(server), "writes", options);

            assertIsWriting(run, 1);
            assertThat(run.pairs()).containsEntry("in-flight", "1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "silence"})
    void theSecondIsToldThatTheFirstIsLost(String loss) {
        try (TestServer server = TestServer.start()) {
            assertIsTold(succession("echelon", nodes(server), loss));
        }
    }

    @Test
    void aSilentOneIsLostAfterThreeQuestions() {
        try (TestServer server = TestServer.start()) {
            DriveRun run = succession("echelon", nodes(server), "silence");

            assertThat(run.number("told_ms_min")).isGreaterThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ECHELON", mode = EnumSource.Mode.EXCLUDE)
    void othersAreDrivenLikewise(ReplicatedSystem system) throws FailedRunException {
        ClusterUnderTest cluster = system == ReplicatedSystem.ETCD ? new EtcdCluster() : new ZooKeeperCluster();
        assumeTrue(isInstalled(cluster), system + " is not installed");
        try (Children children = new Children(Duration.ofSeconds(10));
                RunningCluster running =
                        new RunningCluster(cluster, Pace.SHORTEST, new FreePort(7), folder, children)) {
            assertIsWriting(writes(system.toString(), running.nodes(), Duty.WRITE, 20, 5), 20);
            assertIsTold(succession(system.toString(), running.nodes(), "reset"));
            assertThat(running.leader()).isBetween(0, 2);
        }
        assertThat(folder.resolve("n1/data")).doesNotExist();
    }

    private static boolean isInstalled(ClusterUnderTest cluster) {
        return cluster.programs().stream()
                .allMatch(program -> Files.isExecutable(Path.of("/usr/bin").resolve(program)));
    }

    @Test
    void onlyEchelonIsJoined() {
        DriveRun run = writes("etcd", "127.0.0.1:9:1", Duty.JOIN, 1, 1);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors()).contains("etcd is not written to by a join");
    }

    @Test
    void aNodeIsSpelledWithItsProcess() {
        assertThat(writes("etcd", "127.0.0.1:9", Duty.WRITE, 1, 1).code()).isEqualTo(2);
        assertThat(writes("etcd", "127.0.0.1:nine:1", Duty.WRITE, 1, 1).code()).isEqualTo(2);
    }

    @Test
    void aClosedPortEndsARun() {
        DriveRun run = writes("zookeeper", "127.0.0.1:9:1", Duty.WRITE, 1, 1);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors()).contains("drive: cannot connect: ");
    }

    private static void assertIsWriting(DriveRun run, int inFlight) {
        assertThat(run.code()).as(run.errors()).isZero();
        assertThat(run.number("writes")).isGreaterThanOrEqualTo(inFlight);
        assertThat(run.number("writes_per_s") * run.number("seconds"))
                .isCloseTo(run.number("writes"), within(run.number("writes") / 100));
        assertThat(run.number("p50_us")).isPositive().isLessThanOrEqualTo(run.number("p99_us"));
    }

    private static void assertIsTold(DriveRun run) {
        assertThat(run.code()).as(run.errors()).isZero();
        assertThat(run.pairs().getOrDefault("told_ms", "").split(",", -1)).hasSize(2);
        assertThat(run.number("told_ms_min")).isPositive().isLessThanOrEqualTo(run.number("told_ms_max"));
    }

    private static String nodes(TestServer server) {
        return "127.0.0.1:" + server.address().getPort() + ":"
                + ProcessHandle.current().pid();
    }

    private static DriveRun writes(String system, String nodes, Duty duty, int inFlight, int clients) {
        return drive(
                system,
                nodes,
                "writes",
                "--duty %s --in-flight %d --clients %d --warm-up 0.1 --seconds 0.2".formatted(duty, inFlight, clients));
    }

    private static DriveRun succession(String system, String nodes, String loss) {
        return drive(system, nodes, "succession", "--rehearsals 0 --times 2 --loss " + loss);
    }

    private static DriveRun drive(String system, String nodes, String scenario, String options) {
        List<String> arguments = new ArrayList<>(List.of(scenario, "--system", system, "--nodes", nodes));
        arguments.addAll(Words.split(options));
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = Drive.run(new PrintWriter(output), new PrintWriter(errors), arguments.toArray(new String[0]));
        return new DriveRun(code, output.toString(), errors.toString(), DriveRun.pairs(output.toString()));
    }
}

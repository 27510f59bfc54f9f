package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.echelon.server.Limit;
import io.echelon.testkit.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each scenario for an instant, against real servers: whether the figures of a raw line fit each other.
final class DriveTest {
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    @Test
    void fanOutDeliversEachMessageToEveryMember() {
        try (TestServer server = TestServer.start()) {
            DriveRun run = drive(server, "fan-out", "--receivers", "20", "--in-flight", "3")
                    .isLineOf("fan-out", Contender.ECHELON);

            assertThat(run.pairs()).containsEntry("receivers", "20").containsEntry("in-flight", "3");
            assertIsFanOutTo(20, run);
        }
    }

    @Test
    void groupsAndSendersShareTheReceivers() {
        try (TestServer server = TestServer.start()) {
            DriveRun run = drive(
                            server,
                            "fan-out",
                            "--receivers",
                            "20",
                            "--groups",
                            "4",
                            "--senders",
                            "3",
                            "--in-flight",
                            "7")
                    .isLineOf("fan-out", Contender.ECHELON);

            assertIsFanOutTo(5, run);
        }
    }

    @Test
    void rateNeedsNoWarmUp() {
        try (TestServer server = TestServer.start()) {
            int port = server.address().getPort();
            String[] arguments = {
                "fan-out",
                "--system",
                "echelon",
                "--port",
                Integer.toString(port),
                "--pid",
                Long.toString(SELF),
                "--receivers",
                "5",
                "--rate",
                "1000",
                "--warm-up",
                "0",
                "--seconds",
                "0.1"
            };
            assertThat(Drive.run(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), arguments))
                    .isZero();
        }
    }

    @Test
    void rateIsKept() {
        try (TestServer server = TestServer.start()) {
            DriveRun run = drive(server, "fan-out", "--receivers", "5", "--rate", "100")
                    .isLineOf("fan-out", Contender.ECHELON);

            assertThat(run.number("messages")).isEqualTo(20);
            assertIsFanOutTo(5, run);
        }
    }

    @Test
    void holdCountsConnections() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 200))) {
            DriveRun run = drive(server, "hold", "--connections", "200", "--settle", "0.1")
                    .isLineOf("hold", Contender.ECHELON);

            assertThat(run.number("connections")).isEqualTo(200);
            assertThat(run.number("connects_per_s") * run.number("seconds")).isCloseTo(200, within(20.0));
            assertThat(run.number("rss_before_kib")).isPositive();
            assertThat(run.number("rss_after_kib")).isPositive();
        }
    }

    @Test
    void everyoneIsToldOneRankWhenTheFirstLeaves() {
        try (TestServer server = TestServer.start()) {
            DriveRun run = drive(server, "leave", "--members", "30", "--leaving", "first", "--times", "5")
                    .isLineOf("leave", Contender.ECHELON);

            assertThat(run.number("lines_per_member")).isEqualTo(1);
            assertThat(run.pairs().getOrDefault("told_ms", "").split(",", -1)).hasSize(5);
            assertThat(run.number("told_ms_min")).isPositive().isLessThanOrEqualTo(run.number("told_ms_p50"));
            assertThat(run.number("told_ms_p50")).isLessThanOrEqualTo(run.number("told_ms_max"));
        }
    }

    @Test
    void everyoneIsToldTheRightRankWhenHalfLeave() {
        try (TestServer server = TestServer.start()) {
            DriveRun run = drive(server, "leave", "--members", "31", "--leaving", "half", "--times", "5")
                    .isLineOf("leave", Contender.ECHELON);

            assertThat(run.number("lines_per_member")).isBetween(1.0, 16.0);
        }
    }

    @Test
    void everyExecutorReports() {
        try (TestServer server = TestServer.start()) {
            DriveRun run = drive(server, "results", "--executors", "10").isLineOf("results", Contender.ECHELON);

            assertThat(run.number("results_per_s") * run.number("seconds"))
                    .isCloseTo(10 * run.number("commands"), within(run.number("commands")));
            assertLatenciesAreInOrder(run);
        }
    }

    @Test
    void pairSendsAndIsAnswered() {
        try (TestServer server = TestServer.start()) {
            DriveRun run = drive(server, "pair", "--in-flight", "40").isLineOf("pair", Contender.ECHELON);

            assertThat(run.number("messages")).isGreaterThanOrEqualTo(40);
            assertLatenciesAreInOrder(run);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ECHELON", mode = EnumSource.Mode.EXCLUDE)
    void othersAreDrivenLikewise(Contender system) throws Exception {
        try (Peer peer = Peer.start(system, folder)) {
            DriveRun fanOut = drive(
                            system,
                            peer,
                            "fan-out",
                            "--receivers",
                            "20",
                            "--groups",
                            "2",
                            "--senders",
                            "2",
                            "--in-flight",
                            "3")
                    .isLineOf("fan-out", system);
            DriveRun hold = drive(system, peer, "hold", "--connections", "100", "--settle", "0.1")
                    .isLineOf("hold", system);
            DriveRun leave = drive(system, peer, "leave", "--members", "20", "--leaving", "half", "--times", "3")
                    .isLineOf("leave", system);
            DriveRun pair = drive(system, peer, "pair", "--in-flight", "4").isLineOf("pair", system);

            assertIsFanOutTo(10, fanOut);
            assertThat(hold.number("connects_per_s")).isPositive();
            assertThat(leave.number("lines_per_member")).isEqualTo(1);
            assertThat(pair.number("messages")).isGreaterThanOrEqualTo(4);
            assertLatenciesAreInOrder(pair);
        }
    }

    @Test
    void refusalEndsARunWithoutALine() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 10))) {
            DriveRun run = drive(server, "hold", "--connections", "11");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.output()).isEmpty();
            assertThat(run.errors())
                    .contains("drive: the server refuses: 401 GROUP_FULL")
                    .containsOnlyOnce("\n");
        }
    }

    @Test
    void strangerInTheGroupEndsARun() {
        try (TestServer server = TestServer.start()) {
            server.program("g0");
            DriveRun run = drive(server, "fan-out", "--receivers", "3", "--in-flight", "1");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.output()).isEmpty();
        }
    }

    @Test
    void closedPortEndsARun() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        DriveRun run = DriveRun.of(Contender.REDIS, port, SELF, "hold", "--connections", "1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors()).startsWith("drive: cannot connect: ").containsOnlyOnce("\n");
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThat(DriveRun.of(Contender.NATS, 9, SELF, "results", "--executors", "1")
                        .errors())
                .contains("nats knows no results");
        assertThat(DriveRun.of(Contender.NATS, 9, SELF, "fan-out", "--receivers", "1")
                        .code())
                .isEqualTo(2);
        assertThat(DriveRun.of(Contender.NATS, 9, SELF, "pair", "--in-flight", "0")
                        .code())
                .isEqualTo(2);
        assertThat(DriveRun.of(
                                Contender.NATS,
                                9,
                                SELF,
                                "fan-out",
                                "--receivers",
                                "1",
                                "--rate",
                                "1",
                                "--in-flight",
                                "1")
                        .code())
                .isEqualTo(2);
    }

    private static DriveRun drive(TestServer server, String scenario, String... options) {
        return DriveRun.of(Contender.ECHELON, server.address().getPort(), SELF, scenario, options);
    }

    private static DriveRun drive(Contender system, Peer peer, String scenario, String... options) {
        return DriveRun.of(system, peer.port(), peer.pid(), scenario, options);
    }

    private static void assertIsFanOutTo(int receiversOfAGroup, DriveRun run) {
        assertThat(run.number("messages")).isPositive();
        assertThat(run.number("deliveries")).isEqualTo(run.number("messages") * receiversOfAGroup);
        assertThat(run.number("deliveries_per_s") * run.number("seconds"))
                .isCloseTo(run.number("deliveries"), within(run.number("deliveries") / 100));
        assertLatenciesAreInOrder(run);
    }

    private static void assertLatenciesAreInOrder(DriveRun run) {
        assertThat(run.number("p50_us")).isPositive().isLessThanOrEqualTo(run.number("p99_us"));
        assertThat(run.number("p99_us")).isLessThanOrEqualTo(run.number("max_us"));
    }
}

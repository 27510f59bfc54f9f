package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `echelon run` and its program when the server, a process of its own, is killed or stands still.
final class RunServerTest {
    private static final Duration GRACE = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private RunLog log;

    @BeforeEach
    void prepare() {
        log = new RunLog(folder);
    }

    @Test
    void aServerThatIsKilledAndStartedAgainHasOneProgramRunAfterTheOther() {
        InetSocketAddress address;
        try (ServeProcess server = ServeProcess.serve("--port", "0")) {
            address = server.address();
            try (RunProcess first = RunProcess.worker(log, address, "a", "--restart");
                    RunProcess second = RunProcess.worker(log, address, "b", "--restart")) {
                RunLog.Start before = log.awaitStart(1);
                first.await(" has rank ");
                second.await(" has rank ");
                long kill = System.currentTimeMillis();
                server.signal("KILL");
                assertThat(log.awaitEnd(before) - kill).isLessThanOrEqualTo(GRACE.toMillis() * 7 / 10);
                long restart = System.currentTimeMillis();
                try (ServeProcess again = ServeProcess.serve("--port", Integer.toString(address.getPort()))) {
                    RunLog.Start after = log.awaitStart(2);
                    assertThat(after.token()).isGreaterThan(before.token());
                    assertThat(after.rank()).isZero();
                    assertThat(after.millis() - restart).isGreaterThanOrEqualTo(GRACE.toMillis());
                    assertThat(again.address()).isEqualTo(address);
                }
            }
        }
        assertThat(log.starts()).hasSize(2);
        assertThat(log.lines()).noneMatch(line -> line.startsWith("overlap"));
    }

    @Test
    void aServerThatStandsStillForLongerThanTheGraceCostsTheRankAndForShorterNothing() {
        RunLog patientLog = new RunLog(folder.resolve("patient"));
        try (ServeProcess server = ServeProcess.serve("--port", "0");
                RunProcess hasty = RunProcess.worker(log, server.address(), "a", "--no-wait");
                RunProcess patient = RunProcess.worker(
                        patientLog, server.address(), "b", "--no-wait", "--group", "patient", "--grace", "20s")) {
            RunLog.Start lost = log.awaitStart(1);
            RunLog.Start kept = patientLog.awaitStart(1);
            long stop = System.currentTimeMillis();
            server.signal("STOP");
            assertThat(log.awaitEnd(lost) - stop).isLessThanOrEqualTo(GRACE.toMillis() * 7 / 10);
            Awaitility.await().until(() -> System.currentTimeMillis() - stop > 5_000);
            server.signal("CONT");
            assertThat(hasty.exitCode()).as(hasty.err()).isEqualTo(76);
            patientLog.leave(kept);
            assertThat(patient.exitCode()).as(patient.err()).isEqualTo(7);
            assertThat(patientLog.starts()).hasSize(1);
        }
    }
}

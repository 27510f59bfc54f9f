package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs with real processes: a server that only says it is ready, and a driver that is a line of shell.
final class WorkbenchTest {
    private static final Measurement HOLD =
            new Measurement(Product.REDIS, new Task.Driven("hold", List.of("--connections", "5"), 3));

    @TempDir
    private Path folder;

    private final Children children = new Children(Duration.ofSeconds(10));

    @AfterEach
    void endAll() {
        children.close();
    }

    private Workbench workbench(String driver, String... serverOptions) throws IOException {
        return new Workbench(
                Map.of(Product.REDIS, new TalkingServer(List.of(serverOptions))),
                List.of("sh", "-c", driver, "driver"),
                folder,
                folder.resolve("scratch"),
                children);
    }

    private static String failure(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).why();
    }

    @Test
    void theDriverIsToldWhatAndWhereAndItsLineIsTheOutcome() throws IOException {
        Workbench workbench = workbench("echo hold system=redis $(echo \"$@\" | tr ' ' ,)=1 pid=$9");
        Outcome outcome = workbench.measure(HOLD);

        assertThat(outcome).isInstanceOf(Outcome.Measured.class);
        Figures figures = ((Outcome.Measured) outcome).figures();
        assertThat(figures.line())
                .matches("hold system=redis hold,--system,redis,--host,127.0.0.1,--port,\\d+,--pid,\\d+,"
                        + "--connections,5=1 pid=\\d+");
        assertThat(ProcessHandle.of(Long.parseLong(figures.word("pid"))))
                .as("the server, afterwards")
                .isEmpty();
    }

    @Test
    void aDriverThatFailsIsQuotedAndSoIsTheServer() throws IOException {
        String why = failure(workbench("echo 'connection refused' >&2; exit 1").measure(HOLD));

        assertThat(why)
                .startsWith("driver: it ended with exit code 1\nits last words:\n  connection refused\n")
                .contains("the server's last words:\n  started with [");
    }

    @Test
    void aServerThatDoesNotStartIsQuoted() throws IOException {
        String why = failure(workbench("exit 0", "no port").measure(HOLD));

        assertThat(why)
                .startsWith("the server did not start: it ended with exit code 1\n")
                .contains("started with [no port]")
                .contains("NumberFormatException");
    }

    @Test
    void whatIsNoLineAboutThisRunIsAFailure() throws IOException {
        assertThat(failure(workbench("exit 0").measure(HOLD))).contains("0 lines instead of one");
        assertThat(failure(workbench("echo hold system=nats").measure(HOLD))).contains("about something else");
        assertThat(failure(workbench("echo leave system=redis").measure(HOLD))).contains("about something else");
        assertThat(failure(workbench("echo hold system redis").measure(HOLD))).contains("not key=value");
    }

    @Test
    void aServerThatEndsMeanwhileIsAFailure() throws IOException {
        // The pid is the ninth argument; the server has ended when its process answers no more.
        String kill = "kill $9; while kill -0 $9 2>/dev/null; do :; done; echo hold system=redis";

        assertThat(failure(workbench(kill).measure(HOLD))).contains("the server has ended meanwhile");
    }

    @Test
    void aStartIsTimedUntilTheFirstWord() throws IOException {
        Outcome outcome = workbench("exit 1").measure(new Measurement(Product.REDIS, new Task.Started()));

        assertThat(outcome).isInstanceOf(Outcome.Measured.class);
        assertThat(((Outcome.Measured) outcome).figures().number("first_word_ms"))
                .isPositive();
    }

    @Test
    void anotherBuildOfEchelonIsNotMixedWithThisOne() throws IOException {
        Path current = Files.createDirectories(folder.resolve(".build")).resolve("current");
        Files.writeString(current, "lib-1");
        String builds = "echo lib-2 >'" + current + "'; echo hold system=redis";

        assertThat(failure(workbench(builds).measure(HOLD))).contains("built anew");
    }

    @Test
    void nothingIsMeasuredAfterItWasToldToStop() throws IOException {
        Workbench workbench = workbench("echo hold system=redis");
        children.close();

        assertThatThrownBy(() -> workbench.measure(HOLD)).isInstanceOf(CancellationException.class);
    }

    @Test
    void theFigureOfRedisBenchmarkIsTheSecondOfItsRow() throws FailedRunException {
        List<String> csv = List.of(
                "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\"",
                "\"PUBLISH channel xxxx\",\"813008.12\",\"0.031\",\"0.016\"");

        assertThat(Workbench.perSecond(csv)).isEqualTo("813008.12");
        assertThatThrownBy(() -> Workbench.perSecond(List.of("ERR unknown"))).isInstanceOf(FailedRunException.class);
    }
}

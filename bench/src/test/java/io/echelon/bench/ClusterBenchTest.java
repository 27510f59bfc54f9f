package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs with three real processes, and a driver that is a line of shell.
final class ClusterBenchTest {
    @TempDir
    private Path folder;

    private final Children children = new Children(Duration.ofSeconds(10));

    @AfterEach
    void endAll() {
        children.close();
    }

    private Outcome measure(String driver, Task task) throws IOException {
        ClusterBench bench = new ClusterBench(
                Map.of(Product.ECHELON, new LonelyCluster()),
                List.of("sh", "-c", driver, "driver"),
                folder,
                folder.resolve("scratch"),
                children);
        return bench.measure(new Measurement(Product.ECHELON, task));
    }

    private static Figures figures(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Measured.class);
        return ((Outcome.Measured) outcome).figures();
    }

    @Test
    void theDriverIsToldWhereAllNodesAre() throws IOException {
        Figures figures = figures(measure(
                "echo writes system=echelon nodes=$5 more=$6", new Task.Driven("writes", List.of("--more"), 1)));

        assertThat(figures.word("nodes"))
                .matches("127\\.0\\.0\\.1:\\d+:\\d+,127\\.0\\.0\\.1:\\d+:\\d+,127\\.0\\.0\\.1:\\d+:\\d+");
        assertThat(figures.word("more")).isEqualTo("--more");
    }

    @Test
    void leadersAreKilledAndComeBack() throws IOException {
        Figures figures = figures(measure("exit 1", new Task.Killed(2)));

        assertThat(figures.word("back_ms").split(",", -1)).hasSize(2);
        assertThat(figures.number("back_ms_min")).isPositive();
    }

    @Test
    void aNodeThatEndsMeanwhileIsAFailure() throws IOException {
        String kill = "pid=${5##*:}; kill $pid; while kill -0 $pid 2>/dev/null; do :; done; echo writes system=echelon";
        Outcome outcome = measure(kill, new Task.Driven("writes", List.of(), 1));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).why())
                .contains("a node has ended meanwhile", "the last words of node 3:");
    }
}

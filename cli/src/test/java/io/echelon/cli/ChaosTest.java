package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.echelon.testkit.chaos.ChaosOptions;
import io.echelon.testkit.chaos.ChaosRun;
import io.echelon.testkit.chaos.Fault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Three servers in processes of their own that are killed and frozen under a load; ./chaos does the same for
/// as long as one likes.
final class ChaosTest {
    private static final List<Fault> SMOKE =
            List.of(Fault.KILL_LEADER, Fault.KILL_FOLLOWER, Fault.KILL_ALL, Fault.FREEZE_LEADER);

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void nothingIsLostWhenServersAreKilledAndFrozen() throws IOException {
        run(Duration.ofMinutes(1), SMOKE.size(), SMOKE, true, Duration.ofSeconds(2));
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void nothingIsLostWhateverIsDoneToServers() throws IOException {
        assumeTrue(Boolean.getBoolean("echelon.full"), "takes minutes; runs with -Dechelon.full=true");
        run(Duration.ofMinutes(4), Integer.MAX_VALUE, List.of(Fault.values()), false, Duration.ofSeconds(10));
    }

    private static void run(Duration time, int mostFaults, List<Fault> faults, boolean inOrder, Duration longest)
            throws IOException {
        long seed = Long.getLong("echelon.seed", System.nanoTime());
        ChaosOptions options = new ChaosOptions(
                time,
                mostFaults,
                faults,
                inOrder,
                longest,
                seed,
                3,
                classPath(),
                Files.createTempDirectory("echelon-chaos-"));

        ChaosRun.Outcome outcome = new ChaosRun(options, System.out::println).run();

        assertThat(outcome.findings())
                .as("%s; the rest is in %s", outcome.summary(), options.folder())
                .isEmpty();
    }

    /// What is run by itself, without tests and how they log.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}

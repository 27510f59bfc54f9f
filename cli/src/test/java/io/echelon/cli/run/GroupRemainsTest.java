package io.echelon.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// What many groups leave behind.
@Isolated("it counts what the whole process has open")
final class GroupRemainsTest {
    private static final int COUNT = 100;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String MARK =
            "echelon-remains-" + ProcessHandle.current().pid();

    @Test
    void aHundredStartsAndEndsLeaveNoProcessNoFileNoThreadAndNoDescriptor() throws IOException {
        runOne(0); // What is made once is kept.
        runOne(1);
        Set<Path> files = files();
        Set<String> threads = threads();
        long descriptors = count(DESCRIPTORS);

        for (int round = 0; round < COUNT; round++) {
            runOne(round);
        }

        assertThat(GroupMembers.marked(MARK)).isEmpty();
        assertThat(threads()).isSubsetOf(threads);
        assertThat(count(DESCRIPTORS)).isLessThanOrEqualTo(descriptors);
        // Tests in another JVM have groups too, whose files are there for a while.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(files()).isSubsetOf(files));
        Awaitility.await()
                .untilAsserted(() -> assertThat(ProcessHandle.current()
                                .children()
                                .map(child -> child.info().commandLine().orElse("")))
                        .noneMatch(line -> line.contains("echelon-run")));
    }

    /// Half of them end by themselves.
    private static void runOne(int round) throws IOException {
        String script = round % 2 == 0 ? "sleep 300 & :" : "sleep 300 & wait";
        ProgramGroup group = ProgramGroup.start(
                List.of("sh", "-c", script, MARK), Map.of(), Lease.of(Duration.ofMinutes(5), Duration.ofMinutes(6)));
        group.renew(Lease.of(Duration.ofMinutes(5), Duration.ofMinutes(6)));
        if (round % 2 == 1) {
            group.end(Duration.ofSeconds(30));
        }
        int code = group.exit()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        assertThat(code).isEqualTo(round % 2 == 0 ? 0 : 143);
        assertThat(GroupMembers.of(group.group())).isEmpty();
    }

    private static Set<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("echelon-run"))
                    .collect(Collectors.toSet());
        }
    }

    /// But for those of the JDK, which come and go.
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("process reaper") && !name.startsWith("ForkJoinPool"))
                .collect(Collectors.toSet());
    }

    private static long count(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}

package io.echelon.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a program when the process that has started it is killed, stopped, or ends.
final class ProgramWithoutUsTest {
    private static final String FAMILY = "trap '' TERM; sleep 300 & sh -c 'sleep 300 & wait' & wait";
    private static final int FAMILY_SIZE = 4;
    private static final long LONG_MILLIS = 600_000;

    @TempDir
    private Path folder;

    private GuardedProcess start(long termMillis, long killMillis, String script) {
        return new GuardedProcess(folder, termMillis, killMillis, "sh", "-c", script);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("echelon-run"))
                    .toList();
        }
    }

    private static void awaitEnd(long pid) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !GroupMembers.isAlive(pid));
    }

    @Test
    void whenItIsKilledTheProgramIsAndAllThatItHasStarted() throws IOException {
        try (GuardedProcess process = start(LONG_MILLIS, LONG_MILLIS + 500, FAMILY)) {
            process.awaitStart();
            GroupMembers.awaitCount(process.group(), FAMILY_SIZE);
            process.signal("KILL");
            GroupMembers.awaitNone(process.group());
            awaitEnd(process.guard());
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void whenItIsStoppedTheProgramEndsWithTheLeaseAndItIsToldSoAfterwards() {
        try (GuardedProcess process = start(1_500, 2_500, FAMILY)) {
            process.awaitStart();
            GroupMembers.awaitCount(process.group(), FAMILY_SIZE);
            process.signal("STOP");
            GroupMembers.awaitNone(process.group());
            process.signal("CONT");
            assertThat(process.line()).isEqualTo("exit 137 over true");
            awaitEnd(process.guard());
        }
    }

    @Test
    void whenItIsStoppedForLessThanTheLeaseNothingHappens() {
        try (GuardedProcess process = start(LONG_MILLIS, LONG_MILLIS, "read -r line; exit 4")) {
            process.awaitStart();
            process.signal("STOP");
            process.signal("CONT");
            process.type("enough\n");
            assertThat(process.line()).isEqualTo("exit 4 over false");
        }
    }

    @Test
    void whenItAndTheGuardAreKilledTheProgramEndsWithTheLease() {
        try (GuardedProcess process = start(1_500, 2_500, FAMILY)) {
            process.awaitStart();
            GroupMembers.awaitCount(process.group(), FAMILY_SIZE);
            process.signal("STOP"); // So that it does not see the end of its guard.
            GroupMembers.signal(process.guard(), "KILL");
            process.signal("KILL");
            GroupMembers.awaitNone(process.group());
        }
    }

    @Test
    void whenItIsKilledWhileItStartsOneNothingIsLeft() {
        String mark = "echelon-early-" + ProcessHandle.current().pid();
        try (GuardedProcess process =
                new GuardedProcess(folder, LONG_MILLIS, LONG_MILLIS, "sh", "-c", "sleep 300; :", mark)) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> GroupMembers.marked(mark).size() > 1);
            process.signal("KILL");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(GroupMembers.marked(mark)).isEmpty());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(files()).isEmpty());
        }
    }

    @Test
    void theProgramReadsWhatThisProcessIsGivenAndWritesWhereItWrites() {
        try (GuardedProcess process = start(LONG_MILLIS, LONG_MILLIS, "cat; exit 5")) {
            process.awaitStart();
            process.type("first\nsecond\n");
            assertThat(process.line()).isEqualTo("first");
            assertThat(process.line()).isEqualTo("second");
            assertThat(process.line()).isEqualTo("exit 5 over false");
        }
    }
}

package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that are told what has happened, on the real shell.
final class HookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<String> trouble = new CopyOnWriteArrayList<>();

    private Hook hook(Duration timeout, String onRank, String onLost) {
        return new Hook(Map.of(Hook.Kind.ON_RANK, onRank, Hook.Kind.ON_LOST, onLost), timeout, trouble::add);
    }

    private Map<String, String> told(String number) {
        return Map.of("N", number, "LOG", folder.resolve("log").toString(), "GATE", gate().toString());
    }

    private Path gate() {
        return folder.resolve("gate");
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    @Test
    void commandsRunOneAtATimeInTheOrderOfWhatHappened() throws Exception {
        try (Hook hook = hook(
                PATIENCE, "echo rank $N >>\"$LOG\"; sleep 0.1; echo end $N >>\"$LOG\"", "echo lost $N >>\"$LOG\"")) {
            hook.run(Hook.Kind.ON_RANK, told("1"));
            hook.run(Hook.Kind.ON_LOST, told("2"));
            hook.run(Hook.Kind.ON_RANK, told("3"));
            assertThat(hook.await(PATIENCE)).isTrue();
        }
        assertThat(log()).containsExactly("rank 1", "end 1", "lost 2", "rank 3", "end 3");
        assertThat(trouble).isEmpty();
    }

    @Test
    void whenTooManyWaitTheNewestTakesThePlaceOfThoseOfItsKind() throws Exception {
        String waits = "while ! [ -e \"$GATE\" ]; do sleep 0.05; done; echo $N >>\"$LOG\"";
        try (Hook hook = hook(PATIENCE, waits, waits)) {
            List<String> expected = new ArrayList<>(List.of("first", "lost"));
            hook.run(Hook.Kind.ON_RANK, told("first"));
            Awaitility.await().until(() -> ProcessHandle.current().children().anyMatch(HookTest::isShell));
            hook.run(Hook.Kind.ON_LOST, told("lost"));
            for (int number = 1; number < Hook.MAX_WAITING; number++) {
                hook.run(Hook.Kind.ON_RANK, told("old"));
            }
            hook.run(Hook.Kind.ON_RANK, told("new"));
            expected.add("new");
            Files.createFile(gate());
            assertThat(hook.await(PATIENCE)).isTrue();
            assertThat(log()).isEqualTo(expected);
        }
    }

    private static boolean isShell(ProcessHandle child) {
        return child.info().command().orElse("").matches(".*/(sh|dash|bash|busybox)");
    }

    @Test
    void aCommandThatTakesTooLongIsKilledWithWhatItHasStarted() throws Exception {
        try (Hook hook =
                hook(Duration.ofSeconds(1), "sh -c 'echo $$ >>\"$LOG\"; sleep 300' & echo $! >>\"$LOG\"; wait", ":")) {
            hook.run(Hook.Kind.ON_RANK, told("1"));
            assertThat(hook.await(PATIENCE)).isTrue();
        }
        assertThat(trouble).containsExactly("--on-rank was killed after 1 s");
        long started = Long.parseLong(log().get(0));
        Awaitility.await().atMost(PATIENCE).until(() -> isGone(started));
    }

    @Test
    void closingKillsTheOneThatRunsAndDropsTheRest() throws Exception {
        Hook hook = hook(PATIENCE, "echo $$ >>\"$LOG\"; sleep 300; :", ":");
        hook.run(Hook.Kind.ON_RANK, told("1"));
        hook.run(Hook.Kind.ON_RANK, told("2"));
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("log")) && !log().isEmpty());
        hook.close();
        assertThat(hook.await(PATIENCE)).isTrue();
        hook.run(Hook.Kind.ON_RANK, told("3"));
        assertThat(hook.await(PATIENCE)).isTrue();
        assertThat(log()).hasSize(1);
    }

    @Test
    void aCommandThatFailsIsReported() throws Exception {
        try (Hook hook = hook(PATIENCE, "exit 4", ":")) {
            hook.run(Hook.Kind.ON_RANK, told("1"));
            hook.run(Hook.Kind.ON_LOST, told("2"));
            assertThat(hook.await(PATIENCE)).isTrue();
        }
        assertThat(trouble).containsExactly("--on-rank has failed: exit code 4");
    }

    @Test
    void whatNobodyWantsToBeToldIsNotTold() throws Exception {
        try (Hook hook = new Hook(Map.of(), trouble::add)) {
            hook.run(Hook.Kind.ON_LOST, told("1"));
            assertThat(hook.await(Duration.ZERO)).isTrue();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static boolean isGone(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid)).start();
        String state = new String(ps.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        return state.isBlank() || state.startsWith("Z");
    }
}

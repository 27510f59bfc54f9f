package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file as docs/leader-election.md has it is written by the present leader, and by none that was replaced.
final class FencedFileTest {
    private static final ElectionPaper.Holders HOLDERS = ElectionPaper.holders();
    private static final long STALE = HOLDERS.stale();
    private static final long PRESENT = HOLDERS.present();
    private static final int REFUSED = 77;
    private static final Duration POLL = Duration.ofMillis(5);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeScript() throws IOException {
        ElectionPaper.assumeTool("flock");
        Files.writeString(folder.resolve("fenced-write"), ElectionPaper.example("sh", "fenced-write"));
    }

    @Test
    void aStaleHolderIsRefusedAndThePresentOneIsLetThrough() throws Exception {
        assertThat(ElectionPaper.exitCode(write(STALE, "early", "file"))).isZero();
        assertThat(ElectionPaper.exitCode(write(PRESENT, "new", "file"))).isZero();
        assertThat(ElectionPaper.exitCode(write(STALE, "late", "file"))).isEqualTo(REFUSED);
        assertThat(folder.resolve("file")).hasContent("new");
        assertThat(ElectionPaper.exitCode(write(PRESENT, "again", "file"))).isZero();
        assertThat(folder.resolve("file")).hasContent("again");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("fenced-write", "file", "file.lock", "file.token");
    }

    @Test
    void nobodyIsLetThroughWhereTheMarkIsDamaged() throws Exception {
        Files.writeString(folder.resolve("file.token"), "\n");
        assertThat(ElectionPaper.exitCode(write(PRESENT, "new", "file"))).isEqualTo(REFUSED);
        assertThat(folder.resolve("file")).doesNotExist();
    }

    @Test
    void aStaleWriterThatHadToWaitIsRefused() throws Exception {
        Process late;
        try (Lock lock = new Lock("file")) {
            late = write(STALE, "late", "file");
            lock.awaitWaiting(late);
            Files.writeString(folder.resolve("file.token"), PRESENT + "\n");
            Files.writeString(folder.resolve("file"), "new");
        }
        assertThat(ElectionPaper.exitCode(late)).isEqualTo(REFUSED);
        assertThat(folder.resolve("file")).hasContent("new");
    }

    @Test
    void ofTwoRacingWritersTheNewOneHasTheLastWord() throws Exception {
        for (int round = 0; round < ElectionPaper.ROUNDS; round++) {
            String file = "file" + round;
            List<Long> tokens = round % 2 == 0 ? List.of(STALE, PRESENT) : List.of(PRESENT, STALE);
            List<Process> racing = new ArrayList<>();
            try (Lock lock = new Lock(file)) {
                for (long token : tokens) {
                    Process writer = write(token, Long.toString(token), file);
                    lock.awaitWaiting(writer);
                    racing.add(writer);
                }
            }
            assertThat(ElectionPaper.exitCode(racing.get(tokens.indexOf(PRESENT))))
                    .isZero();
            assertThat(ElectionPaper.exitCode(racing.get(tokens.indexOf(STALE))))
                    .isIn(0, REFUSED);
            assertThat(folder.resolve(file)).hasContent(Long.toString(PRESENT));
        }
    }

    private Process write(long token, String text, String file) throws IOException {
        ProcessBuilder writer = new ProcessBuilder("/bin/sh", "fenced-write", file).directory(folder.toFile());
        writer.environment().put("ECHELON_TOKEN", Long.toString(token));
        Process process = writer.start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return process;
    }

    /// Holds up all who would write, until it is closed.
    private final class Lock implements AutoCloseable {
        private final Process holder;

        Lock(String file) throws IOException {
            holder = new ProcessBuilder("flock", file + ".lock", "/bin/sh", "-c", "echo locked; read -r line")
                    .directory(folder.toFile())
                    .start();
            assertThat(holder.inputReader().readLine()).isEqualTo("locked");
        }

        void awaitWaiting(Process writer) {
            await().pollInterval(POLL)
                    .atMost(ElectionPaper.DEADLINE)
                    .until(() -> writer.descendants()
                            .anyMatch(child -> child.info().command().orElse("").endsWith("flock")));
        }

        @Override
        public void close() throws IOException {
            holder.getOutputStream().close();
            holder.onExit().join();
        }
    }
}

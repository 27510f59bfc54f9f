package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// docs/leader-election.md, as far as its examples are run, and what they are run with.
final class ElectionPaper {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    /// How often two writers race.
    static final int ROUNDS = 20;

    private static final Markdown PAPER = Markdown.read("docs/leader-election.md");

    /// Two holders of rank 0 of one group.
    ///
    /// @param stale token of the first, which has gone
    /// @param present token of the one that came after it
    record Holders(long stale, long present) {}

    private ElectionPaper() {}

    /// As a server has told them.
    static Holders holders() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.connect();
            first.send("HELLO proto=1", "JOIN report");
            long stale = token(first.await("\\+OK group=report id=m1 rank=0 .*"));
            ScriptedClient second = server.program("report");
            first.send("LEAVE");
            return new Holders(stale, token(second.await("\\*RANK 0 was=1 .*")));
        }
    }

    private static long token(String line) {
        return Long.parseLong(field("token", line));
    }

    /// What stands behind `name=` in a line of the server.
    static String field(String name, String line) {
        return Stream.of(line.split(" ", -1))
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    /// The block that stands there under this name.
    static String example(String kind, String name) {
        return PAPER.sections().stream()
                .flatMap(section -> section.fences().stream())
                .filter(fence -> fence.info().equals(List.of(kind, name)))
                .map(fence -> String.join("\n", fence.lines()) + "\n")
                .findFirst()
                .orElseThrow();
    }

    static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /// Skips the test where there is no such program.
    static void assumeTool(String name) {
        boolean isThere = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, name).canExecute());
        if (!isThere) {
            System.out.println("*** SKIPPED: an example of docs/leader-election.md, because there is no " + name);
        }
        assumeTrue(isThere, "there is no " + name + " here");
    }

    /// Writers at work at the same time, which are stopped when it is closed.
    static final class Race implements AutoCloseable {
        private final ExecutorService writers = Executors.newCachedThreadPool();

        <T> Future<T> start(Callable<T> writer) {
            return writers.submit(writer);
        }

        /// Waits for one.
        <T> T end(Future<T> writer) throws Exception {
            return writer.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            writers.shutdownNow();
        }
    }
}

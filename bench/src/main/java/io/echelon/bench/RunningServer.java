package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A server that answers, in a process of its own, until this is closed.
final class RunningServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Children children;
    private final Process process;
    private final int port;
    private final Path log;
    private final long startNanos;
    private final long answerNanos;

    /// @param folder where it writes what it says; made by this
    /// @throws FailedRunException if it did not get ready, with the last that it said
    RunningServer(ServerUnderTest server, int port, Path folder, Children children) throws FailedRunException {
        this.children = children;
        this.port = port;
        log = folder.resolve("server.log");
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(ServerUnderTest.CONFIGURATION), server.configuration(port), UTF_8);
            startNanos = System.nanoTime();
            process = children.start(new ProcessBuilder(server.command(port))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(log.toFile()));
        } catch (IOException failure) {
            throw new FailedRunException("the server cannot be started: " + failure.getMessage());
        }
        try {
            answerNanos = server.greeting().await(process, port, PATIENCE);
        } catch (FailedRunException notReady) {
            close();
            throw new FailedRunException(
                    String.join("\n", "the server did not start: " + notReady.getMessage(), lastWords()));
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// From the start of the process until its answer had come.
    Duration startUp() {
        return Duration.ofNanos(answerNanos - startNanos);
    }

    /// The end of what it has said.
    String lastWords() {
        return "the server's last words:\n" + LastLines.of(log);
    }

    @Override
    public void close() {
        children.stop(process);
    }
}

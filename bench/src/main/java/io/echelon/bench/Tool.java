package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end for the lines that it prints.
final class Tool {
    private final Children children;
    private final Path folder;
    private final String name;

    /// @param folder where what it prints is kept, in `NAME.out` and `NAME.err`
    Tool(Children children, Path folder, String name) {
        this.children = children;
        this.folder = folder;
        this.name = name;
    }

    /// Its lines on standard output.
    ///
    /// @throws FailedRunException if it says that it has failed, or takes longer than `patience`
    List<String> run(List<String> command, Duration patience) throws FailedRunException {
        Path out = folder.resolve(name + ".out");
        Path err = folder.resolve(name + ".err");
        try {
            Process process = children.start(new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile()));
            boolean hasEnded;
            try {
                hasEnded = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                children.stop(process);
            }
            if (!hasEnded) {
                throw failed("it did not end within " + patience.toSeconds() + " s", err);
            }
            if (process.exitValue() != 0) {
                throw failed("it ended with exit code " + process.exitValue(), err);
            }
            return Files.readAllLines(out, UTF_8);
        } catch (IOException failure) {
            throw new FailedRunException(name + " cannot be run: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailedRunException(name + " was interrupted");
        }
    }

    private FailedRunException failed(String why, Path err) {
        return new FailedRunException(name + ": " + why + "\nits last words:\n" + LastLines.of(err));
    }
}

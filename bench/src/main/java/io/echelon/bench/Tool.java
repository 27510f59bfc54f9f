package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs programs to their end, for the lines that they print.
final class Tool {
    private final Children children;
    private final Path folder;
    /// @param folder where what they print is kept, in `NAME.out` and `NAME.err`
    Tool(Children children, Path folder) {
        this.children = children;
        this.folder = folder;
    }

    /// The lines of one on standard output.
    ///
    /// @param name what to call it
    /// @throws FailedRunException if it says that it has failed, or takes longer than `patience`
    List<String> run(String name, List<String> command, Duration patience) throws FailedRunException {
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
                throw failed(name, "it did not end within " + patience.toSeconds() + " s", err);
            }
            if (process.exitValue() != 0) {
                throw failed(name, "it ended with exit code " + process.exitValue(), err);
            }
            return Files.readAllLines(out, UTF_8);
        } catch (IOException failure) {
            throw new FailedRunException(name + " cannot be run: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailedRunException(name + " was interrupted");
        }
    }

    private FailedRunException failed(String name, String why, Path err) {
        return new FailedRunException(name + ": " + why + "\nits last words:\n" + LastLines.of(err));
    }
}

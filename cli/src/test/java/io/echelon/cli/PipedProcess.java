package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The `echelon` command with pipes for a keyboard and a screen, gone when this is closed. Its files are in a
/// folder of the test's.
final class PipedProcess implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;

    private final Process process;
    private final Writer keyboard;
    private final BufferedReader screen;
    private final Path err;

    private PipedProcess(ProcessBuilder builder, Path folder) {
        try {
            err = Files.createTempFile(folder, "echelon", ".err");
            builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
            process = builder.redirectError(err.toFile()).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        keyboard = process.outputWriter(StandardCharsets.UTF_8);
        screen = process.inputReader(StandardCharsets.UTF_8);
    }

    static PipedProcess run(Path folder, String... arguments) {
        return new PipedProcess(ServeProcess.builder(arguments), folder);
    }

    /// One whose errors are on the screen too.
    static PipedProcess runAsSeen(Path folder, String... arguments) {
        return new PipedProcess(ServeProcess.builder(arguments).redirectErrorStream(true), folder);
    }

    void type(String line) {
        try {
            keyboard.write(line + "\n");
            keyboard.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void endInput() {
        try {
            keyboard.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The next line on the screen, or null if there will be none.
    @Nullable
    String line() {
        try {
            return screen.readLine();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// @param patterns of whole lines, regular expressions
    void expect(String... patterns) {
        for (String pattern : patterns) {
            assertThat(line()).as(err()).matches(pattern);
        }
    }

    void expectExactly(String... lines) {
        for (String expected : lines) {
            assertThat(line()).as(err()).isEqualTo(expected);
        }
    }

    String err() {
        try {
            return Files.readString(err);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Tells it to end, by SIGTERM; what it says until then can still be read.
    void terminate() {
        process.toHandle().destroy();
    }

    int exitCode() {
        try {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
    }
}

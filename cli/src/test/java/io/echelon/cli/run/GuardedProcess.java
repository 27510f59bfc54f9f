package io.echelon.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A JVM of its own that runs [GuardedProgram], gone when this is closed.
final class GuardedProcess implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;
    private static final Pattern STARTED = Pattern.compile("group (\\d+) guard (\\d+)");

    private final Process process;
    private final BufferedReader out;
    private long group;
    private long guard;

    /// @param folder where it has its temporary files
    GuardedProcess(Path folder, long termMillis, long killMillis, String... command) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                GuardedProgram.class.getName(),
                Long.toString(termMillis),
                Long.toString(killMillis)));
        line.addAll(List.of(command));
        try {
            process = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        out = process.inputReader();
    }

    void awaitStart() {
        Matcher started = STARTED.matcher(String.valueOf(line()));
        assertThat(started.matches()).isTrue();
        group = Long.parseLong(started.group(1));
        guard = Long.parseLong(started.group(2));
    }

    @Nullable
    String line() {
        try {
            return out.readLine();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void type(String text) {
        try (var input = process.outputWriter()) {
            input.write(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// @param name as in `STOP`
    void signal(String name) {
        GroupMembers.signal(process.pid(), name);
    }

    long group() {
        return group;
    }

    long guard() {
        return guard;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}

package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// A terminal of 100 columns and 30 lines in which `./echelon` runs, as a person has it: tmux types and
/// draws. Behind the command the shell says `exit=` and its code, and whether the terminal is as it was.
final class TmuxTerminal implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String LAUNCHER =
            Path.of(System.getProperty("echelon.root"), "echelon").toString();

    private final Path folder;

    private TmuxTerminal(Path folder) {
        this.folder = folder;
    }

    static boolean isPossible() {
        boolean isThere = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> new File(path, "tmux").canExecute());
        if (!isThere) {
            System.out.println("*** SKIPPED: the terminal client in a terminal, because there is no tmux here");
        }
        return isThere;
    }

    /// Builds what `./echelon` would build at its first start, which can take longer than a test may wait.
    static void build() throws IOException, InterruptedException {
        Process build = new ProcessBuilder(LAUNCHER, "--version")
                .redirectErrorStream(true)
                .start();
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(build.waitFor()).as(said).isZero();
    }

    static TmuxTerminal run(String... arguments) {
        try {
            TmuxTerminal terminal = new TmuxTerminal(Files.createTempDirectory("echelon-tmux"));
            Path script = terminal.folder.resolve("run");
            Files.writeString(script, """
                    trap : INT # It is for the command.
                    before=$(stty -g)
                    export XDG_RUNTIME_DIR="$1" XDG_STATE_HOME="$1"
                    shift
                    "$@"
                    printf "\\nexit=%s\\n" "$?"
                    [ "$(stty -g)" = "$before" ] && echo 'as before'
                    exec cat
                    """);
            List<String> command = new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d", "-x", "100"));
            command.addAll(List.of("-y", "30", "sh", script.toString(), terminal.folder.toString(), LAUNCHER));
            command.addAll(List.of(arguments));
            terminal.tmux(command.toArray(new String[0]));
            terminal.tmux("set-option", "-g", "history-limit", "50000");
            return terminal;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Types text as it is.
    void type(String text) {
        tmux("send-keys", "-l", text);
    }

    /// Presses keys by their names: `Enter`, `Up`, `C-c`.
    void press(String... keys) {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(new String[0]));
    }

    /// What is to be seen, without empty lines at the end.
    String screen() {
        return tmux("capture-pane", "-p", "-J").stripTrailing();
    }

    /// Waits until a line reads like this.
    void await(String line) {
        awaitScreen("(?s)(.*\n)?(" + line + ")(\n.*)?");
    }

    /// Waits until the last line reads like this, blanks at its end apart.
    void awaitLast(String line) {
        awaitScreen("(?s)(.*\n)?(" + line + ")");
    }

    private void awaitScreen(String pattern) {
        String[] last = {""};
        try {
            Awaitility.await()
                    .atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        last[0] = screen();
                        return last[0].matches(pattern);
                    });
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("never seen: " + pattern + "\nbut at last:\n" + last[0], late);
        }
    }

    private String tmux(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("tmux", "-S", folder.resolve("tmux").toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        tmux("kill-server");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

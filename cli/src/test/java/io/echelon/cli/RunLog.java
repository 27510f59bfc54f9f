package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// A program for `echelon run`, and the file in which it and the hooks write down what happens to them.
final class RunLog {
    static final Duration DEADLINE = Duration.ofSeconds(60);

    /// Has a child, works until it is told to `leave` or asked to end, and finds out whether anybody else is at work:
    /// who cannot make the folder `lock` looks whether one of the two whose numbers are in there is alive.
    private static final String WORKER = """
            cd "${0%/*}" || exit
            exec 2>>errors
            note() { echo "$*" >>log; }
            is_alive() {
                case $(ps -o stat= -p "$1") in
                    '' | Z*) return 1 ;;
                esac
            }
            if ! mkdir lock; then
                for pid in $(cat lock/*); do
                    ! is_alive "$pid" || note "overlap $ECHELON_TOKEN $pid"
                done
                rm -rf lock
                mkdir lock || note "overlap $ECHELON_TOKEN"
            fi
            echo $$ >lock/self
            sleep 300 &
            echo $! >lock/child
            note "start $ECHELON_TOKEN $CANDIDATE $$ $ECHELON_MEMBER $ECHELON_RANK $(date +%s%3N)"
            finish() {
                note "end $ECHELON_TOKEN $(date +%s%3N)"
                rm -rf lock
                exit "$1"
            }
            trap 'finish 5' TERM
            while ! [ -e "leave-$ECHELON_TOKEN" ]; do
                sleep 0.05
            done
            finish 7
            """;

    private final Path folder;

    RunLog(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.writeString(worker(), WORKER);
            Files.createFile(file());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path folder() {
        return folder;
    }

    Path file() {
        return folder.resolve("log");
    }

    /// A script for the shell.
    Path worker() {
        return folder.resolve("worker");
    }

    /// Has the worker end that runs with this token, by itself and with 7.
    void leave(Start start) {
        try {
            Files.createFile(folder.resolve("leave-" + start.token()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<String> lines() {
        try {
            return Files.readAllLines(file());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Waits until so many lines are there, and no more.
    void awaitExactly(String... lines) {
        Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(lines()).containsExactly(lines));
    }

    /// Waits for a line that reads like this.
    String await(String pattern) {
        Pattern awaited = Pattern.compile(pattern);
        return Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> lines().stream()
                                .filter(line -> awaited.matcher(line).matches())
                                .findFirst()
                                .orElse(""),
                        line -> !line.isEmpty());
    }

    /// All starts of workers, in their order.
    List<Start> starts() {
        return lines().stream()
                .filter(line -> line.startsWith("start "))
                .map(Start::parse)
                .toList();
    }

    /// Waits for the start of a worker that is not the first.
    ///
    /// @param number counted from 1
    Start awaitStart(int number) {
        return Awaitility.await()
                .atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(this::starts, starts -> starts.size() >= number)
                .get(number - 1);
    }

    /// What a worker says when it starts.
    ///
    /// @param pid of the worker, and the number of its process group
    /// @param millis time of day
    record Start(long token, String candidate, long pid, String member, int rank, long millis) {
        private static Start parse(String line) {
            String[] words = line.split(" ", -1);
            return new Start(
                    Long.parseLong(words[1]),
                    words[2],
                    Long.parseLong(words[3]),
                    words[4],
                    Integer.parseInt(words[5]),
                    Long.parseLong(words[6]));
        }
    }

    /// Waits until a worker has ended by itself or was asked to.
    ///
    /// @return when it did, time of day
    long awaitEnd(Start start) {
        return Long.parseLong(await("end " + start.token() + " \\d+").split(" ", -1)[2]);
    }
}

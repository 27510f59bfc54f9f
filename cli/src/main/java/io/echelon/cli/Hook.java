package io.echelon.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Commands of the user's that are told what has happened to a member, through `/bin/sh -c`: one at a time, in the
/// order of what happened. What they print goes to standard error; their input is empty.
final class Hook implements AutoCloseable {
    /// A command that takes longer is killed, with what it has started.
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// When so many wait, the next takes the place of all of its kind; when those are none, of the first.
    static final int MAX_WAITING = 16;

    private static final List<String> TO_STANDARD_ERROR = List.of("/bin/sh", "-c", "exec /bin/sh -c \"$1\" >&2", "sh");

    private final Map<Kind, String> commands;
    private final Duration timeout;
    private final Consumer<String> onTrouble;
    private final Deque<Call> waiting = new ArrayDeque<>();
    private @Nullable Process running;
    private boolean isWorking;
    private boolean isClosed;

    /// What can happen.
    enum Kind {
        ON_RANK("--on-rank"),
        ON_LOST("--on-lost");

        private final String option;

        Kind(String option) {
            this.option = option;
        }
    }

    private record Call(Kind kind, Map<String, String> environment) {}

    /// @param commands none for what nobody wants to be told
    /// @param onTrouble told, in a sentence, of a command that failed
    Hook(Map<Kind, String> commands, Consumer<String> onTrouble) {
        this(commands, TIMEOUT, onTrouble);
    }

    Hook(Map<Kind, String> commands, Duration timeout, Consumer<String> onTrouble) {
        this.commands = commands;
        this.timeout = timeout;
        this.onTrouble = onTrouble;
    }

    /// Has the command for it run, when those before it are through.
    ///
    /// @param environment on top of this process's own
    synchronized void run(Kind kind, Map<String, String> environment) {
        if (isClosed || !commands.containsKey(kind)) {
            return;
        }
        if (waiting.size() >= MAX_WAITING && !waiting.removeIf(call -> call.kind() == kind)) {
            waiting.remove();
        }
        waiting.add(new Call(kind, Map.copyOf(environment)));
        if (!isWorking) {
            isWorking = true;
            Threads.start("hook", this::work);
        }
    }

    /// Waits until all have run.
    ///
    /// @return whether they have
    synchronized boolean await(Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (isWorking) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /// Kills the command that runs, and runs none any more.
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            isClosed = true;
            waiting.clear();
            last = running;
        }
        if (last != null) {
            ProgramHandler.kill(last);
        }
    }

    private void work() {
        for (Call call = next(); call != null; call = next()) {
            try {
                run(call);
            } catch (IOException failure) {
                onTrouble.accept(call.kind().option + " cannot be run: " + failure.getMessage());
            } catch (InterruptedException interrupted) {
                close(); // Nobody has reason to.
            }
        }
    }

    private synchronized @Nullable Call next() {
        Call next = waiting.poll();
        if (next == null) {
            isWorking = false;
            notifyAll();
        }
        return next;
    }

    private void run(Call call) throws IOException, InterruptedException {
        Process process = start(call);
        if (process == null) {
            return;
        }
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            ProgramHandler.kill(process);
            onTrouble.accept(call.kind().option + " was killed after " + timeout.toSeconds() + " s");
        } else if (process.exitValue() != 0) {
            onTrouble.accept(call.kind().option + " has failed: exit code " + process.exitValue());
        }
    }

    private synchronized @Nullable Process start(Call call) throws IOException {
        if (isClosed) {
            return null;
        }
        List<String> line = new ArrayList<>(TO_STANDARD_ERROR);
        line.add(commands.getOrDefault(call.kind(), ":"));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        builder.environment().putAll(call.environment());
        running = builder.start();
        return running;
    }
}

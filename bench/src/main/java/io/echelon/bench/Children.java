package io.echelon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/// The processes that were started and are not over. When this is closed all of them end, and no more start.
/// For any thread.
final class Children implements AutoCloseable {
    private final Duration patience;
    private final Set<Process> running = new LinkedHashSet<>();
    private boolean isClosed;

    /// @param patience how long a process may take to end when it is asked to
    Children(Duration patience) {
        this.patience = patience;
    }

    /// @throws CancellationException when this is closed
    synchronized Process start(ProcessBuilder builder) throws IOException {
        goOn();
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /// @throws CancellationException when this is closed
    synchronized void goOn() {
        if (isClosed) {
            throw new CancellationException("told to stop");
        }
    }

    /// Asks a process to end, makes it if it takes too long, and returns when it has. One that has ended is
    /// only forgotten.
    void stop(Process process) {
        process.destroy();
        end(process);
        synchronized (this) {
            running.remove(process);
        }
    }

    /// Kills a process, which can do nothing about it, and returns when it is gone.
    void kill(Process process) {
        process.destroyForcibly();
        end(process);
        synchronized (this) {
            running.remove(process);
        }
    }

    @Override
    public void close() {
        List<Process> left;
        synchronized (this) {
            isClosed = true;
            left = List.copyOf(running);
        }
        left.forEach(Process::destroy);
        left.forEach(this::stop);
    }

    private void end(Process process) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package io.echelon.client;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Runs tasks of the user's one after the other, on a thread of its own that is started by the first. Whoever
/// adds one never waits: at the limit it is turned away.
final class Lane {
    private static final System.Logger LOG = System.getLogger("io.echelon.client");

    /// @param bytes that the task keeps alive while it waits
    private record Waiting(Runnable task, int bytes) {}

    private final String purpose;
    private final int maxTasks;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private @Nullable Thread thread;
    private boolean isClosed;

    /// @param purpose what its thread is for, in a word
    /// @param maxTasks that may wait
    Lane(String purpose, int maxTasks) {
        this.purpose = purpose;
        this.maxTasks = maxTasks;
    }

    /// @param bytes that the task keeps alive
    /// @return whether it will be run: not when as many wait as may, or the lane is closed
    synchronized boolean offer(Runnable task, int bytes) {
        if (waiting.size() >= maxTasks || waitingBytes + bytes > ClientOptions.MAX_WAITING_BYTES) {
            return false;
        }
        return add(task, bytes);
    }

    /// Adds a task whatever the limit: one of which there are few.
    synchronized void force(Runnable task) {
        add(task, 0);
    }

    /// Takes no more, but runs what waits.
    ///
    /// @param last to be run behind all that waits, whatever the limit; null for nothing
    synchronized void finish(@Nullable Runnable last) {
        if (last != null) {
            force(last);
        }
        isClosed = true;
        notifyAll();
    }

    /// Takes no more, drops what waits, and interrupts what runs.
    synchronized void close() {
        isClosed = true;
        waiting.clear();
        waitingBytes = 0;
        if (thread != null) {
            thread.interrupt();
        }
        notifyAll();
    }

    private synchronized boolean add(Runnable task, int bytes) {
        if (isClosed) {
            return false;
        }
        waiting.add(new Waiting(task, bytes));
        waitingBytes += bytes;
        if (thread == null) {
            thread = DaemonThreads.start(purpose, this::runAll);
        }
        notifyAll();
        return true;
    }

    private void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable thrown) { // The user's code; whoever comes next is not to suffer from it.
                LOG.log(Level.ERROR, "uncaught in a callback of an Echelon client", thrown);
            }
            Thread.interrupted(); // Whoever comes next is not meant.
        }
    }

    /// @return null once it is closed and nothing waits
    private synchronized @Nullable Runnable next() {
        while (waiting.isEmpty()) {
            if (isClosed) {
                return null;
            }
            try {
                wait();
            } catch (InterruptedException ignored) {
                // By close, or by the user's code: the loop looks which.
            }
        }
        Waiting first = waiting.remove();
        waitingBytes -= first.bytes();
        return first.task();
    }
}

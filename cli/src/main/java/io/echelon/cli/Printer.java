package io.echelon.cli;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/// Collects lines while others are being printed, so that a flood of them costs a redraw for many and not for
/// each. Any thread may call.
final class Printer implements AutoCloseable {
    /// Whoever shows more waits.
    private static final int MAX_WAITING_LINES = 4_096;

    private static final long CLOSE_MILLIS = 2_000;

    private final Consumer<String> output;
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private final Thread thread;
    private boolean isClosed;

    /// @param output prints lines, separated by LF, without one at the end
    Printer(Consumer<String> output) {
        this.output = output;
        this.thread = Threads.start("printer", this::printAll);
    }

    synchronized void print(String text) {
        boolean wasInterrupted = false;
        while (waiting.size() >= MAX_WAITING_LINES && !isClosed) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                wasInterrupted = true; // The line is shown all the same.
            }
        }
        waiting.add(text);
        notifyAll();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until what was shown is printed, two seconds at most.
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void printAll() {
        for (String lines = next(); !lines.isEmpty(); lines = next()) {
            output.accept(lines);
        }
    }

    /// @return empty once it is closed and nothing waits
    private synchronized String next() {
        while (waiting.isEmpty() && !isClosed) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                return ""; // Nobody interrupts it.
            }
        }
        String lines = String.join("\n", waiting);
        waiting.clear();
        notifyAll();
        return lines;
    }
}

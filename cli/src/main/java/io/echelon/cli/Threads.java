package io.echelon.cli;

/// The one place where the command makes threads, but for the one in [StopSignal].
final class Threads {
    private Threads() {}

    /// Starts a daemon.
    ///
    /// @param purpose what it is for, in a word: part of its name
    static Thread start(String purpose, Runnable task) {
        Thread thread = new Thread(task, "echelon-" + purpose);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}

package io.echelon.client;

/// The one place where the client makes threads.
final class DaemonThreads {
    private DaemonThreads() {}

    /// @param purpose what it is for, in a word: part of its name
    static Thread start(String purpose, Runnable task) {
        Thread thread = new Thread(task, "echelon-client-" + purpose);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}

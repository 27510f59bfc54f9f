package io.echelon.testkit.chaos;

import java.io.IOException;
import java.time.Duration;

/// Finds out when one server takes commands: sends one every 10 ms to a member that is connected there too.
final class Probe implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(10);
    private static final Duration CONNECT_PATIENCE = Duration.ofMillis(500);
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(6);

    private final ClusterNode node;
    private final Ear ear;
    private final Thread thread;
    private volatile boolean isClosed;

    /// Whoever wants to know.
    interface Ear {
        /// @param sentNanos when the command was sent, of [System#nanoTime]
        /// @param answeredNanos when it was known to be accepted
        void onAccepted(ClusterNode node, long sentNanos, long answeredNanos);

        /// A command was answered, whatever the answer, by a server that nothing was done to meanwhile; or was
        /// not, in the time that there is for it.
        void onWaited(ClusterNode node, long nanos);
    }

    Probe(ClusterNode node, Ear ear) {
        this.node = node;
        this.ear = ear;
        this.thread = new Thread(this::run, "chaos-probe-" + node.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new Pause.StoppedException(interrupted);
        }
    }

    private void run() {
        while (!isClosed) {
            try (WireConnection sender = join();
                    WireConnection executor = join()) {
                while (!isClosed) {
                    probe(sender);
                    executor.drain();
                    Pause.of(EVERY);
                }
            } catch (IOException notNow) {
                Pause.of(EVERY);
            }
        }
    }

    private WireConnection join() throws IOException {
        WireConnection connection = WireConnection.open(node.address(), CONNECT_PATIENCE);
        try {
            connection.send("HELLO proto=1", "JOIN #a probe-" + node.name());
            awaitOk(connection);
            return connection;
        } catch (IOException failure) {
            connection.close();
            throw failure;
        }
    }

    private void probe(WireConnection sender) throws IOException {
        int disturbances = node.disturbances();
        boolean wasAtWork = node.isAtWork();
        long sentNanos = System.nanoTime();
        try {
            sender.send("SEND #a next :probe");
            awaitOk(sender);
            ear.onAccepted(node, sentNanos, System.nanoTime());
        } finally {
            if (wasAtWork && node.isAtWork() && disturbances == node.disturbances()) {
                ear.onWaited(node, System.nanoTime() - sentNanos);
            }
        }
    }

    private static void awaitOk(WireConnection connection) throws IOException {
        long deadline = System.nanoTime() + ANSWER_PATIENCE.toNanos();
        for (String line = connection.line(deadline); line != null; line = connection.line(deadline)) {
            if (line.startsWith("+OK #a")) {
                return;
            }
            if (line.startsWith("-ERR") || line.startsWith("*BYE")) {
                throw new IOException(line);
            }
        }
        throw new IOException("no answer in time");
    }
}

package io.echelon.testkit.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One server of a cluster, a process that comes and goes. For one thread, but for what says otherwise.
public final class ClusterNode {
    private static final int CONNECT_MILLIS = 500;

    private final String name;
    private final List<String> command;
    private final InetSocketAddress address;
    private final Path folder;
    private final Path log;
    private volatile @Nullable Process process;
    private volatile boolean isFrozen;
    private volatile boolean isCutOff;
    private final AtomicInteger disturbances = new AtomicInteger();

    /// @param command that starts it
    /// @param address where clients find it
    /// @param folder where it keeps its state
    /// @param log what it says is added there
    ClusterNode(String name, List<String> command, InetSocketAddress address, Path folder, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.address = address;
        this.folder = folder;
        this.log = log;
    }

    public String name() {
        return name;
    }

    /// Where clients find it.
    public InetSocketAddress address() {
        return address;
    }

    Path folder() {
        return folder;
    }

    Path log() {
        return log;
    }

    /// Starts it, and does not wait for it.
    void start() {
        if (isRunning()) {
            throw new IllegalStateException(name + " is running");
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            isFrozen = false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Whether there is a process, frozen or not. Any thread may ask.
    boolean isRunning() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /// Any thread may ask.
    boolean isFrozen() {
        return isFrozen;
    }

    /// Clients cannot reach it, or can again.
    void setCutOff(boolean value) {
        isCutOff = value;
        disturbances.incrementAndGet();
    }

    /// Whether nothing keeps it from answering. Any thread may ask.
    boolean isAtWork() {
        return isRunning() && !isFrozen && !isCutOff;
    }

    /// How often something was done to it. Any thread may ask.
    int disturbances() {
        return disturbances.get();
    }

    /// Whether it takes connections at this moment.
    boolean isListening() {
        if (!isRunning()) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /// Ends it with SIGKILL, and waits for the end. Any thread may call.
    void kill() {
        disturbances.incrementAndGet();
        Process current = process;
        if (current != null) {
            current.destroyForcibly();
            awaitEnd(Duration.ofMinutes(1));
        }
    }

    /// Asks it to end with SIGTERM, and does not wait.
    void terminate() {
        disturbances.incrementAndGet();
        signal("TERM");
    }

    /// Has it write into its log what each of its threads is at.
    void tellThreads() {
        signal("QUIT");
    }

    void freeze() {
        disturbances.incrementAndGet();
        signal("STOP");
        isFrozen = true;
    }

    void thaw() {
        if (isRunning()) {
            signal("CONT");
        }
        isFrozen = false;
        disturbances.incrementAndGet();
    }

    /// @return whether it has ended in that time
    boolean awaitEnd(Duration patience) {
        Process current = process;
        try {
            return current == null || current.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new Pause.StoppedException(interrupted);
        }
    }

    /// What it ended with.
    int exitCode() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return current.exitValue();
    }

    private void signal(String signal) {
        Process current = process;
        if (current != null && current.isAlive()) {
            try {
                Shell.run("kill", "-" + signal, Long.toString(current.pid()));
            } catch (IOException ended) {
                if (current.isAlive()) {
                    throw new UncheckedIOException(ended);
                }
            }
        }
    }

    /// Everything that it has said, over all its starts.
    String said() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

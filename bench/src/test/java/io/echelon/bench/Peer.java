package io.echelon.bench;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another system's server, on a free port of the loopback interface, gone when it is closed.
final class Peer implements AutoCloseable {
    private static final int TRIES = 200;
    private static final int PAUSE_MILLIS = 50;

    private final Process process;
    private final int port;

    private Peer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts it, or skips the test where it is not installed.
    ///
    /// @param folder for whatever it writes
    static Peer start(Contender system, Path folder) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = command(system, port);
        assumeTrue(Files.isExecutable(Path.of(command.getFirst())), command.getFirst() + " is not installed");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        Peer peer = new Peer(process, port);
        peer.awaitListening();
        return peer;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static List<String> command(Contender system, int port) {
        String at = Integer.toString(port);
        return switch (system) {
            case ECHELON -> throw new IllegalArgumentException("a test has its own Echelon");
            case REDIS -> List.of("/usr/bin/redis-server", "--port", at, "--bind", "127.0.0.1", "--save", "");
            case NATS -> List.of("/usr/sbin/nats-server", "--addr", "127.0.0.1", "--port", at);
            case MQTT -> List.of("/usr/sbin/mosquitto", "-p", at);
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (isListening()) {
                return;
            }
            if (process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                fail("it has ended with %d", process.exitValue());
            }
        }
        close();
        fail("it does not listen");
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException notYet) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package io.echelon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// A way to a server on the loopback interface, which can be cut and mended.
final class Relay implements AutoCloseable {
    private final InetSocketAddress server;
    private final ServerSocket listener;
    /// Both ends of all that goes through. Guarded by this.
    private final List<Socket> ends = new ArrayList<>();
    private boolean isCut;

    private Relay(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    static Relay to(InetSocketAddress server) {
        try {
            Relay relay = new Relay(server, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
            Threads.start("relay", relay::acceptAll);
            return relay;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Where it listens.
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /// Breaks all connections, and every later one as soon as it is made.
    synchronized void cut() {
        isCut = true;
        ends.forEach(Relay::close);
        ends.clear();
    }

    /// Lets connections through that are made from now on.
    synchronized void mend() {
        isCut = false;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        cut();
    }

    private void acceptAll() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException closed) {
            // Nobody comes any more.
        }
    }

    private synchronized void connect(Socket near) throws IOException {
        if (isCut) {
            near.close();
            return;
        }
        Socket far = new Socket(server.getAddress(), server.getPort());
        ends.add(near);
        ends.add(far);
        Threads.start("relay-there", () -> pass(near, far));
        Threads.start("relay-back", () -> pass(far, near));
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // The other end learns of it by being closed.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

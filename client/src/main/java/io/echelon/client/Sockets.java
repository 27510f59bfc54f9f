package io.echelon.client;

import io.echelon.protocol.VisibleText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/// How sockets are set up.
final class Sockets {
    private static final int KEEPALIVE_SECONDS = 30;
    private static final int KEEPALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEPALIVE_PROBES = 3;

    private Sockets() {}

    /// Connects a socket, and closes it where that fails.
    ///
    /// @throws IOException if there is nobody at that address, with a message that names it
    static void connect(Socket socket, ServerAddress address, Duration timeout) throws IOException {
        InetSocketAddress target = new InetSocketAddress(address.host(), address.port());
        try {
            if (target.isUnresolved()) {
                throw new UnknownHostException("there is no host named " + VisibleText.escape(address.host()));
            }
            socket.connect(target, (int) Math.min(Integer.MAX_VALUE, Math.max(1, timeout.toMillis())));
            socket.setTcpNoDelay(true);
            keepAlive(socket);
        } catch (UnknownHostException unknown) {
            socket.close();
            throw unknown;
        } catch (IOException failure) {
            socket.close();
            throw new IOException("cannot connect to " + address + ": " + failure.getMessage(), failure);
        }
    }

    private static void keepAlive(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
        }
    }

    static void shutdownOutput(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException ignored) {
            // It is gone already.
        }
    }
}

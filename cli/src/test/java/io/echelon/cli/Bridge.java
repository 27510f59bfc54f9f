package io.echelon.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A way to a server that can be cut.
final class Bridge implements AutoCloseable {
    private static final int WINDOW = 8192;

    private final InetSocketAddress server;
    private final ServerSocket entrance;
    /// Guarded by this, like what follows.
    private final List<Socket> clientSides = new ArrayList<>();

    private final List<Socket> serverSides = new ArrayList<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean isDown;

    Bridge(InetSocketAddress server) {
        this.server = server;
        try {
            entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.startVirtualThread(this::admitAll);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(entrance.getInetAddress(), entrance.getLocalPort());
    }

    /// Everything that the server has said to clients.
    synchronized String heard() {
        return heard.toString(StandardCharsets.UTF_8);
    }

    /// The server sees its connections end at once. The clients only hear nothing any more, also on new connections.
    synchronized void sever() {
        isDown = true;
        serverSides.forEach(Bridge::end);
    }

    /// Both sides see the connections end at once, and so does whoever connects.
    synchronized void cut() {
        sever();
        clientSides.forEach(Bridge::end);
    }

    /// New connections lead to the server again; those that were severed end.
    synchronized void heal() {
        isDown = false;
        clientSides.forEach(Bridge::end);
        clientSides.clear();
    }

    private void admitAll() {
        try {
            while (!entrance.isClosed()) {
                admit(entrance.accept());
            }
        } catch (IOException closed) {
            // Nobody comes any more.
        }
    }

    private synchronized void admit(Socket client) throws IOException {
        clientSides.add(client);
        if (isDown) {
            return;
        }
        Socket onward = new Socket();
        onward.connect(server);
        serverSides.add(onward);
        Thread.startVirtualThread(() -> pass(client, onward));
        Thread.startVirtualThread(() -> pass(onward, client));
    }

    private void pass(Socket from, Socket to) {
        byte[] window = new byte[WINDOW];
        try {
            InputStream input = from.getInputStream();
            for (int count = input.read(window); count >= 0; count = input.read(window)) {
                passOn(window, count, to);
            }
        } catch (IOException broken) {
            // As below.
        }
        if (!isDown()) {
            end(from);
            end(to);
        }
    }

    private synchronized boolean isDown() {
        return isDown;
    }

    private synchronized void passOn(byte[] bytes, int count, Socket to) throws IOException {
        if (!isDown) {
            to.getOutputStream().write(bytes, 0, count);
            if (clientSides.contains(to)) {
                heard.write(bytes, 0, count);
            }
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException ended) {
            // All the better.
        }
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

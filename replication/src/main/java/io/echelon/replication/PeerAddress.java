package io.echelon.replication;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Where a node listens for others.
public record PeerAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /// @param text a host and a port, as `n1.example:7511` or `[::1]:7511`
    public static PeerAddress of(String text) {
        int colon = text.lastIndexOf(':');
        if (colon > 0) {
            String host = text.substring(0, colon);
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                boolean isBracketed = host.startsWith("[") && host.endsWith("]");
                if (port > 0 && port <= MAX_PORT && (isBracketed || host.indexOf(':') < 0)) {
                    return new PeerAddress(isBracketed ? host.substring(1, host.length() - 1) : host, port);
                }
            } catch (NumberFormatException wrong) {
                // It is told below.
            }
        }
        throw new IllegalArgumentException(text + " is no address of a node; it has to be HOST:PORT");
    }

    /// Whether only this machine can be there. A name that cannot be looked up is elsewhere.
    boolean isLoopback() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
    }

    /// Ratis takes a port that is taken for the end of the process.
    void probe() throws NodeException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException refused) {
            throw new NodeException("cannot listen for other nodes on " + this + ": " + refused.getMessage(), refused);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}

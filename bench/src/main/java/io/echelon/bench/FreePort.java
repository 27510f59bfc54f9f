package io.echelon.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of the loopback that nobody listens on, none of them twice. They lie below those that Linux gives to
/// who connects: with thousands of connections that have just ended, one of those might be in use by chance.
final class FreePort {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;

    private int next;

    /// @param seed where to begin; another one for each process
    FreePort(long seed) {
        next = FIRST + (int) Math.floorMod(seed, (long) LAST - FIRST);
    }

    int next() throws FailedRunException {
        for (int tries = FIRST; tries < LAST; tries++) {
            int port = next;
            next = port + 1 < LAST ? port + 1 : FIRST;
            if (isFree(port)) {
                return port;
            }
        }
        throw new FailedRunException("every port from " + FIRST + " to " + LAST + " is taken");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}

package io.echelon.cli;

import io.echelon.server.Limit;
import io.echelon.server.Server;
import io.echelon.server.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// A server as all that a process does, until it is told to stop.
final class ServerProcess {
    static final String NO_AUTHENTICATION =
            "there is no authentication yet: whoever can reach this address can take a place";

    private ServerProcess() {}

    /// Returns when the server has failed, or cannot listen; a signal ends the process meanwhile.
    ///
    /// @return the exit code
    static int run(ServerOptions options, PrintWriter out, PrintWriter err) throws InterruptedException {
        Server server;
        try {
            server = start(options, out);
        } catch (IOException refused) {
            err.println("echelon: " + explain(options, refused));
            return ExitCode.CANNOT_LISTEN;
        }
        return awaitFailure(server);
    }

    /// A server that is ready and has said so.
    static Server start(ServerOptions options, PrintWriter out) throws IOException {
        Server server = Server.start(options);
        StopSignal.whenTold(server::close);
        notices(options, server.address()).forEach(out::println);
        out.flush();
        return server;
    }

    /// What the operator is told when the server is ready.
    static List<String> notices(ServerOptions options, InetSocketAddress address) {
        List<String> notices = new ArrayList<>();
        notices.add("echelon is listening on " + hostAndPort(address) + " (capacity " + options.limit(Limit.CAPACITY)
                + ", in memory)");
        notices.add("places do not outlive this process: when it stops, every client has to join anew");
        if (!address.getAddress().isLoopbackAddress()) {
            notices.add(NO_AUTHENTICATION);
        }
        return notices;
    }

    static String hostAndPort(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static int awaitFailure(Server server) throws InterruptedException {
        try {
            server.failure().toCompletableFuture().get();
        } catch (ExecutionException logged) {
            StopSignal.failed();
        }
        return ExitCode.FAILED;
    }

    static String explain(ServerOptions options, IOException refused) {
        String address = options.host() + ":" + options.port();
        if (String.valueOf(refused.getMessage()).contains("in use")) {
            return address + " is taken; stop what listens there, or choose another port with --port (0 picks one)";
        }
        return "cannot listen on " + address + ": " + refused.getMessage();
    }
}

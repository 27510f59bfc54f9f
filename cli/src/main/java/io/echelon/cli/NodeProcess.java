package io.echelon.cli;

import io.echelon.replication.NodeException;
import io.echelon.replication.NodeOptions;
import io.echelon.replication.RaftNode;
import io.echelon.server.Limit;
import io.echelon.server.Server;
import io.echelon.server.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A server that keeps its state on disk as all that a process does, until it is told to stop.
final class NodeProcess {
    private static final long PROGRESS_SECONDS = 3;

    private NodeProcess() {}

    /// Returns when the server has failed, or cannot listen, or cannot use its folder; a signal ends the
    /// process meanwhile.
    ///
    /// @param advertised where clients find it; null for where it listens
    /// @return the exit code
    static int run(
            ServerOptions options,
            NodeOptions nodeOptions,
            @Nullable String advertised,
            PrintWriter out,
            PrintWriter err)
            throws InterruptedException {
        RaftNode node;
        try {
            node = RaftNode.start(nodeOptions);
        } catch (NodeException refused) {
            err.println("echelon: " + refused.getMessage());
            return ExitCode.CANNOT_LISTEN;
        }
        Runnable forget = StopSignal.whenTold(node::close);
        try {
            awaitMajority(node, out);
            Server server = Server.start(options, new NodeReplica(node));
            forget.run();
            StopSignal.whenTold(() -> {
                server.close();
                node.close();
            });
            node.advertise(address(server.address(), nodeOptions, advertised));
            notices(options, nodeOptions, server.address()).forEach(out::println);
            out.flush();
            return awaitEnd(server, node, err);
        } catch (IOException refused) {
            CompletableFuture<Throwable> left = node.ended().toCompletableFuture();
            err.println(
                    "echelon: " + (left.isDone() ? left.join().getMessage() : ServerProcess.explain(options, refused)));
            node.close();
            return ExitCode.CANNOT_LISTEN;
        }
    }

    /// @return the exit code
    private static int awaitEnd(Server server, RaftNode node, PrintWriter err) throws InterruptedException {
        CompletableFuture<?> failure = server.failure().toCompletableFuture();
        CompletableFuture<Throwable> left = node.ended().toCompletableFuture();
        try {
            CompletableFuture.anyOf(failure, left).get();
            err.println("echelon: " + left.join().getMessage());
            err.flush();
        } catch (ExecutionException bug) {
            // It is in the log.
        }
        StopSignal.failed();
        return ExitCode.FAILED; // On its way out the process says goodbye to clients and to the other nodes.
    }

    private static void awaitMajority(RaftNode node, PrintWriter out) throws InterruptedException, IOException {
        CompletableFuture<Void> ready = node.ready().toCompletableFuture();
        while (true) {
            try {
                ready.get(PROGRESS_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException notYet) {
                out.println(node.waitsFor());
                out.flush();
            } catch (ExecutionException failure) {
                Throwable cause = failure.getCause();
                throw new IOException(cause == null ? failure.getMessage() : cause.getMessage(), failure);
            }
        }
    }

    /// Where it listens, unless that is everywhere: then its machine is the one that other nodes know.
    private static String address(InetSocketAddress listening, NodeOptions options, @Nullable String advertised) {
        if (advertised != null) {
            return advertised;
        }
        return listening.getAddress().isAnyLocalAddress()
                ? options.peerAddress().host() + ":" + listening.getPort()
                : ServerProcess.hostAndPort(listening);
    }

    private static List<String> notices(ServerOptions options, NodeOptions node, InetSocketAddress address) {
        List<String> notices = new ArrayList<>();
        notices.add("echelon is listening on " + ServerProcess.hostAndPort(address) + " (capacity "
                + options.limit(Limit.CAPACITY) + ", kept in " + node.folder()
                + (node.isAlone()
                        ? ")"
                        : ", node " + node.node() + " of " + node.members().size() + ")"));
        notices.add("whatever was answered is on the disk" + (node.isAlone() ? "" : " of a majority of the servers")
                + ": who has grace comes back to its place after a crash");
        if (!address.getAddress().isLoopbackAddress()) {
            notices.add(ServerProcess.NO_AUTHENTICATION);
        }
        return notices;
    }
}

package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A replicated server that acknowledges writes at each node, in processes of its own, until this is closed. Then its
/// state is gone from the disk.
final class RunningCluster implements AutoCloseable {
    private static final int READ_MILLIS = 5_000;

    private final ClusterUnderTest cluster;
    private final Pace pace;
    private final Path folder;
    private final Children children;
    private final List<NodePorts> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /// @param folder where the nodes have folders; made by this
    /// @throws FailedRunException if it did not get ready, with the last that it said
    RunningCluster(ClusterUnderTest cluster, Pace pace, FreePort free, Path folder, Children children)
            throws FailedRunException {
        this.cluster = cluster;
        this.pace = pace;
        this.folder = folder;
        this.children = children;
        for (int node = 0; node < ClusterUnderTest.NODES; node++) {
            ports.add(new NodePorts(free.next(), free.next(), free.next()));
        }
        try {
            for (int node = 0; node < ClusterUnderTest.NODES; node++) {
                prepare(node);
                processes.add(start(node));
            }
            try (Fleet fleet = new Fleet(addresses())) {
                Probe.awaitAll(Probe.atEachNode(fleet, cluster.system()));
            }
        } catch (FailedRunException notReady) {
            close();
            throw new FailedRunException("it did not get ready: " + notReady.getMessage() + "\n" + lastWords());
        }
    }

    private void prepare(int node) throws FailedRunException {
        try {
            Files.createDirectories(folder(node).resolve(ClusterUnderTest.DATA));
            for (Map.Entry<Path, List<String>> file :
                    cluster.files(node, ports, pace).entrySet()) {
                Files.write(folder(node).resolve(file.getKey()), file.getValue(), UTF_8);
            }
        } catch (IOException failure) {
            throw new FailedRunException("there is no room for a node: " + failure.getMessage());
        }
    }

    private Process start(int node) throws FailedRunException {
        try {
            return children.start(new ProcessBuilder(cluster.command(node, ports, pace))
                    .directory(folder(node).toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(node).toFile())));
        } catch (IOException failure) {
            throw new FailedRunException("a node cannot be started: " + failure.getMessage());
        }
    }

    List<InetSocketAddress> addresses() {
        return ports.stream()
                .map(each -> new InetSocketAddress(InetAddress.getLoopbackAddress(), each.client()))
                .toList();
    }

    /// As the load driver is told where the nodes are.
    String nodes() {
        List<String> nodes = new ArrayList<>();
        for (int node = 0; node < processes.size(); node++) {
            nodes.add("127.0.0.1:" + ports.get(node).client() + ":"
                    + processes.get(node).pid());
        }
        return String.join(",", nodes);
    }

    /// The index of the node that leads.
    ///
    /// @throws FailedRunException if none does
    int leader() throws FailedRunException {
        for (int node = 0; node < processes.size(); node++) {
            if (cluster.isLeader(node, ask(node))) {
                return node;
            }
        }
        throw new FailedRunException("nobody leads");
    }

    private String ask(int node) throws FailedRunException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(addresses().get(node));
            socket.getOutputStream().write(cluster.leaderQuestion().getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new FailedRunException("a node does not say who leads: " + failure.getMessage());
        }
    }

    /// Kills a node, and returns when it is gone.
    void kill(int node) {
        children.kill(processes.get(node));
    }

    /// Starts a node again that was killed, and does not wait for it.
    void revive(int node) throws FailedRunException {
        processes.set(node, start(node));
    }

    boolean isAlive() {
        return processes.stream().allMatch(Process::isAlive);
    }

    /// The end of what the nodes have said.
    String lastWords() {
        List<String> words = new ArrayList<>();
        for (int node = 0; node < processes.size(); node++) {
            words.add("the last words of node " + (node + 1) + ":\n" + LastLines.of(log(node)));
        }
        return words.stream().collect(Collectors.joining("\n"));
    }

    private Path folder(int node) {
        return folder.resolve("n" + (node + 1));
    }

    private Path log(int node) {
        return folder(node).resolve("server.log");
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        processes.forEach(children::stop);
        for (int node = 0; node < ClusterUnderTest.NODES; node++) {
            new Scratch(folder(node).resolve(ClusterUnderTest.DATA)).delete();
        }
    }
}

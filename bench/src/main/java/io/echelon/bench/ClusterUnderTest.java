package io.echelon.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One kind of replicated server, set up as three nodes on loopback, each with a folder of its own on disk, flushed
/// before anything is acknowledged.
interface ClusterUnderTest extends Compared {
    int NODES = 3;

    /// Where a node keeps its state, in the folder where it is started.
    String DATA = "data";

    /// What the load driver calls it.
    ReplicatedSystem system();

    /// What starts a node in the foreground.
    ///
    /// @param node its index
    /// @param ports of all
    List<String> command(int node, List<NodePorts> ports, Pace pace);

    /// What has to be in the folder where a node is started: lines by file.
    default Map<Path, List<String>> files(int node, List<NodePorts> ports, Pace pace) {
        return Map.of();
    }

    /// What is said to the client port of a node to learn who leads. The node closes behind its answer.
    String leaderQuestion();

    /// Whether the answer says that this node leads.
    boolean isLeader(int node, String answer);

    /// As it reads in a report.
    default String typed(int node, List<NodePorts> ports, Pace pace) {
        return Words.typed(command(node, ports, pace));
    }

    /// The first node at its standard pace, and what is another at the shortest one.
    @Override
    default List<String> shown() {
        List<NodePorts> ports = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            int first = ServerUnderTest.SHOWN_PORT + 10 * node;
            ports.add(new NodePorts(first, first + 1, first + 2));
        }
        List<String> standard = lines(ports, Pace.STANDARD);
        List<String> shortest = lines(ports, Pace.SHORTEST);
        List<String> shown = new ArrayList<>(standard);
        shortest.stream()
                .filter(line -> !standard.contains(line))
                .map(line -> "shortest: " + line)
                .forEach(shown::add);
        return shown;
    }

    private List<String> lines(List<NodePorts> ports, Pace pace) {
        List<String> lines = new ArrayList<>(List.of(typed(0, ports, pace)));
        files(0, ports, pace).values().forEach(lines::addAll);
        return lines;
    }
}

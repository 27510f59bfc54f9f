package io.echelon.bench;

import java.net.InetSocketAddress;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The replicated server that is driven.
final class ClusterTarget {
    /// One of its processes.
    record Node(InetSocketAddress address, long pid) {}

    @Option(names = "--system", required = true, description = "What it is: ${COMPLETION-CANDIDATES}")
    private ReplicatedSystem system;

    @Option(
            names = "--nodes",
            paramLabel = "HOST:PORT:PID",
            required = true,
            split = ",",
            converter = NodeConverter.class,
            description = "Where each node listens, and its process.")
    private List<Node> nodes;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    ClusterTarget() {}

    ReplicatedSystem system() {
        return system;
    }

    List<InetSocketAddress> addresses() {
        return nodes.stream().map(Node::address).toList();
    }

    List<Long> pids() {
        return nodes.stream().map(Node::pid).toList();
    }

    /// As in `127.0.0.1:7411:4711`.
    static final class NodeConverter implements ITypeConverter<Node> {
        @Override
        public Node convert(String word) {
            String[] parts = word.split(":", -1);
            try {
                if (parts.length == 3) {
                    return new Node(
                            new InetSocketAddress(parts[0], Integer.parseInt(parts[1])), Long.parseLong(parts[2]));
                }
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException("no node: " + word + ": " + wrong.getMessage());
            }
            throw new TypeConversionException("no node: " + word);
        }
    }
}

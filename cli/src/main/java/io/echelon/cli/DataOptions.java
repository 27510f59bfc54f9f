package io.echelon.cli;

import io.echelon.replication.NodeOptions;
import io.echelon.server.ServerOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of a server that keeps its state on disk, alone or together with others.
final class DataOptions {
    private static final long MEGABYTE = 1 << 20;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps everything in this folder: whatever was answered survives the end of the process."
                    + " Default: in memory")
    private @Nullable Path folder;

    @Option(names = "--node", paramLabel = "NAME", description = "Which of the servers of --cluster this one is.")
    private @Nullable String node;

    @Option(
            names = "--cluster",
            paramLabel = "NAME=HOST:PORT",
            split = ",",
            description = "Three or five servers that keep one state together, each with the address at which the"
                    + " others find it: the same list at each.")
    private Map<String, String> members = new LinkedHashMap<>();

    @Option(
            names = "--join",
            description = "The cluster is there already: waits until ./echelon cluster add has named this server.")
    private boolean isJoining;

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description = "Where clients find this server, as the others tell it. Default: where it listens")
    private @Nullable String advertised;

    @Mixin
    private PeerTlsOptions tls = new PeerTlsOptions();

    @Option(
            names = "--disk-reserve",
            paramLabel = "MB",
            description = "The server ends when the disk has less left than that. Default: ${DEFAULT-VALUE}")
    private long reserveMegabytes = NodeOptions.DEFAULT_RESERVE_BYTES / MEGABYTE;

    @Option(
            names = "--restored",
            description = "The folder was brought back from a backup: makes all tokens greater than any that were"
                    + " given out since. For one start.")
    private boolean isRestored;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    DataOptions() {}

    /// @return null if everything is to be in memory
    /// @throws IllegalArgumentException if they make no sense together
    @Nullable
    NodeOptions options(ServerOptions server) {
        if (folder == null) {
            requireNothingElse();
            return null;
        }
        PeerTls files = tls.files();
        if (members.isEmpty() != (node == null)) {
            throw new IllegalArgumentException("--node and --cluster belong together");
        }
        return new NodeOptions(
                folder,
                node == null ? NodeOptions.ALONE : node,
                members,
                isJoining,
                server.coreLimits(),
                server.uniqueNames(),
                files == null ? null : new NodeOptions.PeerTls(files.certificate(), files.key(), files.authority()),
                reserveMegabytes * MEGABYTE,
                NodeOptions.DEFAULT_LOST_MILLIS,
                isRestored,
                NodeOptions.DEFAULT_SNAPSHOT_ENTRIES,
                NodeOptions.DEFAULT_SEGMENT_BYTES);
    }

    @Nullable
    String advertised() {
        return advertised;
    }

    private void requireNothingElse() {
        if (node != null
                || !members.isEmpty()
                || isJoining
                || isRestored
                || advertised != null
                || tls.files() != null) {
            throw new IllegalArgumentException(
                    "servers that keep something need a folder for it; name one with --data DIR");
        }
    }
}

package io.echelon.testkit.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which server of a cluster leads.
final class Leader {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern LEADER = Pattern.compile("\\+OK leader=(\\S+).*");
    private static final Pattern TERM = Pattern.compile("(?m)^term=(\\d+)$");
    private static final Pattern VOTE = Pattern.compile("(?m)^votedFor=(\\S+)$");

    private Leader() {}

    /// As one of them tells, or as they have voted; empty if nobody leads, or nobody knows.
    static Optional<ClusterNode> find(ClusterProcesses cluster) {
        for (ClusterNode node : cluster.lively()) {
            Optional<String> name = ask(node);
            Optional<ClusterNode> leader = cluster.nodes().stream()
                    .filter(each -> each.isRunning() && each.name().equals(name.orElse("")))
                    .findFirst();
            if (leader.isPresent()) {
                return leader;
            }
        }
        return elected(cluster);
    }

    private static Optional<String> ask(ClusterNode node) {
        try (WireConnection connection = WireConnection.open(node.address(), PATIENCE)) {
            connection.send("HELLO proto=1 body=count", "CLUSTER #c");
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (String line = connection.line(deadline); line != null; line = connection.line(deadline)) {
                if (line.startsWith("-ERR #c")) {
                    return Optional.empty();
                }
                Matcher leader = LEADER.matcher(line.replace(" #c", ""));
                if (leader.matches()) {
                    return Optional.of(leader.group(1));
                }
            }
            return Optional.empty();
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    /// By what each has written down of the last election that it took part in.
    private static Optional<ClusterNode> elected(ClusterProcesses cluster) {
        long lastTerm = -1;
        Map<String, Integer> votes = new HashMap<>();
        for (ClusterNode node : cluster.nodes()) {
            String meta = meta(node.folder());
            Matcher term = TERM.matcher(meta);
            Matcher vote = VOTE.matcher(meta);
            if (term.find() && vote.find()) {
                long number = Long.parseLong(term.group(1));
                if (number > lastTerm) {
                    votes.clear();
                    lastTerm = number;
                }
                if (number == lastTerm) {
                    votes.merge(vote.group(1), 1, Integer::sum);
                }
            }
        }
        List<ClusterNode> elected = cluster.nodes().stream()
                .filter(node -> node.isRunning()
                        && votes.getOrDefault(node.name(), 0) * 2
                                > cluster.nodes().size())
                .toList();
        return elected.stream().findFirst();
    }

    private static String meta(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Optional<Path> meta =
                    files.filter(file -> file.endsWith("raft-meta")).findFirst();
            return meta.isPresent() ? Files.readString(meta.get()) : "";
        } catch (IOException | UncheckedIOException meanwhileGone) {
            return "";
        }
    }
}

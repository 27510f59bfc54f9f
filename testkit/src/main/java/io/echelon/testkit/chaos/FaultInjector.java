package io.echelon.testkit.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Does one thing after the other to a cluster, each time until the cluster is whole again.
final class FaultInjector {
    private static final Duration GO_ON_PATIENCE = Duration.ofSeconds(30);
    private static final Duration WHOLE_PATIENCE = Duration.ofSeconds(90);
    private static final Duration END_PATIENCE = Duration.ofSeconds(30);
    private static final int LEAST_FREEZE_MILLIS = 1_000;
    private static final int DELAY_SHARE = 3;
    private static final double NANOS = 1e9;
    private static final String FULL = "the disk has ";

    private final ClusterProcesses cluster;
    private final Probes probes;
    private final Recovery recovery;
    private final Random random;
    private final long longestMillis;
    private final List<Finding> findings = new ArrayList<>();
    private final @Nullable SplitNetwork network;
    private final @Nullable SmallDisk disk;
    /// After the last kill of a leader; -1 if that is not what was done.
    private long wentOnNanos;

    /// @param longest as of [ChaosOptions#longest]
    /// @param disk of the last node; null if there is none that could be filled
    FaultInjector(
            ClusterProcesses cluster,
            Probes probes,
            Recovery recovery,
            Random random,
            Duration longest,
            @Nullable SplitNetwork network,
            @Nullable SmallDisk disk) {
        this.cluster = cluster;
        this.probes = probes;
        this.recovery = recovery;
        this.random = random;
        this.longestMillis = longest.toMillis();
        this.network = network;
        this.disk = disk;
    }

    List<Finding> findings() {
        return findings;
    }

    /// Does it, and waits until all servers take commands again.
    ///
    /// @return what came of it, for people
    String carryOut(Fault fault) throws IOException {
        long beginNanos = System.nanoTime();
        wentOnNanos = -1;
        switch (fault) {
            case KILL_LEADER -> kill(List.of(leader()), true);
            case KILL_FOLLOWER -> kill(List.of(follower()), false);
            case KILL_TWO -> kill(List.of(leader(), follower()), false);
            case KILL_ALL -> kill(cluster.nodes(), false);
            case STOP_LEADER -> stop(leader());
            case STOP_FOLLOWER -> stop(follower());
            case FREEZE_LEADER -> freeze(leader());
            case FREEZE_FOLLOWER -> freeze(follower());
            case CUT_OFF_LEADER -> cutOff(leader(), false);
            case CUT_OFF_FOLLOWER -> cutOff(follower(), false);
            case CUT_OFF_LEADER_FROM_SERVERS -> cutOff(leader(), true);
            case CUT_OFF_FOLLOWER_FROM_SERVERS -> cutOff(follower(), true);
            case FILL_DISK -> fillDisk();
        }
        becomeWhole(fault);
        String wentOn =
                wentOnNanos < 0 ? "" : String.format(Locale.ROOT, "it went on after %.2f s, ", wentOnNanos / NANOS);
        return wentOn
                + String.format(Locale.ROOT, "all was well after %.1f s", (System.nanoTime() - beginNanos) / NANOS);
    }

    private ClusterNode leader() {
        Optional<ClusterNode> leader = Leader.find(cluster);
        return leader.orElseGet(() -> any(cluster.nodes()));
    }

    private ClusterNode follower() {
        ClusterNode leader = leader();
        return any(cluster.nodes().stream().filter(node -> node != leader).toList());
    }

    private ClusterNode any(List<ClusterNode> nodes) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private void kill(List<ClusterNode> killed, boolean isMeasured) {
        long beginNanos = System.nanoTime();
        killed.parallelStream().forEach(ClusterNode::kill);
        probes.begin();
        if (isMajority(cluster.nodes().size() - killed.size())) {
            expectProgress(killed, isMeasured ? beginNanos : -1);
        } else {
            pauseForAWhile();
        }
        restart(killed);
    }

    private boolean isMajority(int count) {
        return 2 * count > cluster.nodes().size();
    }

    private void pauseForAWhile() {
        Pause.of(Duration.ofMillis(random.nextLong(longestMillis / DELAY_SHARE)));
    }

    /// @param sinceNanos when it began that is to be measured; -1 for nothing
    private void expectProgress(List<ClusterNode> without, long sinceNanos) {
        List<ClusterNode> others =
                cluster.nodes().stream().filter(node -> !without.contains(node)).toList();
        OptionalLong accepted = probes.awaitAny(others, GO_ON_PATIENCE);
        if (accepted.isEmpty()) {
            findings.add(new Finding(
                    "a majority goes on", "without " + without + ", no command was accepted in " + GO_ON_PATIENCE));
        } else if (sinceNanos != -1) {
            wentOnNanos = accepted.getAsLong() - sinceNanos;
            recovery.add(wentOnNanos);
        }
    }

    /// In any order, sometimes late.
    private void restart(List<ClusterNode> ended) {
        List<ClusterNode> shuffled = new ArrayList<>(ended);
        Collections.shuffle(shuffled, random);
        for (ClusterNode node : shuffled) {
            if (random.nextInt(3) == 0) {
                pauseForAWhile();
            }
            node.start();
        }
    }

    private void stop(ClusterNode node) {
        node.terminate();
        probes.begin();
        expectProgress(List.of(node), -1);
        if (!node.awaitEnd(END_PATIENCE)) {
            findings.add(new Finding("SIGTERM ends a server", node + " still ran after " + END_PATIENCE));
            node.kill();
        }
        restart(List.of(node));
    }

    private void freeze(ClusterNode node) {
        node.freeze();
        probes.begin();
        expectProgress(List.of(node), -1);
        Pause.of(Duration.ofMillis(random.nextLong(LEAST_FREEZE_MILLIS, longestMillis)));
        node.thaw();
    }

    private void cutOff(ClusterNode node, boolean fromServersOnly) throws IOException {
        SplitNetwork between = network;
        if (between == null) {
            throw new IllegalStateException("there is no network");
        }
        int number = cluster.nodes().indexOf(node) + 1;
        if (fromServersOnly) {
            between.cutOffFromServers(number);
        } else {
            between.cutOff(number);
        }
        node.setCutOff(!fromServersOnly);
        probes.begin();
        expectProgress(List.of(node), -1);
        Pause.of(Duration.ofMillis(random.nextLong(LEAST_FREEZE_MILLIS, longestMillis)));
        if (fromServersOnly) {
            between.reconnectToServers(number);
        } else {
            between.reconnect(number);
        }
        node.setCutOff(false);
    }

    private void fillDisk() throws IOException {
        SmallDisk small = disk;
        if (small == null) {
            throw new IllegalStateException("there is no disk");
        }
        ClusterNode node = cluster.nodes().getLast();
        int saidBefore = node.said().length();
        small.fill();
        probes.begin();
        if (!node.awaitEnd(END_PATIENCE)) {
            findings.add(new Finding("a full disk ends a server", node + " still ran after " + END_PATIENCE));
            node.kill();
        } else if (!node.said().substring(saidBefore).contains(FULL)) {
            findings.add(new Finding("a server says why it ends", node + " says nothing of a full disk in its log"));
        }
        expectProgress(List.of(node), -1);
        small.empty();
        restart(List.of(node));
    }

    private void becomeWhole(Fault fault) {
        probes.begin();
        if (probes.awaitAll(cluster.nodes(), WHOLE_PATIENCE).isEmpty()) {
            findings.add(new Finding(
                    "a cluster becomes whole again",
                    "not all servers took commands " + WHOLE_PATIENCE + " after " + fault + "; running: "
                            + cluster.nodes().stream()
                                    .filter(ClusterNode::isRunning)
                                    .toList()));
            cluster.nodes().forEach(ClusterNode::tellThreads);
            cluster.nodes().stream().filter(node -> !node.isRunning()).forEach(ClusterNode::start);
        }
    }
}

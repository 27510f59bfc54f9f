package io.echelon.testkit.simulation;

import io.echelon.testkit.simulation.OneLog.Logged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The machines, the network between them, and who leads.
final class Cluster {
    private static final long LOOK_MILLIS = 50;
    private static final long NETWORK_MICROS = 400;
    private static final long COMMIT_MICROS = 1_500;

    final Scenario scenario;
    final Timeline timeline;
    final Chance chance;
    final Journal journal;
    final Flaws flaws;
    final OneLog log;
    final Truth truth;
    final List<SimulatedNode> nodes = new ArrayList<>();
    private @Nullable SimulatedNode leader;
    /// How many entries were committed when it began to lead.
    private int electedAt;

    private long term;
    /// Whether proposals go wrong at times.
    private boolean isStormy = true;

    Cluster(Scenario scenario, Timeline timeline, Chance chance, Journal journal, Flaws flaws, Truth truth) {
        this.scenario = scenario;
        this.timeline = timeline;
        this.chance = chance;
        this.journal = journal;
        this.flaws = flaws;
        this.truth = truth;
        this.log = new OneLog(this::onCommitted);
        for (int number = 0; number < scenario.nodes(); number++) {
            nodes.add(new SimulatedNode(number, scenario.options(number), timeline));
        }
    }

    void start() {
        nodes.forEach(this::startProcess);
        look();
    }

    void startProcess(SimulatedNode node) {
        if (node.process == null) {
            journal.note(node.name + " starts with " + node.snapshotIndex + " entries in its snapshot");
            node.process = new SimulatedProcess(this, node);
            node.process.start();
        }
    }

    void kill(SimulatedNode node) {
        if (node.process != null) {
            journal.note(node.name + " is killed");
            node.process.end();
            node.process = null;
        }
    }

    /// From now on nothing goes wrong any more; who is paused still is for a while.
    void calm() {
        isStormy = false;
        nodes.forEach(node -> node.isIsolated = false);
        nodes.forEach(this::startProcess);
    }

    @Nullable
    SimulatedNode leader() {
        return leader;
    }

    long term() {
        return term;
    }

    /// Whether a node leads, knows it, and has seen all that was committed before it did.
    boolean isLeading(SimulatedProcess process) {
        boolean isLeader = leader == process.node && process.node.process == process;
        return isLeader && process.view() == leader && process.applied() >= electedAt;
    }

    boolean hasMajority() {
        return 2 * nodes.stream().filter(SimulatedNode::isUp).count() > nodes.size();
    }

    /// Another one is to lead, or nobody for a while.
    void depose() {
        if (leader != null) {
            journal.note(leader.name + " leads no longer");
            leader = null;
        }
    }

    private void look() {
        if (leader != null && (!leader.isUp() || !hasMajority())) {
            depose();
        }
        if (leader == null && hasMajority() && chance.happens(0.15)) {
            elect(chance.pick(nodes.stream().filter(SimulatedNode::isUp).toList()));
        }
        for (SimulatedNode node : nodes) {
            node.see(!node.isIsolated && hasMajority());
            if (node.process != null && chance.happens(0.5)) {
                node.process.see(node.isIsolated ? null : leader, term);
            }
        }
        timeline.afterMillis(LOOK_MILLIS, this::look);
    }

    private void elect(SimulatedNode node) {
        term++;
        leader = node;
        journal.note(node.name + " leads in term " + term);
        log.settle(chance.below(log.tail().size() + 1));
        electedAt = log.size();
        truth.onElected();
        if (node.process != null) {
            node.process.see(node, term);
        }
    }

    /// Tries once to bring an entry to the leader.
    ///
    /// @param onFailed told, on the thread of the process, if it is not or may not be in the log
    void propose(SimulatedProcess from, byte[] entry, Runnable onFailed) {
        SimulatedNode to = from.view();
        if (to == null) {
            from.afterMicros(1, onFailed);
            return;
        }
        boolean isLost = isStormy && chance.happens(scenario.lossRate());
        if (isLost) {
            failLate(from, onFailed);
            return;
        }
        int copies = isStormy && chance.happens(scenario.duplicateRate()) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            boolean isSlow = isStormy && from.node != to && chance.happens(scenario.slowRate());
            long micros = chance.delayMicros(NETWORK_MICROS) + (isSlow ? chance.between(1_000, 900_000) : 0);
            timeline.afterMicros(micros, () -> arrive(from, to, entry, onFailed));
        }
    }

    private void failLate(SimulatedProcess from, Runnable onFailed) {
        from.afterMicros(chance.between(100_000, 1_500_000), onFailed);
    }

    private void arrive(SimulatedProcess from, SimulatedNode to, byte[] entry, Runnable onFailed) {
        SimulatedProcess process = to.process;
        if (process == null || to.isPaused() || !from.node.reaches(to)) {
            failLate(from, onFailed);
        } else if (!isLeading(process)) {
            from.afterMicros(chance.delayMicros(NETWORK_MICROS), onFailed);
        } else {
            take(from, process, entry, onFailed);
        }
    }

    private void take(SimulatedProcess from, SimulatedProcess process, byte[] entry, Runnable onFailed) {
        long stampMillis = process.stampMillis();
        log.take(new Logged(entry, stampMillis, timeline.nowNanos(), () -> failLate(from, onFailed)));
        if (isStormy && chance.happens(scenario.falseFailureRate())) {
            failLate(from, onFailed);
        }
        long takenIn = term;
        timeline.afterMicros(chance.delayMicros(COMMIT_MICROS), () -> {
            if (leader != null && term == takenIn && hasMajority()) {
                log.commitNext();
            }
        });
        nodes.forEach(this::wake);
    }

    private void onCommitted(Logged entry) {
        truth.onCommitted(entry);
        nodes.forEach(this::wake);
    }

    private void wake(SimulatedNode node) {
        if (node.process != null) {
            node.process.wake();
        }
    }
}

package io.echelon.testkit.simulation;

import io.echelon.replication.Entry;
import io.echelon.replication.Gateway;
import io.echelon.replication.ReplicatedState;
import java.util.List;

/// What goes wrong with the machines of a cluster, one thing after the other, at random.
final class Faults {
    private final Cluster cluster;
    private final Chance chance;
    private boolean hasEnded;

    Faults(Cluster cluster) {
        this.cluster = cluster;
        this.chance = cluster.chance;
    }

    void start() {
        long most = 2 * cluster.scenario.faultMillis();
        cluster.timeline.afterMillis(chance.between(1, most), () -> {
            if (!hasEnded) {
                happen();
                start();
            }
        });
    }

    /// Nothing goes wrong any more.
    void end() {
        hasEnded = true;
    }

    private void happen() {
        SimulatedNode node = chance.pick(cluster.nodes);
        switch (chance.below(12)) {
            case 0, 1 -> killForAWhile(node);
            case 2 -> pause(node);
            case 3 -> cluster.depose();
            case 4, 5 -> isolate(List.of(node), chance.between(100, 9_000), true);
            case 6 -> isolate(cluster.nodes, chance.between(300, 5_000), false);
            case 7 -> loseAGateway();
            case 8, 9 -> saveSnapshot(node);
            case 10 -> missSomething(node);
            default -> disturb(node);
        }
    }

    private void killForAWhile(SimulatedNode node) {
        cluster.kill(node);
        cluster.timeline.afterMillis(chance.between(50, 6_000), () -> {
            if (!hasEnded) {
                cluster.startProcess(node);
            }
        });
    }

    private void pause(SimulatedNode node) {
        long millis = chance.between(50, 6_000);
        cluster.journal.note(node.name + " is paused for " + millis + " ms");
        node.pause(millis);
    }

    /// @param isWhole whether it is all of them, or some
    private void isolate(List<SimulatedNode> nodes, long millis, boolean isWhole) {
        for (SimulatedNode node : nodes) {
            if (!node.isIsolated && (isWhole || chance.happens(0.7))) {
                cluster.journal.note(node.name + " is cut off for " + millis + " ms");
                node.isIsolated = true;
                cluster.timeline.afterMillis(millis, () -> {
                    cluster.journal.note(node.name + " is connected again");
                    node.isIsolated = false;
                });
            }
        }
    }

    /// Its server is there and well, and hears of it some time later.
    private void loseAGateway() {
        SimulatedNode leader = cluster.leader();
        if (leader != null && leader.process != null) {
            List<Gateway> open = List.copyOf(leader.process.state().gateways());
            if (!open.isEmpty()) {
                Gateway lost = chance.pick(open);
                cluster.journal.note("gateway " + lost.number() + " of " + lost.node() + " is taken for lost");
                leader.process.propose(new Entry.GatewayLost(lost.number()));
            }
        }
    }

    private void saveSnapshot(SimulatedNode node) {
        if (node.process != null) {
            node.process.saveSnapshot();
            cluster.journal.note(node.name + " saves a snapshot of " + node.snapshotIndex + " entries");
        }
    }

    /// Cut off for so long that the others have no log for it any more.
    private void missSomething(SimulatedNode node) {
        if (node.process != null && cluster.nodes.size() > 1) {
            node.process.needSnapshot();
            isolate(List.of(node), chance.between(100, 3_000), true);
        }
    }

    private void disturb(SimulatedNode node) {
        if (chance.happens(0.7)) {
            long millis = chance.between(20, 3_000);
            cluster.journal.note("the clock of " + node.name + " stands still for " + millis + " ms");
            node.freezeClock(millis);
        } else if (node.process != null) {
            node.process.propose(new Entry.RulesRaised(ReplicatedState.RULES));
        }
    }
}

package io.echelon.testkit.simulation;

import static io.echelon.testkit.simulation.Violation.require;

import io.echelon.replication.ReplicatedState;
import io.echelon.replication.codec.SnapshotCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One run of a simulated cluster: a storm of faults, and a calm in which everything has to come to its end.
final class Simulation {
    private static final long PROBE_MILLIS = 5_000;
    private static final long SETTLING_MILLIS = 10_000;

    /// What a run came to.
    ///
    /// @param sum the same for every run with the same seed
    record Report(long simulatedMillis, long steps, int entries, long sum, Map<String, Integer> occurrences) {}

    private final Scenario scenario;
    private final Timeline timeline = new Timeline();
    private final Journal journal = new Journal(timeline);
    private final Deeds deeds = new Deeds();
    private final Facts facts = new Facts(deeds);
    private final Truth truth;
    private final Cluster cluster;
    private final Faults faults;
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final List<SimulatedNode> lost = new ArrayList<>();

    Simulation(Scenario scenario) {
        this(scenario, Flaws.NONE, List.of());
    }

    /// @param audits that look at all that the log comes to
    Simulation(Scenario scenario, Flaws flaws, List<Audit.Maker> audits) {
        this.scenario = scenario;
        Chance chance = new Chance(scenario.seed());
        this.truth = new Truth(scenario.comparedEvery(), facts, audits);
        this.cluster = new Cluster(scenario, timeline, chance, journal, flaws, truth);
        this.faults = new Faults(cluster);
        Orders orders = new Orders(chance);
        for (int number = 1; number <= scenario.clients(); number++) {
            clients.add(new SimulatedClient("client " + number, cluster, facts, deeds, orders));
        }
    }

    /// @throws SimulationFailure if anything is not as it has to be
    Report run() {
        try {
            cluster.start();
            clients.forEach(SimulatedClient::start);
            faults.start();
            timeline.runUntilMillis(scenario.stormMillis());
            calmDown();
            return new Report(
                    timeline.nowMillis(), timeline.steps(), cluster.log.size(), journal.sum(), truth.occurrences());
        } catch (AssertionError | RuntimeException failure) {
            throw new SimulationFailure(scenario, timeline, journal, failure);
        }
    }

    private void calmDown() {
        journal.note("the storm is over");
        faults.end();
        cluster.calm();
        clients.forEach(SimulatedClient::calm);
        timeline.runUntilMillis(scenario.stormMillis() + SETTLING_MILLIS);
        probe();
        clients.forEach(SimulatedClient::finish);
        loseOne();
        timeline.runUntilMillis(scenario.stormMillis() + scenario.calmMillis());
        checkEnd();
    }

    private void probe() {
        List<Probe> probes = new ArrayList<>();
        for (SimulatedNode node : cluster.nodes) {
            SimulatedEdge edge = node.process == null ? null : node.process.edge();
            if (edge == null || !edge.isListening()) {
                throw new Violation("without faults every node takes clients", node.name);
            }
            Probe probe = new Probe();
            probe.start(edge, "probe-" + node.name);
            probes.add(probe);
        }
        timeline.runUntilMillis(timeline.nowMillis() + PROBE_MILLIS);
        boolean areDone = probes.stream().allMatch(Probe::isDone);
        require(areDone, "without faults a client can join at every node", probes.size());
    }

    /// One of three or more servers goes for good.
    private void loseOne() {
        SimulatedNode node = cluster.chance.pick(cluster.nodes);
        if (cluster.nodes.size() > 2 && cluster.chance.happens(0.3)) {
            cluster.kill(node);
            lost.add(node);
        }
    }

    private void checkEnd() {
        require(cluster.log.tail().isEmpty(), "without faults everything is committed", cluster.log.tail());
        require(truth.isIdle(), "in the end nothing waits for time to pass", truth.occurrences());
        byte[] first = new byte[0];
        lost.forEach(node ->
                require(!truth.hasGateway(node.name), "in the end the gateways of lost nodes are lost", node.name));
        for (SimulatedNode node : cluster.nodes) {
            if (lost.contains(node)) {
                continue;
            }
            SimulatedProcess process = node.process;
            if (process == null || process.applied() != cluster.log.size()) {
                throw new Violation("without faults every node comes to the end of the log", node.name);
            }
            byte[] whole = SnapshotCodec.toBytes(process.state());
            boolean isEqual = first.length == 0 || Arrays.equals(whole, first);
            require(isEqual, "in the end all states are equal", node.name);
            truth.checkGateways(node.name, process.state());
            checkSettings(process.state());
            first = whole;
        }
        facts.present().forEach(this::checkStanding);
        clients.forEach(this::checkClient);
    }

    private void checkSettings(ReplicatedState state) {
        SimulatedNode leader = cluster.leader();
        if (leader == null) {
            throw new Violation("without faults there is a leader", cluster.term());
        }
        boolean isOther = state.differsFrom(leader.options.coreLimits(), leader.options.uniqueNames());
        require(!isOther, "in the end the settings of the leader hold", leader.name);
    }

    private void checkStanding(Facts.Standing standing) {
        boolean isHeld = clients.stream().anyMatch(client -> client.isWhere(standing));
        require(isHeld, "in the end whoever has a place knows it", standing.id + " on " + standing.connection);
    }

    private void checkClient(SimulatedClient client) {
        for (Wire left : client.former()) {
            boolean isHolder = facts.holder(left.id) != null;
            require(isHolder, "whose place was taken up elsewhere is let go", client.name() + " on " + left.id);
        }
        Wire wire = client.wire();
        KnownPlace place = client.place();
        if (wire != null) {
            require(wire.isOpen(), "in the end no connection is open at one side only", client.name());
            require(client.askedCount() == 0, "in the end nothing is unanswered", client.name());
            boolean hasPlace = facts.holder(wire.id) != null;
            require(hasPlace == (place != null), "in the end whoever knows a place has it", client.name());
        }
    }
}

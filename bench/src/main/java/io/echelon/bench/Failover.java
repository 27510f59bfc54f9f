package io.echelon.bench;

import java.util.ArrayList;
import java.util.List;

/// Kills whoever leads, and waits until a write is acknowledged at one of the nodes that are left: clients are at each
/// of
/// them, and try every few milliseconds.
record Failover(RunningCluster cluster, ReplicatedSystem system) {
    /// So that what a start leaves to be done is done.
    private static final double REST_SECONDS = 1;

    /// The raw line.
    RawLine run(int times) throws FailedRunException {
        Timings timings = new Timings();
        try (Fleet fleet = new Fleet(cluster.addresses())) {
            List<Probe> probes = Probe.atEachNode(fleet, system);
            for (int time = 0; time < times; time++) {
                Probe.awaitAll(probes);
                rest(fleet);
                int leader = cluster.leader();
                List<Probe> survivors = new ArrayList<>(probes);
                survivors.remove(leader);
                long start = System.nanoTime();
                cluster.kill(leader);
                timings.add(Probe.awaitAny(survivors) - start);
                cluster.revive(leader);
            }
            Probe.awaitAll(probes);
        }
        return new RawLine("kills")
                .put("system", system)
                .put("times", times)
                .put("back_ms_p50", timings.medianMillis())
                .put("back_ms_min", timings.leastMillis())
                .put("back_ms_max", timings.mostMillis())
                .put("back_ms", timings);
    }

    private static void rest(Fleet fleet) throws FailedRunException {
        try {
            fleet.rest(REST_SECONDS);
        } catch (DriveException failure) {
            throw new FailedRunException(String.valueOf(failure.getMessage()));
        }
    }
}

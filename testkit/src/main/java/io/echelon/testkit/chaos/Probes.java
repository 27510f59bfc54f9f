package io.echelon.testkit.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A [Probe] at every server, and how long a cluster took to go on.
final class Probes implements AutoCloseable {
    private final List<Probe> probes = new ArrayList<>();
    private final Object lock = new Object();
    private long sinceNanos;
    private long longestNanos;
    private String longestAt = "";
    private final Map<ClusterNode, Long> first = new HashMap<>();

    Probes(ClusterProcesses cluster) {
        cluster.nodes().forEach(node -> probes.add(new Probe(node, new Ear())));
    }

    void start() {
        probes.forEach(Probe::start);
    }

    private final class Ear implements Probe.Ear {
        @Override
        public void onAccepted(ClusterNode node, long sentNanos, long answeredNanos) {
            synchronized (lock) {
                if (sentNanos - sinceNanos >= 0 && first.putIfAbsent(node, answeredNanos) == null) {
                    lock.notifyAll();
                }
            }
        }

        @Override
        public void onWaited(ClusterNode node, long nanos) {
            synchronized (lock) {
                if (nanos > longestNanos) {
                    longestNanos = nanos;
                    longestAt = node.name();
                }
            }
        }
    }

    /// How long the slowest answer took of a server that nothing was done to meanwhile.
    Duration longestWait() {
        synchronized (lock) {
            return Duration.ofNanos(longestNanos);
        }
    }

    /// Where that was; empty if nothing was ever answered.
    String longestAt() {
        synchronized (lock) {
            return longestAt;
        }
    }

    /// Counts from now on.
    void begin() {
        synchronized (lock) {
            sinceNanos = System.nanoTime();
            first.clear();
        }
    }

    /// Waits for the first command that was sent since [#begin] and accepted at one of these.
    ///
    /// @return when it was accepted, of [System#nanoTime]; empty if there is none in that time
    OptionalLong awaitAny(Collection<ClusterNode> nodes, Duration patience) {
        return await(nodes, patience, false);
    }

    /// The same for the first at each of them.
    OptionalLong awaitAll(Collection<ClusterNode> nodes, Duration patience) {
        return await(nodes, patience, true);
    }

    private OptionalLong await(Collection<ClusterNode> nodes, Duration patience, boolean all) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while (true) {
                Long nanos = known(nodes, all);
                if (nanos != null) {
                    return OptionalLong.of(nanos);
                }
                long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (millis <= 0) {
                    return OptionalLong.empty();
                }
                try {
                    lock.wait(millis);
                } catch (InterruptedException interrupted) {
                    throw new Pause.StoppedException(interrupted);
                }
            }
        }
    }

    private @Nullable Long known(Collection<ClusterNode> nodes, boolean all) {
        Long found = null;
        for (ClusterNode node : nodes) {
            Long nanos = first.get(node);
            if (nanos == null && all) {
                return null;
            }
            if (nanos != null && (found == null || nanos - found > 0 == all)) {
                found = nanos;
            }
        }
        return found;
    }

    @Override
    public void close() {
        probes.forEach(Probe::close);
    }
}

package io.echelon.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Somebody who tries to write at one node, again and again and whatever happens, until a write is acknowledged. On the
/// event loop, but for what is static.
final class Probe implements ClusterClient.Listener {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

    /// How many writes may be without an answer on one connection.
    private static final int MOST_OPEN = 300;

    private static final byte[] BODY = Sentinel.body(16, 0);

    private final Fleet fleet;
    private final ReplicatedSystem system;
    private final int node;
    private CompletableFuture<Long> acknowledged = CompletableFuture.completedFuture(0L);
    private @Nullable ClusterClient client;
    private int open;
    private boolean isReady;
    private long sinceNanos;
    private DriveException lastWhy = new DriveException("nothing was tried");

    private Probe(Fleet fleet, ReplicatedSystem system, int node) {
        this.fleet = fleet;
        this.system = system;
        this.node = node;
    }

    static List<Probe> atEachNode(Fleet fleet, ReplicatedSystem system) {
        List<Probe> probes = new ArrayList<>();
        for (int node = 0; node < fleet.nodes(); node++) {
            probes.add(new Probe(fleet, system, node));
        }
        return probes;
    }

    /// Waits until each of them has a write acknowledged.
    ///
    /// @throws FailedRunException if that takes too long
    static void awaitAll(List<Probe> probes) throws FailedRunException {
        Fleet fleet = probes.getFirst().fleet;
        try {
            fleet.await(() ->
                    CompletableFuture.allOf(probes.stream().map(Probe::tryOn).toArray(CompletableFuture[]::new)));
        } catch (DriveException failure) {
            throw new FailedRunException(String.valueOf(failure.getMessage()));
        }
    }

    /// Waits until one of them has.
    ///
    /// @return when that was, by [System#nanoTime]
    static long awaitAny(List<Probe> probes) throws FailedRunException {
        Fleet fleet = probes.getFirst().fleet;
        CompletableFuture<Long> first = new CompletableFuture<>();
        try {
            return fleet.await(() -> {
                probes.forEach(probe -> probe.tryOn().whenComplete((nanos, thrown) -> {
                    if (thrown == null) {
                        first.complete(nanos);
                    } else {
                        first.completeExceptionally(thrown);
                    }
                }));
                return first;
            });
        } catch (DriveException failure) {
            throw new FailedRunException(String.valueOf(failure.getMessage()));
        }
    }

    /// Begins anew: what was written before does not count.
    private CompletableFuture<Long> tryOn() {
        sinceNanos = System.nanoTime();
        boolean isTrying = !acknowledged.isDone();
        acknowledged.cancel(false);
        acknowledged = new CompletableFuture<>();
        if (!isTrying) {
            attempt();
        }
        return acknowledged;
    }

    private void attempt() {
        if (acknowledged.isDone()) {
            return;
        }
        long now = System.nanoTime();
        if (now - sinceNanos > PATIENCE_NANOS) {
            acknowledged.completeExceptionally(lastWhy);
            return;
        }
        fleet.onHeard(); // That nothing is there is heard, too.
        fleet.schedule(this::attempt, PAUSE_NANOS);
        ClusterClient current = client;
        if (current == null) {
            connect();
        } else if (isReady && open < MOST_OPEN) {
            open++;
            current.attempt(() -> {
                current.write(now);
                current.flush();
            });
        }
    }

    private void connect() {
        open = 0;
        isReady = false;
        client = system.client(Duty.WRITE, "p" + ProcessHandle.current().pid() + "." + System.nanoTime(), BODY);
        fleet.connect(client, node, this);
    }

    @Override
    public void onReady(ClusterClient ready) {
        isReady = true;
    }

    @Override
    public void onAcknowledged(ClusterClient writer, long startNanos) {
        open--;
        if (startNanos - sinceNanos >= 0) {
            acknowledged.complete(System.nanoTime());
        }
    }

    @Override
    public void onRefused(ClusterClient writer, DriveException why) {
        open--;
        lastWhy = why;
    }

    @Override
    public void onLost(ClusterClient lost, DriveException why) {
        lastWhy = why;
        client = null;
    }
}

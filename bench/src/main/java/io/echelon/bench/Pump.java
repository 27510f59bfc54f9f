package io.echelon.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/// So many writes on their way at a time, over clients of all nodes: who has one acknowledged writes the next. With
/// fewer writes than clients it is the next one's turn. All but [#run] is on the event loop.
final class Pump implements ClusterClient.Listener {
    private static final int DIGITS = 3;
    private static final long REFUSED_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Fleet fleet;
    private final List<Long> pids;
    private final List<ClusterClient> clients;
    private final Histogram latencies = new Histogram(DIGITS);

    private CompletableFuture<Phase> done = new CompletableFuture<>();
    private CpuUse cpuBefore = CpuUse.NONE;
    private int inFlight;
    private int next;
    private long open;
    private long acknowledged;
    private long refused;
    private long startNanos;
    private long lastNanos;
    private long deadlineNanos;

    /// @param clients how many, in turn at each node
    /// @param make the one with this index
    /// @param pids of the servers
    Pump(Fleet fleet, int clients, IntFunction<ClusterClient> make, List<Long> pids) throws DriveException {
        this.fleet = fleet;
        this.pids = pids;
        this.clients = fleet.open(clients, make, this);
    }

    /// Writes for so long, and waits until all is acknowledged.
    ///
    /// @param most on their way at a time
    Phase run(double seconds, int most) throws DriveException {
        return fleet.await(() -> begin(seconds, most));
    }

    private CompletableFuture<Phase> begin(double seconds, int most) {
        inFlight = most;
        done = new CompletableFuture<>();
        latencies.reset();
        acknowledged = 0;
        refused = 0;
        try {
            cpuBefore = CpuUse.now(pids);
            startNanos = System.nanoTime();
            lastNanos = startNanos;
            deadlineNanos = startNanos + Span.nanos(seconds);
            for (int i = 0; i < inFlight && seconds > 0; i++) {
                write(clients.get(i % clients.size()), startNanos);
            }
            clients.forEach(ClusterClient::flush);
            endIfSettled();
        } catch (DriveException failure) {
            done.completeExceptionally(failure);
        }
        return done;
    }

    @Override
    public void onAcknowledged(ClusterClient client, long sentNanos) throws DriveException {
        lastNanos = System.nanoTime();
        latencies.recordValue(lastNanos - sentNanos);
        acknowledged++;
        open--;
        if (lastNanos - deadlineNanos < 0) {
            goOn(client);
        } else {
            endIfSettled();
        }
    }

    private void goOn(ClusterClient client) throws DriveException {
        if (inFlight < clients.size()) {
            ClusterClient writer = clients.get(++next % clients.size());
            write(writer, lastNanos);
            writer.flush();
        } else {
            write(client, lastNanos); // Flushed with whatever else has been acknowledged to it.
        }
    }

    private void write(ClusterClient client, long nanos) throws DriveException {
        open++;
        client.write(nanos);
    }

    /// Who is refused tries again a little later, from when its latency counts.
    @Override
    public void onRefused(ClusterClient client, DriveException why) throws DriveException {
        refused++;
        fleet.schedule(() -> writeAgain(client), REFUSED_PAUSE_NANOS);
    }

    private void writeAgain(ClusterClient client) throws DriveException {
        open--;
        long now = System.nanoTime();
        if (now - deadlineNanos < 0) {
            write(client, now);
            client.flush();
        } else {
            endIfSettled();
        }
    }

    /// How many were refused since the last [#run] began.
    long refused() {
        return refused;
    }

    @Override
    public void onLost(ClusterClient client, DriveException why) {
        fleet.fail(why);
    }

    private void endIfSettled() throws DriveException {
        if (open == 0) {
            CpuUse cpu = CpuUse.now(pids).since(cpuBefore);
            done.complete(new Phase(acknowledged, acknowledged, lastNanos - startNanos, cpu, latencies.copy()));
        }
    }
}

package io.echelon.bench;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/// Messages published in turn by several publishers: so many on their way at a time, or so many a second. All but
/// [#run] is on the event loop.
final class Volley implements Receivers.Listener, Span.Activity {
    private static final int DIGITS = 3;

    private final Swarm swarm;
    private final Target target;
    private final List<Publisher> publishers;
    private final Load load;
    private final int receiptsPerMessage;
    private final Histogram latencies = new Histogram(DIGITS);

    private CompletableFuture<Phase> done = new CompletableFuture<>();
    private CpuUse cpuBefore = CpuUse.NONE;
    private long sent;
    private long sentBefore;
    private long reached;
    private long receipts;
    private long deliveries;
    private long startNanos;
    private long lastNanos;
    private long dueNanos;
    private long deadlineNanos;
    private boolean isEnding;

    /// @param receiptsPerMessage what the server owes a publisher for each
    Volley(Swarm swarm, Target target, List<Publisher> publishers, Load load, int receiptsPerMessage) {
        this.swarm = swarm;
        this.target = target;
        this.publishers = publishers;
        this.load = load;
        this.receiptsPerMessage = receiptsPerMessage;
    }

    /// Publishes for so long, and waits until everybody has everything.
    @Override
    public Phase run(double seconds) throws DriveException {
        return swarm.await(() -> begin(seconds));
    }

    private CompletableFuture<Phase> begin(double seconds) {
        done = new CompletableFuture<>();
        latencies.reset();
        sentBefore = sent;
        deliveries = 0;
        isEnding = false;
        try {
            cpuBefore = CpuUse.now(target);
            startNanos = System.nanoTime();
            deadlineNanos = startNanos + Span.nanos(seconds);
            dueNanos = startNanos;
            if (load.isRate()) {
                publishWhatIsDue();
            } else {
                goOn();
            }
        } catch (DriveException failure) {
            done.completeExceptionally(failure);
        }
        return done;
    }

    @Override
    public void onReached(Lane lane) {
        lastNanos = System.nanoTime();
        latencies.recordValue(lastNanos - lane.lastStartNanos());
        deliveries += lane.receivers();
    }

    /// What the server owes a publisher has come.
    void onReceipts(int count) throws DriveException {
        receipts += count;
        endIfSettled();
    }

    /// Publishes what had to wait for what has reached everybody.
    @Override
    public void goOn() throws DriveException {
        while (reached < sent && publisher(reached).lane().reached() > reached / publishers.size()) {
            reached++;
        }
        while (!load.isRate() && !isEnding && sent - reached < load.inFlight()) {
            long now = System.nanoTime();
            isEnding = now - deadlineNanos >= 0;
            if (!isEnding) {
                publish(now);
            }
        }
        publishers.forEach(Publisher::flush);
        endIfSettled();
    }

    private void publishWhatIsDue() throws DriveException {
        long now = System.nanoTime();
        while (dueNanos - now <= 0 && dueNanos - deadlineNanos < 0) {
            if (publisher(sent).lane().isFull()) {
                throw new DriveException("so many a second is too much: " + (sent - reached) + " are on their way");
            }
            publish(dueNanos);
            dueNanos += load.nanosBetween();
        }
        publishers.forEach(Publisher::flush);
        isEnding = dueNanos - deadlineNanos >= 0;
        if (!isEnding) {
            swarm.schedule(this::publishWhatIsDue, dueNanos - now);
        }
        endIfSettled();
    }

    private void publish(long nanos) {
        publisher(sent).publish(nanos);
        sent++;
    }

    private Publisher publisher(long message) {
        return publishers.get((int) (message % publishers.size()));
    }

    private void endIfSettled() throws DriveException {
        if (isEnding && reached == sent && receipts == sent * receiptsPerMessage) {
            CpuUse cpu = CpuUse.now(target).since(cpuBefore);
            done.complete(new Phase(sent - sentBefore, deliveries, lastNanos - startNanos, cpu, latencies.copy()));
        }
    }
}

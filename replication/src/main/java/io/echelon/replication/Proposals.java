package io.echelon.replication;

import io.echelon.core.Input;
import io.echelon.replication.codec.BatchWriter;
import java.util.ArrayDeque;
import java.util.Deque;

/// What one gateway wants to have in the log, in its order. Inputs gather while batches are on their way, and
/// leave together as the next: the more there is to do, the more one entry carries.
///
/// Nothing is given up until it was seen in the log. If a proposal fails, or another overtook it, all that are
/// open are proposed again, in order; those that had got through after all do not count a second time.
///
/// For one thread.
public final class Proposals {
    /// Batches that are proposed and not seen in the log yet.
    static final int MAX_IN_FLIGHT = 4;
    /// Bytes from which on a batch takes no more inputs; one input may go beyond.
    static final int MAX_BATCH_BYTES = 512 << 10;
    /// Bytes that wait from which on nothing more should be read.
    static final int CONGESTED_BYTES = 2 << 20;
    /// Bytes that wait from which on is refused what may be.
    static final int FULL_BYTES = 8 << 20;

    /// The way into the log.
    public interface Proposer {
        /// Tries once.
        ///
        /// @param attempt to be told to [Proposals#onFailed] if it fails, on the thread of the proposals
        void propose(byte[] entry, int attempt);
    }

    private static final class Open {
        private final long sequence;
        private final byte[] entry;
        private final long sinceNanos;

        private Open(long sequence, byte[] entry, long sinceNanos) {
            this.sequence = sequence;
            this.entry = entry;
            this.sinceNanos = sinceNanos;
        }
    }

    private final Proposer proposer;
    private final BatchWriter writer = new BatchWriter();
    private final Deque<Open> open = new ArrayDeque<>();
    private long gateway;
    private long lastSequence;
    private int sent;
    private int attempt;
    private int openBytes;
    private boolean isSuspended = true;

    public Proposals(Proposer proposer) {
        this.proposer = proposer;
    }

    /// Forgets all that is open: it was another gateway's.
    ///
    /// @param newGateway in the name of which batches are proposed from now on
    public void start(long newGateway) {
        suspend();
        gateway = newGateway;
        lastSequence = 0;
        isSuspended = false;
    }

    /// The gateway is lost: nothing that it wanted, or will be asked for, gets into the log any more.
    public void suspend() {
        open.clear();
        writer.clear();
        openBytes = 0;
        sent = 0;
        attempt++;
        isSuspended = true;
    }

    public boolean isSuspended() {
        return isSuspended;
    }

    /// @param nowNanos of a monotonic clock
    public void add(Input input, long nowNanos) {
        if (isSuspended) {
            return; // Whoever it came from is about to hear that its connection means nothing any more.
        }
        writer.add(input);
        if (writer.length() >= MAX_BATCH_BYTES) {
            seal(nowNanos);
        }
    }

    /// Proposes what can be proposed now.
    public void propose(long nowNanos) {
        if (!writer.isEmpty() && open.size() < MAX_IN_FLIGHT) {
            seal(nowNanos);
        }
        if (sent < Math.min(MAX_IN_FLIGHT, open.size())) {
            int index = 0;
            for (Open batch : open) {
                if (index >= sent && index < MAX_IN_FLIGHT) {
                    proposer.propose(batch.entry, attempt);
                }
                index++;
            }
            sent = Math.min(MAX_IN_FLIGHT, open.size());
        }
    }

    /// A batch of the gateway, and thus all before it, are in the log and were applied.
    public void onApplied(long sequence, long nowNanos) {
        while (!open.isEmpty() && open.getFirst().sequence <= sequence) {
            openBytes -= open.removeFirst().entry.length;
            sent = Math.max(0, sent - 1);
        }
        propose(nowNanos);
    }

    /// Some proposal did not get into the log, or too early. Nothing is proposed until [#retry].
    ///
    /// @return whether it is news
    public boolean onFailed(int failedAttempt) {
        if (failedAttempt != attempt || isSuspended) {
            return false;
        }
        attempt++;
        sent = MAX_IN_FLIGHT;
        return true;
    }

    /// Proposes all that is open once more.
    public void retry(long nowNanos) {
        attempt++;
        sent = 0;
        propose(nowNanos);
    }

    public int attempt() {
        return attempt;
    }

    /// Since when the first batch that is open has been waiting; now if there is none.
    public long waitingSinceNanos(long nowNanos) {
        return open.isEmpty() ? nowNanos : open.getFirst().sinceNanos;
    }

    /// Bytes that are not seen in the log yet.
    public int waitingBytes() {
        return openBytes + writer.length();
    }

    public boolean isEmpty() {
        return open.isEmpty() && writer.isEmpty();
    }

    private void seal(long nowNanos) {
        lastSequence++;
        byte[] entry = writer.take(gateway, lastSequence);
        openBytes += entry.length;
        open.add(new Open(lastSequence, entry, nowNanos));
    }
}

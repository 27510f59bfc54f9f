package io.echelon.replication;

import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Publisher;
import io.echelon.core.Sequencer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The order of inputs as one edge sees it: what it offers is gathered, proposed and, once it comes out of the
/// log, published to it together with what others did. All methods but those that say otherwise are for the
/// edge's thread.
///
/// The edge is told of nothing as long as this server has no gateway: before the first was opened, and after
/// one was lost, until the next has been.
public final class RaftSequencer implements Sequencer {
    /// What was applied and not carried out by the edge yet; then the log has to wait for the edge.
    private static final int MAX_UNPUBLISHED = 64;
    /// So long may a proposal take, or the cluster be without a leader, until the edge is told that there is
    /// no majority. Clients are to know within 2 s; the edge looks every 100 ms.
    static final long QUORUM_MILLIS = 1_800;

    /// The way into the log, for as long as the process runs.
    public interface Log {
        /// Tries once, on whatever thread.
        ///
        /// @param onFailed called on any thread if it certainly or possibly is not in the log
        void propose(byte[] entry, Runnable onFailed);

        /// Does something after a while, on a thread that may wait.
        void later(Runnable action, long millis);

        /// For how long no leader was known; 0 if one is.
        long leaderlessMillis();
    }

    private static final long RETRY_MILLIS = 50;

    private final Log log;
    private final Executor edge;
    private final Publisher publisher;
    private final Consumer<Throwable> onFailure;
    private final SteadyClock clock;
    private final Semaphore unpublished = new Semaphore(MAX_UNPUBLISHED);
    private final Proposals proposals = new Proposals(this::propose);
    private boolean isProposalDue;
    private long leaderFoundNanos;

    /// @param edge runs what it is given on the edge's thread, in order
    /// @param onFailure told of what the publisher throws, which is a bug
    public RaftSequencer(
            Log log, Executor edge, Publisher publisher, Consumer<Throwable> onFailure, SteadyClock clock) {
        this.log = log;
        this.edge = edge;
        this.publisher = publisher;
        this.onFailure = onFailure;
        this.clock = clock;
    }

    @Override
    public void offer(Input input) {
        proposals.add(input, clock.nanos());
        if (!isProposalDue) {
            isProposalDue = true;
            edge.execute(this::proposeGathered);
        }
    }

    private void proposeGathered() {
        isProposalDue = false;
        proposals.propose(clock.nanos());
    }

    @Override
    public boolean isAvailable() {
        if (proposals.isSuspended()) {
            return false;
        }
        long nowNanos = clock.nanos();
        // A new leader is elected by a majority, and needs a moment for what has waited for it.
        long sinceNanos = Math.max(leaderFoundNanos, proposals.waitingSinceNanos(nowNanos));
        long waitedMillis = TimeUnit.NANOSECONDS.toMillis(nowNanos - sinceNanos);
        return waitedMillis < QUORUM_MILLIS && log.leaderlessMillis() < QUORUM_MILLIS;
    }

    @Override
    public boolean isCongested() {
        return proposals.waitingBytes() >= Proposals.CONGESTED_BYTES;
    }

    @Override
    public boolean isFull() {
        return proposals.waitingBytes() >= Proposals.FULL_BYTES;
    }

    boolean isEmpty() {
        return proposals.isEmpty();
    }

    /// From any thread: this server's gateway is open.
    ///
    /// @param shown each group at the moment at which it was opened
    public void onOpened(Gateway gateway, Effects shown) {
        handOver(() -> {
            proposals.start(gateway.number());
            publisher.restart(gateway.firstConnection(), shown);
        });
    }

    /// From any thread: this server's gateway is lost.
    public void onLost() {
        handOver(proposals::suspend);
    }

    /// From any thread: an entry came out of the log.
    public void onApplied(Effects effects) {
        if (effects.size() > 0) {
            handOver(() -> publisher.publish(effects));
        }
    }

    /// The same for a batch of this server's gateway.
    public void onApplied(Effects effects, long sequence, ReplicatedState.Verdict verdict) {
        handOver(() -> {
            publisher.publish(effects);
            if (verdict == ReplicatedState.Verdict.EARLY) {
                onFailed(proposals.attempt());
            } else {
                proposals.onApplied(sequence, clock.nanos());
            }
        });
    }

    /// From any thread: there may be a way into the log again.
    public void onLeaderChanged() {
        onEdge(() -> {
            leaderFoundNanos = clock.nanos();
            proposals.retry(leaderFoundNanos);
        });
    }

    private void handOver(Runnable action) {
        unpublished.acquireUninterruptibly();
        onEdge(() -> {
            try {
                action.run();
            } catch (RuntimeException | Error bug) {
                onFailure.accept(bug);
            } finally {
                unpublished.release();
            }
        });
    }

    private void onEdge(Runnable action) {
        try {
            edge.execute(action);
        } catch (RejectedExecutionException closed) {
            unpublished.release(MAX_UNPUBLISHED); // There is no edge any more that anything could wait for.
        }
    }

    private void propose(byte[] entry, int attempt) {
        log.propose(entry, () -> onEdge(() -> onFailed(attempt)));
    }

    private void onFailed(int attempt) {
        if (proposals.onFailed(attempt)) {
            int failed = proposals.attempt();
            log.later(() -> onEdge(() -> retry(failed)), RETRY_MILLIS);
        }
    }

    private void retry(int failedAttempt) {
        if (proposals.attempt() == failedAttempt) {
            proposals.retry(clock.nanos());
        }
    }
}

package io.echelon.core;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.Result;
import io.echelon.core.Input.CommandSubmitted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One command: whom it was for, what is still open, and the tally. Of targets that were present, that
/// report no results and that wait for no wave nothing is kept but their count; the others are
/// tracked: a number and a byte each, and what they reported.
final class Dispatch implements Comparable<Dispatch> {
    /// What an outcome weighs besides the body that was reported with it.
    static final int RESULT_BYTES = 64;

    private static final int TRACKED_BYTES = 9;
    private static final long[] NOBODY = new long[0];
    private static final byte[] NOTHING = new byte[0];
    private static final @Nullable Result[] NO_RESULTS = new Result[0];

    final CommandId id;
    final Member sender;
    final int senderRank;
    final Recipients recipients;
    final long ttlMillis;
    final long limitMillis;
    final Rollout rollout;
    /// What a repetition is compared with; null if it has no key.
    final @Nullable Original original;
    final int above;
    /// Of the roster when it was sequenced.
    final long revision;

    final long openedMillis;
    /// When something of it is to be ended for good, at the earliest. Not to be changed while it is in
    /// line for that.
    long deadlineMillis;
    /// What it is sent with; there while any target waits.
    @Nullable
    KeptBody body;

    boolean isCalledBack;
    /// Whether somebody asked to hear how it gets on.
    boolean isWatched;

    /// A command with a key as it was submitted, but for its bytes.
    record Original(
            Target target, long ttlMillis, long limitMillis, Conditions conditions, Rollout rollout, long fingerprint) {
        static Original of(CommandSubmitted submitted) {
            return new Original(
                    submitted.target(),
                    submitted.ttlMillis(),
                    submitted.limitMillis(),
                    submitted.conditions(),
                    submitted.rollout(),
                    submitted.body().fingerprint());
        }
    }

    private final Tally tally;
    private long[] tracked;
    private byte[] outcomes;
    private @Nullable Result[] results = NO_RESULTS;
    /// How many of the tracked have been reached by a wave.
    private int released;
    /// How many of the others wait for theirs: who has left does not.
    private int held;
    private int wave;
    private int late;
    private boolean hasResults = true;
    private boolean isClosed;
    private long closedMillis;

    /// @param tracked numbers of the targets with an outcome of their own, ascending; all targets, if it
    ///     goes out in waves
    Dispatch(
            CommandId id,
            Member sender,
            int senderRank,
            CommandSubmitted submitted,
            Recipients recipients,
            long[] tracked,
            int above,
            long revision,
            long nowMillis) {
        this.id = id;
        this.sender = sender;
        this.senderRank = senderRank;
        this.recipients = recipients;
        this.ttlMillis = submitted.ttlMillis();
        this.limitMillis = submitted.limitMillis();
        this.rollout = submitted.rollout();
        this.original = submitted.conditions().key() == null ? null : Original.of(submitted);
        this.above = above;
        this.revision = revision;
        this.openedMillis = nowMillis;
        this.deadlineMillis = nowMillis + limitMillis;
        this.tracked = tracked;
        this.outcomes = tracked.length == 0 ? NOTHING : new byte[tracked.length]; // All WAITING, which is 0.
        this.tally = new Tally(tracked.length, recipients.count() - tracked.length);
        this.held = tracked.length;
    }

    /// When nobody who still waits for it is sent it any more.
    long waitsUntilMillis() {
        return openedMillis + Math.min(ttlMillis, limitMillis);
    }

    /// What its sender is answered.
    CommandAccepted accepted(ConnectionId connection) {
        return new CommandAccepted(connection, id, recipients.count(), above, revision);
    }

    Tally tally() {
        return tally;
    }

    boolean isClosed() {
        return isClosed;
    }

    int trackedCount() {
        return tracked.length;
    }

    /// The number of a tracked target, from 0 to [#trackedCount] - 1 in the order of seniority.
    long tracked(int index) {
        return tracked[index];
    }

    Outcome outcome(int index) {
        return Outcome.ofCode(outcomes[index]);
    }

    void settle(int index, Outcome outcome) {
        Outcome before = outcome(index);
        if (before == Outcome.WAITING && !isReleased(index)) {
            held--;
        }
        tally.move(before, outcome);
        outcomes[index] = outcome.code();
    }

    /// The index of a tracked target, or a negative value if the member is none.
    int indexOf(Member member) {
        return Arrays.binarySearch(tracked, member.id.number());
    }

    boolean isFor(Member member) {
        return recipients.includes(member.id.number());
    }

    /// Whether that member is still to be sent the command.
    boolean isWaitingFor(Member member) {
        int index = indexOf(member);
        return index >= 0 && outcome(index) == Outcome.WAITING;
    }

    boolean isReleased(int index) {
        return index < released;
    }

    /// Whether anybody is still to be sent it.
    boolean hasWaiting() {
        return tally.count(Outcome.WAITING) > 0;
    }

    /// How many of the tracked have been reached by a wave; they come first.
    int released() {
        return released;
    }

    /// Opens the next wave.
    ///
    /// @return how many of the tracked it reaches, those of the waves before included
    int releaseNext() {
        int reach = rollout.reach(wave, tracked.length);
        wave++;
        for (; released < reach; released++) {
            held -= outcome(released) == Outcome.WAITING ? 1 : 0;
        }
        return released;
    }

    /// Whether all whom the waves have reached have ended, and others wait for theirs.
    boolean isWaveOver() {
        return held > 0 && tally.open() == held;
    }

    /// Whether so much went wrong that nobody else is to be reached.
    boolean mustStop() {
        return rollout.stop() > 0 && tally.bad() >= rollout.stop() && hasWaiting();
    }

    /// Whether what its targets reported is kept.
    boolean hasResults() {
        return hasResults;
    }

    /// Whether the member at this index, if it is one, has the command and gave no verdict.
    boolean isOut(int index) {
        return index >= 0 && outcome(index).isOut();
    }

    /// Whether the member at this index may still say what became of it, beside the tally.
    boolean takesLate(int index) {
        if (index < 0 || outcome(index) != Outcome.UNKNOWN || !hasResults) {
            return false;
        }
        Result result = result(index);
        return result == null || result.late() == null;
    }

    int late() {
        return late;
    }

    @Nullable
    Result result(int index) {
        return results.length == 0 ? null : results[index];
    }

    /// Does nothing if its results were forgotten.
    void keepResult(int index, Result result) {
        if (!hasResults) {
            return;
        }
        if (results.length == 0) {
            results = new Result[tracked.length];
        }
        results[index] = result;
        late += result.late() == null ? 0 : 1;
    }

    /// What is known of each tracked target.
    ///
    /// @param only those with this outcome; all when null
    List<Result> results(@Nullable Outcome only) {
        List<Result> all = new ArrayList<>();
        for (int index = 0; index < tracked.length; index++) {
            Outcome outcome = outcome(index);
            if (only == null || outcome == only) {
                Result result = result(index);
                MemberId executor = new MemberId(id.group(), tracked[index]);
                all.add(result == null ? new Result(executor, outcome, null, 0, Body.EMPTY, null) : result);
            }
        }
        return all;
    }

    /// From now on the tally is all that can be told.
    void forgetResults() {
        hasResults = false;
        results = NO_RESULTS;
        if (isClosed) {
            tracked = NOBODY;
            outcomes = NOTHING;
        }
    }

    /// Whether `member` may know how this command stands.
    boolean isVisibleTo(Member member) {
        return member == sender || member.isSeniorTo(sender) || isFor(member);
    }

    void close(long nowMillis) {
        isClosed = true;
        closedMillis = nowMillis;
        if (!hasResults) {
            forgetResults();
        }
    }

    long closedMillis() {
        return closedMillis;
    }

    /// What is kept for its results when it is closed, besides them.
    long trackedBytes() {
        return (long) TRACKED_BYTES * tracked.length;
    }

    /// By deadline; those of one moment in the order of their groups and numbers.
    @Override
    public int compareTo(Dispatch other) {
        int byDeadline = Long.compare(deadlineMillis, other.deadlineMillis);
        if (byDeadline != 0) {
            return byDeadline;
        }
        int byGroup = Integer.compare(id.group(), other.id.group());
        return byGroup != 0 ? byGroup : Long.compare(id.number(), other.id.number());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dispatch dispatch && id.equals(dispatch.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}

package io.echelon.core;

import io.echelon.core.Effect.Result;
import io.echelon.core.Input.CommandSubmitted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A command with targets that have an outcome of their own: what is still open, and the tally. Of
/// targets that were present, that report no results and that wait for no wave nothing is kept but
/// their count; the others are tracked: a byte each, a number that other commands may share, and what
/// they reported.
final class Dispatch extends Command implements Comparable<Dispatch> {
    /// What an outcome weighs besides the body that was reported with it.
    static final int RESULT_BYTES = 64;

    /// What a target weighs besides its outcome, if no other command shares its number.
    private static final int TRACKED_BYTES = 9;
    private static final byte[] NOTHING = new byte[0];
    private static final @Nullable Verdict[] NO_VERDICTS = new Verdict[0];
    private static final long[] NO_MILLIS = new long[0];

    final int senderRank;
    final long ttlMillis;
    final long limitMillis;
    final Rollout rollout;

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
    /// Kept by [ResultStore].
    long resultBytes;

    private final Tally tally;
    private Targets tracked;
    private byte[] outcomes;
    /// What those said that have ended, and after what time; without elements as long as nobody has.
    private @Nullable Verdict[] verdicts = NO_VERDICTS;

    private long[] elapsedMillis = NO_MILLIS;
    /// How many of the tracked have been reached by a wave.
    private int released;
    /// How many of the others wait for theirs: who has left does not.
    private int held;
    private int wave;
    private int late;
    private boolean hasResults = true;
    private boolean isClosed;

    /// @param tracked all targets, if it goes out in waves; otherwise at least one
    Dispatch(
            CommandId id,
            Member sender,
            int senderRank,
            CommandSubmitted submitted,
            Recipients recipients,
            Targets tracked,
            @Nullable Original original,
            long nowMillis) {
        super(id, sender, recipients, original);
        this.senderRank = senderRank;
        this.ttlMillis = submitted.ttlMillis();
        this.limitMillis = submitted.limitMillis();
        this.rollout = submitted.rollout();
        this.openedMillis = nowMillis;
        this.deadlineMillis = nowMillis + limitMillis;
        this.tracked = tracked;
        this.outcomes = new byte[tracked.count()]; // All WAITING, which is 0.
        this.tally = new Tally(tracked.count(), recipients.count() - tracked.count());
        this.held = tracked.count();
    }

    private Dispatch(Command command, SnapshotReader reader) {
        super(command.id, command.sender, command.recipients, command.original);
        senderRank = reader.nextInt();
        ttlMillis = reader.nextLong();
        limitMillis = reader.nextLong();
        rollout = Rollout.load(reader);
        openedMillis = reader.nextLong();
        hasResults = reader.nextBoolean();
        late = reader.nextInt();
        tracked = reader.nextTargets();
        outcomes = reader.nextBytes();
        tally = tracked.count() == 0 ? Tally.load(reader) : tallyOf(outcomes, tracked.count(), recipients.count());
        if (reader.nextBoolean()) {
            loadVerdicts(reader);
        }
    }

    /// @param group its number
    /// @param senders finds each by its number
    static Dispatch load(SnapshotReader reader, int group, LongFunction<Member> senders) {
        return new Dispatch(Command.load(reader, group, senders), reader);
    }

    private static Tally tallyOf(byte[] outcomes, int trackedCount, int total) {
        if (outcomes.length != trackedCount || trackedCount > total) {
            throw SnapshotReader.wrong(outcomes.length + " outcomes of " + trackedCount + " among " + total);
        }
        Tally tally = new Tally(trackedCount, total - trackedCount);
        for (byte code : outcomes) {
            if (code < 0 || code >= Outcome.COUNT) {
                throw SnapshotReader.wrong("no outcome " + code);
            }
            tally.move(Outcome.WAITING, Outcome.ofCode(code));
        }
        return tally;
    }

    private void loadVerdicts(SnapshotReader reader) {
        verdicts = new Verdict[tracked.count()];
        elapsedMillis = new long[tracked.count()];
        for (int index = 0; index < tracked.count(); index++) {
            if (reader.nextBoolean()) {
                verdicts[index] = Verdict.load(reader);
                elapsedMillis[index] = reader.nextLong();
            }
        }
    }

    @Override
    void save(SnapshotWriter writer) {
        super.save(writer);
        writer.put(senderRank);
        writer.put(ttlMillis);
        writer.put(limitMillis);
        rollout.save(writer);
        writer.put(openedMillis);
        writer.put(hasResults);
        writer.put(late);
        writer.put(tracked);
        writer.put(outcomes);
        if (tracked.count() == 0) {
            tally.save(writer);
        }
        writer.put(verdicts.length > 0);
        for (int index = 0; index < verdicts.length; index++) {
            Verdict verdict = verdicts[index];
            writer.put(verdict != null);
            if (verdict != null) {
                verdict.save(writer);
                writer.put(elapsedMillis[index]);
            }
        }
    }

    /// What matters as long as it is open.
    void saveProgress(SnapshotWriter writer) {
        writer.put(released);
        writer.put(wave);
        writer.put(deadlineMillis);
        writer.put(isCalledBack);
        writer.put(isWatched);
        writer.putOrNull(body);
    }

    void loadProgress(SnapshotReader reader) {
        released = reader.nextInt(0, tracked.count());
        wave = reader.nextInt();
        deadlineMillis = reader.nextLong();
        isCalledBack = reader.nextBoolean();
        isWatched = reader.nextBoolean();
        body = reader.nextBodyOrNull();
        for (int index = released; index < tracked.count(); index++) {
            held += outcome(index) == Outcome.WAITING ? 1 : 0;
        }
        if (tracked.count() == 0
                || tally.isFinal()
                || hasWaiting() != (body != null)
                || (body != null && body.isGivenUp())) {
            throw SnapshotReader.wrong("the open command " + id + " is not open, or waits without its body");
        }
    }

    /// When nobody who still waits for it is sent it any more.
    long waitsUntilMillis() {
        return openedMillis + Math.min(ttlMillis, limitMillis);
    }

    @Override
    Tally tally() {
        return tally;
    }

    @Override
    boolean isClosed() {
        return isClosed;
    }

    int trackedCount() {
        return tracked.count();
    }

    /// The number of a tracked target, from 0 to [#trackedCount] - 1 in the order of seniority.
    long tracked(int index) {
        return tracked.number(index);
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
        return tracked.indexOf(member.id.number());
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

    /// @return how many of the tracked the next wave reaches, those of the waves before included
    int openWave() {
        return rollout.reach(wave++, tracked.count());
    }

    /// The wave reaches that target, behind all that were reached before.
    ///
    /// @return whether it is still to be sent the command
    boolean release(int index) {
        boolean isWaiting = outcome(index) == Outcome.WAITING;
        held -= isWaiting ? 1 : 0;
        released = index + 1;
        return isWaiting;
    }

    /// Whether all whom the waves have reached have ended, and others wait for theirs.
    boolean isWaveOver() {
        return held > 0 && tally.open() == held;
    }

    /// Whether so much went wrong that nobody else is to be reached.
    boolean mustStop() {
        return rollout.stop() > 0 && tally.bad() >= rollout.stop() && hasWaiting();
    }

    @Override
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
        Verdict verdict = verdicts[index];
        return verdict != null && verdict.outcome() == Outcome.UNKNOWN;
    }

    @Override
    int late() {
        return late;
    }

    /// Does nothing if its results were forgotten.
    void keepVerdict(int index, Verdict verdict, long millis) {
        if (!hasResults) {
            return;
        }
        if (verdicts.length == 0) {
            verdicts = new Verdict[tracked.count()];
            elapsedMillis = new long[tracked.count()];
        }
        verdicts[index] = verdict;
        elapsedMillis[index] = millis;
    }

    /// Keeps what was reported late beside the outcome.
    void keepLate(int index, Verdict verdict) {
        verdicts[index] = verdict;
        late++;
    }

    @Override
    List<Result> results(@Nullable Outcome only) {
        List<Result> all = new ArrayList<>();
        for (int index = 0; index < tracked.count(); index++) {
            if (only == null || outcome(index) == only) {
                all.add(result(index));
            }
        }
        return all;
    }

    private Result result(int index) {
        MemberId executor = new MemberId(id.group(), tracked.number(index));
        Outcome outcome = outcome(index);
        Verdict verdict = verdicts.length == 0 ? null : verdicts[index];
        if (verdict == null) {
            return new Result(executor, outcome, null, 0, Body.EMPTY, null);
        }
        Outcome late = verdict.outcome() == outcome ? null : verdict.outcome();
        return new Result(executor, outcome, verdict.code(), elapsedMillis[index], verdict.body(), late);
    }

    /// From now on the tally is all that can be told.
    void forgetResults() {
        hasResults = false;
        verdicts = NO_VERDICTS;
        elapsedMillis = NO_MILLIS;
        if (isClosed) {
            tracked = Targets.NONE;
            outcomes = NOTHING;
        }
    }

    @Override
    void close(long nowMillis) {
        super.close(nowMillis);
        isClosed = true;
        if (!hasResults) {
            forgetResults();
        }
    }

    /// What is kept for its results when it is closed, besides them.
    long trackedBytes() {
        return (long) TRACKED_BYTES * tracked.count();
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
}

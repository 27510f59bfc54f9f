package io.echelon.core;

import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.CancelReason;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.TallyMoved;
import io.echelon.core.Input.CommandSubmitted;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What happens to the commands of one group once they are accepted: when each target is sent one, how
/// one ends there, when it is closed, and who is told.
final class Delivery {
    private final Roster roster;
    private final CommandLedger ledger;
    private final Clock clock;
    private final OpenOutcomes openOutcomes;
    private final BodyStore bodies;
    private final ResultStore results;

    Delivery(Roster roster, CommandLedger ledger, Shared shared) {
        this.roster = roster;
        this.ledger = ledger;
        this.clock = shared.clock();
        this.openOutcomes = shared.openOutcomes();
        this.bodies = shared.bodies();
        this.results = shared.results();
    }

    /// Sends a command to who is there, which is all that will be known of it.
    ///
    /// @param senderRank when it was sequenced
    void deliver(Command command, int senderRank, CommandSubmitted submitted, Effects effects) {
        Body body = submitted.body();
        Deliver deliver =
                new Deliver(command.id, command.sender.id, senderRank, command.recipients, submitted.ttlMillis(), body);
        effects.add(deliver);
        count(deliver, null);
        tellTally(command, effects);
        ledger.addClosed(command);
        tellClosed(command, 0, effects);
    }

    /// Sends a command to whom it can be sent now.
    void open(Dispatch dispatch, Body body, Effects effects) {
        ledger.addOpen(dispatch);
        dispatch.sender.begin(dispatch);
        openOutcomes.add(dispatch);
        release(dispatch, body, effects);
        for (int index = dispatch.released(); index < dispatch.trackedCount(); index++) {
            roster.find(dispatch.tracked(index)).owe(dispatch);
        }
        proceed(dispatch, effects);
        if (dispatch.hasWaiting()) {
            openOutcomes.moveTo(dispatch, dispatch.waitsUntilMillis());
        }
    }

    /// Sends a member what has waited for it, as far as it has room now.
    void feed(Member member, Effects effects) {
        while (member.hasRoom()) {
            Dispatch dispatch = member.firstWaiting();
            if (dispatch == null) {
                return;
            }
            if (isTooLate(dispatch)) {
                endWaiting(dispatch, Verdict.EXPIRED, effects);
            } else {
                member.removeFirstWaiting();
                hand(dispatch, dispatch.indexOf(member), member);
                deliver(dispatch, Recipients.of(member.id.number()), body(dispatch), effects);
            }
            proceed(dispatch, effects);
        }
    }

    /// A member that has the command said how far it is.
    void report(Dispatch dispatch, Member executor, Verdict verdict, Effects effects) {
        int index = dispatch.indexOf(executor);
        if (verdict.outcome().isFinal()) {
            end(dispatch, index, executor, roster.rankOf(executor), verdict, effects);
        } else {
            dispatch.settle(index, verdict.outcome());
        }
        proceed(dispatch, effects);
        feed(executor, effects);
    }

    /// What was reported after the outcome was settled as unknown is kept beside it.
    void reportLate(Dispatch dispatch, Member executor, Verdict verdict) {
        dispatch.keepLate(dispatch.indexOf(executor), verdict);
        keepBytes(dispatch, verdict.body().length());
    }

    /// Nobody else is sent the command, and who has it is asked to stop.
    ///
    /// @param out numbers of those who have it, ascending
    void callBack(Dispatch dispatch, long[] out, CancelReason why, Effects effects) {
        dispatch.isCalledBack = true;
        if (out.length > 0) {
            CancelAsked asked = new CancelAsked(dispatch.id, Recipients.of(out), why);
            effects.add(asked);
            if (roster.hasGraced()) {
                count(asked.recipients(), ReplayEvent.of(asked));
            }
        }
        endWaiting(dispatch, Verdict.CANCELLED, effects);
        proceed(dispatch, effects);
    }

    /// Some time of a command is up: that to be sent, or that to be executed.
    void expire(Dispatch dispatch, Effects effects) {
        long limitMillis = dispatch.openedMillis + dispatch.limitMillis;
        if (dispatch.deadlineMillis < limitMillis) {
            openOutcomes.moveTo(dispatch, limitMillis);
            if (dispatch.hasWaiting()) {
                endWaiting(dispatch, Verdict.EXPIRED, effects);
                proceed(dispatch, effects);
            }
            return;
        }
        endWaiting(dispatch, Verdict.EXPIRED, effects);
        long[] out = out(dispatch);
        for (long number : out) {
            Member executor = roster.find(number);
            int index = dispatch.indexOf(executor);
            end(dispatch, index, executor, roster.rankOf(executor), Verdict.UNKNOWN, effects);
        }
        proceed(dispatch, effects);
        for (long number : out) {
            feed(roster.find(number), effects);
        }
    }

    /// A member has left: what it was not sent is undelivered, what it owed is unknown; what it had
    /// sent itself goes on where it is executed, and nowhere else.
    ///
    /// @param rank that it had
    void abandon(Member gone, int rank, Effects effects) {
        if (gone.openOutcomes() == 0 && gone.openCommands() == 0) {
            return;
        }
        for (Dispatch dispatch : gone.open()) {
            int index = dispatch.indexOf(gone);
            if (dispatch.sender == gone && dispatch.hasWaiting()) {
                endWaiting(dispatch, Verdict.CANCELLED, effects);
                proceed(dispatch, effects);
            } else if (index >= 0 && !dispatch.outcome(index).isFinal()) {
                Verdict verdict = dispatch.outcome(index).isOut() ? Verdict.UNKNOWN : Verdict.UNDELIVERED;
                end(dispatch, index, gone, rank, verdict, effects);
                proceed(dispatch, effects);
            }
        }
    }

    /// Whether anybody may want to hear how a command gets on.
    boolean isWatched(Command command) {
        return roster.hasCommandWatchers() || (command instanceof Dispatch dispatch && dispatch.isWatched);
    }

    /// Who watches is told how a command stands, if anybody does.
    void tellTally(Command command, Effects effects) {
        if (isWatched(command)) {
            Tally tally = command.tally();
            effects.add(new TallyMoved(command.id, command.sender.id, !tally.isFinal(), tally.copy()));
        }
    }

    /// @return the numbers of those who have the command and gave no verdict, ascending
    long[] out(Dispatch dispatch) {
        Tally tally = dispatch.tally();
        long[] out = new long[tally.count(Outcome.SENT) + tally.count(Outcome.RUNNING)];
        int count = 0;
        for (int index = 0; count < out.length; index++) {
            if (dispatch.outcome(index).isOut()) {
                out[count++] = dispatch.tracked(index);
            }
        }
        return out;
    }

    /// Opens a wave, or all there is: who is ready is sent the command, the others get in line for it.
    private void release(Dispatch dispatch, Body body, Effects effects) {
        int from = dispatch.released();
        int to = dispatch.openWave();
        int handed = 0;
        int waiting = 0;
        int rank = -1;
        for (int index = from; index < to; index++) {
            if (dispatch.release(index)) {
                rank = roster.rankOf(dispatch.tracked(index), rank + 1);
                Member member = roster.at(rank);
                if (from == 0) { // Whom later waves reach owes it since the command was opened.
                    member.owe(dispatch);
                }
                if (member.isReady()) {
                    hand(dispatch, index, member);
                    handed++;
                } else {
                    member.enqueue(dispatch);
                    waiting++;
                }
            }
        }
        if (dispatch.body == null && dispatch.hasWaiting()) {
            keep(dispatch, body);
        }
        long[] without = waiting(dispatch, from, waiting);
        if (dispatch.rollout.isAtOnce()) {
            deliver(dispatch, dispatch.recipients.without(without), body, effects);
        } else if (handed > 0) {
            Recipients wave =
                    dispatch.recipients.between(dispatch.tracked(from), dispatch.tracked(to - 1), handed + waiting);
            deliver(dispatch, wave.without(without), body, effects);
        }
    }

    /// @return the numbers of so many who wait for the command, ascending, the first not before `from`
    private static long[] waiting(Dispatch dispatch, int from, int count) {
        long[] numbers = new long[count];
        int found = 0;
        for (int index = from; found < count; index++) {
            if (dispatch.outcome(index) == Outcome.WAITING) {
                numbers[found++] = dispatch.tracked(index);
            }
        }
        return numbers;
    }

    private void hand(Dispatch dispatch, int index, Member member) {
        if (member.profile.reportsResults()) {
            dispatch.settle(index, Outcome.SENT);
            member.outstanding++;
        } else {
            dispatch.settle(index, Outcome.DELIVERED);
            member.owesNoLonger(dispatch);
        }
    }

    private void deliver(Dispatch dispatch, Recipients recipients, Body body, Effects effects) {
        if (recipients.count() > 0) {
            Deliver deliver = new Deliver(
                    dispatch.id, dispatch.sender.id, dispatch.senderRank, recipients, dispatch.ttlMillis, body);
            effects.add(deliver);
            count(deliver, dispatch.body);
        }
    }

    /// @param kept what has the body, if that is kept for who waits
    private void count(Deliver deliver, @Nullable KeptBody kept) {
        if (roster.hasGraced()) {
            KeptBody body = kept == null ? new KeptBody(deliver.body()) : kept;
            count(deliver.recipients(), ReplayEvent.of(deliver, body));
        }
    }

    /// Counts an event for those recipients who may come back for it.
    private void count(Recipients recipients, ReplayEvent event) {
        for (int range = 0; range < recipients.rangeCount(); range++) {
            int end = roster.endOf(recipients, range);
            for (int rank = roster.firstOf(recipients, range); rank < end; rank++) {
                Replay replay = roster.at(rank).replay();
                if (replay != null) {
                    replay.add(event);
                }
            }
        }
    }

    private void endWaiting(Dispatch dispatch, Verdict verdict, Effects effects) {
        for (int index = 0; dispatch.hasWaiting(); index++) {
            if (dispatch.outcome(index) == Outcome.WAITING) {
                Member member = roster.find(dispatch.tracked(index));
                end(dispatch, index, member, roster.rankOf(member), verdict, effects);
            }
        }
    }

    private void end(Dispatch dispatch, int index, Member executor, int rank, Verdict verdict, Effects effects) {
        boolean wasOut = dispatch.outcome(index).isOut();
        dispatch.settle(index, verdict.outcome());
        executor.owesNoLonger(dispatch);
        if (wasOut) {
            executor.outstanding--;
        } else if (dispatch.isReleased(index)) {
            executor.waitsNoLonger();
        }
        long elapsedMillis = clock.nowMillis() - dispatch.openedMillis;
        dispatch.keepVerdict(index, verdict, elapsedMillis);
        keepBytes(dispatch, Dispatch.RESULT_BYTES + verdict.body().length());
        Member sender = dispatch.sender;
        if (!sender.hasLeft) {
            OutcomeTold told = new OutcomeTold(
                    sender.id,
                    dispatch.id,
                    executor.id,
                    rank,
                    verdict.outcome(),
                    verdict.code(),
                    elapsedMillis,
                    verdict.body());
            effects.add(told);
            Replay replay = sender.replay();
            if (replay != null) {
                replay.add(ReplayEvent.of(told));
            }
        }
    }

    /// Goes on with a command of which something has changed: calls the rest of it back, opens its next
    /// wave, closes it.
    private void proceed(Dispatch dispatch, Effects effects) {
        if (dispatch.mustStop()) {
            endWaiting(dispatch, Verdict.CANCELLED, effects);
        } else if (dispatch.isWaveOver() && isTooLate(dispatch)) {
            endWaiting(dispatch, Verdict.EXPIRED, effects);
        }
        while (dispatch.isWaveOver()) {
            release(dispatch, body(dispatch), effects);
        }
        if (!dispatch.hasWaiting()) {
            letGo(dispatch);
        }
        tellTally(dispatch, effects);
        if (dispatch.tally().isFinal()) {
            close(dispatch, effects);
        }
    }

    /// Whether nobody is to be sent the command any more: of what is due at one moment, something else
    /// that came first may have made room for it.
    private boolean isTooLate(Dispatch dispatch) {
        return clock.nowMillis() >= dispatch.waitsUntilMillis();
    }

    private void close(Dispatch dispatch, Effects effects) {
        openOutcomes.remove(dispatch);
        dispatch.sender.end(dispatch);
        keepBytes(dispatch, dispatch.trackedBytes());
        ledger.close(dispatch);
        tellClosed(dispatch, clock.nowMillis() - dispatch.openedMillis, effects);
    }

    private static void tellClosed(Command command, long elapsedMillis, Effects effects) {
        Member sender = command.sender;
        if (!sender.hasLeft) {
            CommandClosed closed = new CommandClosed(sender.id, command.id, command.tally(), elapsedMillis);
            effects.add(closed);
            Replay replay = sender.replay();
            if (replay != null) {
                replay.add(ReplayEvent.of(closed));
            }
        }
    }

    private void keepBytes(Dispatch dispatch, long moreBytes) {
        if (dispatch.hasResults()) {
            results.add(dispatch, moreBytes);
        }
    }

    private void keep(Dispatch dispatch, Body body) {
        KeptBody kept = new KeptBody(body);
        dispatch.body = kept;
        bodies.pin(kept);
    }

    private void letGo(Dispatch dispatch) {
        KeptBody kept = dispatch.body;
        if (kept != null) {
            dispatch.body = null;
            bodies.unpin(kept);
        }
    }

    private static Body body(Dispatch dispatch) {
        return Objects.requireNonNull(dispatch.body).body();
    }
}

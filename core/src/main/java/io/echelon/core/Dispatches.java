package io.echelon.core;

import io.echelon.core.Effect.CancelAccepted;
import io.echelon.core.Effect.CancelReason;
import io.echelon.core.Effect.CommandRepeated;
import io.echelon.core.Effect.OutcomeAccepted;
import io.echelon.core.Effect.OutputTold;
import io.echelon.core.Effect.ProgressTold;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Effect.ResultsTold;
import io.echelon.core.Effect.TallyTold;
import io.echelon.core.Effect.WatchChanged;
import io.echelon.core.Input.AboutCommand;
import io.echelon.core.Input.CancelRequested;
import io.echelon.core.Input.CommandSubmitted;
import io.echelon.core.Input.OutcomeReported;
import io.echelon.core.Input.OutputReported;
import io.echelon.core.Input.ProgressReported;
import io.echelon.core.Input.ResultsRequested;
import io.echelon.core.Input.TallyRequested;
import io.echelon.core.Input.WatchRequested;
import io.echelon.core.Rejection.AlreadyClosed;
import io.echelon.core.Rejection.KeyConflict;
import io.echelon.core.Rejection.NoSuchCommand;
import io.echelon.core.Rejection.NotATarget;
import io.echelon.core.Rejection.NotYours;
import io.echelon.core.Rejection.StaleRevision;
import io.echelon.core.Rejection.TooManyOpen;
import io.echelon.core.Rejection.TooMuchWaiting;
import io.echelon.core.Rejection.UnexpectedCount;
import org.jspecify.annotations.Nullable;

/// The commands of one group: who may ask what of them. How an accepted one goes on is the matter of
/// [Delivery].
final class Dispatches {
    private static final long[] NOBODY = new long[0];

    private final int group;
    private final Roster roster;
    private final Selector selector;
    private final Limits limits;
    private final Shared shared;
    private final CommandLedger ledger;
    private final Delivery delivery;
    private long lastCommand;

    Dispatches(int group, Roster roster, Selector selector, Limits limits, Shared shared) {
        this.group = group;
        this.roster = roster;
        this.selector = selector;
        this.limits = limits;
        this.shared = shared;
        this.ledger = new CommandLedger(limits, shared.clock(), shared.results());
        this.delivery = new Delivery(roster, ledger, shared);
    }

    void apply(Member member, AboutCommand about, Effects effects) {
        switch (about) {
            case CommandSubmitted submitted -> submit(member, submitted, effects);
            case CancelRequested requested -> cancel(member, requested, effects);
            case OutcomeReported reported -> report(member, reported, effects);
            case OutputReported reported -> reportOutput(member, reported, effects);
            case ProgressReported reported -> reportProgress(member, reported, effects);
            case TallyRequested requested -> tellTally(member, requested.command(), effects);
            case ResultsRequested requested -> tellResults(member, requested, effects);
        }
    }

    private void submit(Member sender, CommandSubmitted submitted, Effects effects) {
        Conditions conditions = submitted.conditions();
        Dispatch first = conditions.key() == null ? null : find(sender, conditions.key());
        if (first != null) {
            repeat(sender, first, submitted, effects);
            return;
        }
        if (conditions.revision() != null && conditions.revision() != roster.revision()) {
            reject(sender, new StaleRevision(roster.revision()), effects);
            return;
        }
        switch (selector.below(submitted.target(), roster.rankOf(sender))) {
            case Rejection rejection -> reject(sender, rejection, effects);
            case Recipients recipients -> submit(sender, submitted, recipients, effects);
        }
    }

    private void repeat(Member sender, Dispatch first, CommandSubmitted submitted, Effects effects) {
        if (Dispatch.Original.of(submitted).equals(first.original)) {
            Tally tally = first.tally();
            effects.add(new CommandRepeated(first.accepted(sender.connection()), !tally.isFinal(), tally.copy()));
        } else {
            reject(sender, new KeyConflict(first.id), effects);
        }
    }

    private void submit(Member sender, CommandSubmitted submitted, Recipients recipients, Effects effects) {
        Rollout rollout = submitted.rollout();
        long[] tracked = rollout.isAtOnce() ? roster.trackedAmong(recipients) : roster.numbersOf(recipients);
        boolean willWait = rollout.reach(0, tracked.length) < tracked.length || isAnyBusy(tracked);
        Rejection rejection = refusal(sender, submitted, recipients, tracked, willWait);
        if (rejection != null) {
            reject(sender, rejection, effects);
            return;
        }
        lastCommand++;
        Dispatch dispatch = dispatch(sender, submitted, recipients, tracked);
        if (submitted.conditions().key() != null) {
            sender.remember(submitted.conditions().key(), dispatch);
        }
        effects.add(dispatch.accepted(sender.connection()));
        delivery.open(dispatch, submitted.body(), willWait, effects);
    }

    private Dispatch dispatch(Member sender, CommandSubmitted submitted, Recipients recipients, long[] tracked) {
        int rank = roster.rankOf(sender);
        return new Dispatch(
                new CommandId(group, lastCommand),
                sender,
                rank,
                submitted,
                recipients,
                tracked,
                selector.countAbove(submitted.target(), rank),
                roster.revision(),
                shared.clock().nowMillis());
    }

    /// Why a command whose target is good is not accepted all the same; null when it is.
    private @Nullable Rejection refusal(
            Member sender, CommandSubmitted submitted, Recipients recipients, long[] tracked, boolean willWait) {
        Integer expected = submitted.conditions().expected();
        if (expected != null && expected != recipients.count()) {
            return new UnexpectedCount(expected, recipients.count());
        }
        if (sender.openCommands >= limits.maxOpenCommands()) {
            return new TooManyOpen(limits.maxOpenCommands());
        }
        if (!shared.openOutcomes().hasRoomFor(tracked.length)) {
            return new TooManyOpen(shared.openOutcomes().limit());
        }
        if (willWait && !shared.bodies().hasRoomFor(submitted.body())) {
            return new TooMuchWaiting(shared.bodies().limitBytes());
        }
        return null;
    }

    private boolean isAnyBusy(long[] tracked) {
        for (long number : tracked) {
            if (!roster.find(number).isReady()) {
                return true;
            }
        }
        return false;
    }

    private void report(Member executor, OutcomeReported reported, Effects effects) {
        Dispatch dispatch = findForExecutor(executor, reported.command(), effects);
        if (dispatch == null) {
            return; // It has been told.
        }
        Verdict verdict = new Verdict(reported.outcome(), reported.code(), reported.body());
        int index = dispatch.indexOf(executor);
        if (dispatch.isOut(index)) {
            effects.add(new OutcomeAccepted(executor.connection(), false));
            delivery.report(dispatch, executor, verdict, effects);
        } else if (dispatch.takesLate(index) && verdict.outcome().isFinal()) {
            effects.add(new OutcomeAccepted(executor.connection(), true));
            delivery.reportLate(dispatch, executor, verdict);
        } else {
            reject(executor, new AlreadyClosed(dispatch.id), effects);
        }
    }

    private void reportOutput(Member executor, OutputReported output, Effects effects) {
        Dispatch dispatch = findOut(executor, output.command(), effects);
        if (dispatch != null) {
            effects.add(new OutcomeAccepted(executor.connection(), false));
            if (delivery.isWatched(dispatch)) {
                int rank = roster.rankOf(executor);
                effects.add(new OutputTold(
                        dispatch.id, dispatch.sender.id, executor.id, rank, output.stream(), output.body()));
            }
        }
    }

    private void reportProgress(Member executor, ProgressReported progress, Effects effects) {
        Dispatch dispatch = findOut(executor, progress.command(), effects);
        if (dispatch != null) {
            effects.add(new OutcomeAccepted(executor.connection(), false));
            if (delivery.isWatched(dispatch)) {
                int rank = roster.rankOf(executor);
                effects.add(new ProgressTold(
                        dispatch.id, dispatch.sender.id, executor.id, rank, progress.percent(), progress.body()));
            }
        }
    }

    private void cancel(Member member, CancelRequested requested, Effects effects) {
        Dispatch dispatch = findOrReject(member, requested.command(), effects);
        if (dispatch == null) {
            return; // It has been told.
        }
        boolean isSender = member == dispatch.sender;
        if (!isSender && !member.isSeniorTo(dispatch.sender)) {
            reject(member, new NotYours(dispatch.id), effects);
        } else if (dispatch.isClosed()) {
            reject(member, new AlreadyClosed(dispatch.id), effects);
        } else {
            long[] out = dispatch.isCalledBack ? NOBODY : delivery.out(dispatch);
            int dropped = dispatch.tally().count(Outcome.WAITING);
            effects.add(new CancelAccepted(member.connection(), dropped, out.length));
            delivery.callBack(dispatch, out, isSender ? CancelReason.SENDER : CancelReason.SENIOR, effects);
        }
    }

    private void tellTally(Member member, long command, Effects effects) {
        Dispatch dispatch = findVisible(member, command, effects);
        if (dispatch != null) {
            Tally tally = dispatch.tally();
            effects.add(
                    new TallyTold(member.connection(), dispatch.id, !tally.isFinal(), tally.copy(), dispatch.late()));
        }
    }

    private void tellResults(Member member, ResultsRequested requested, Effects effects) {
        Dispatch dispatch = findVisible(member, requested.command(), effects);
        if (dispatch == null) {
            return; // It has been told.
        }
        if (!dispatch.hasResults()) {
            reject(member, new NoSuchCommand(dispatch.id), effects);
        } else {
            effects.add(new ResultsTold(
                    member.connection(), dispatch.id, !dispatch.tally().isFinal(), dispatch.results(requested.only())));
        }
    }

    /// Lets a member hear how one command gets on, or no longer.
    void watch(Member member, WatchRequested requested, Effects effects) {
        Dispatch dispatch = findVisible(member, requested.command(), effects);
        if (dispatch == null) {
            return; // It has been told.
        }
        if (requested.isWatching() && dispatch.isClosed()) {
            reject(member, new AlreadyClosed(dispatch.id), effects);
            return;
        }
        effects.add(new WatchChanged(
                member.connection(), group, WatchSubject.COMMAND, requested.command(), requested.isWatching()));
        if (requested.isWatching()) {
            dispatch.isWatched = true;
            delivery.tellTally(dispatch, effects);
        }
    }

    /// Some time of a command is up.
    void expire(Dispatch dispatch, Effects effects) {
        delivery.expire(dispatch, effects);
    }

    /// A member has left.
    ///
    /// @param rank that it had
    void abandon(Member gone, int rank, Effects effects) {
        delivery.abandon(gone, rank, effects);
    }

    /// A member is there again.
    void feed(Member member, Effects effects) {
        delivery.feed(member, effects);
    }

    private @Nullable Dispatch find(Member sender, String key) {
        Dispatch dispatch = sender.findByKey(key);
        return dispatch == null ? null : ledger.find(dispatch.id.number());
    }

    private @Nullable Dispatch findOut(Member executor, long command, Effects effects) {
        Dispatch dispatch = findForExecutor(executor, command, effects);
        if (dispatch != null && !dispatch.isOut(dispatch.indexOf(executor))) {
            reject(executor, new AlreadyClosed(dispatch.id), effects);
            return null;
        }
        return dispatch;
    }

    private @Nullable Dispatch findForExecutor(Member executor, long command, Effects effects) {
        Dispatch dispatch = findOrReject(executor, command, effects);
        if (dispatch != null && !dispatch.isFor(executor)) {
            reject(executor, new NotATarget(dispatch.id), effects);
            return null;
        }
        return dispatch;
    }

    private @Nullable Dispatch findVisible(Member member, long command, Effects effects) {
        Dispatch dispatch = findOrReject(member, command, effects);
        if (dispatch != null && !dispatch.isVisibleTo(member)) {
            reject(member, new NotYours(dispatch.id), effects);
            return null;
        }
        return dispatch;
    }

    private @Nullable Dispatch findOrReject(Member member, long command, Effects effects) {
        Dispatch dispatch = ledger.find(command);
        if (dispatch == null) {
            reject(member, new NoSuchCommand(new CommandId(group, command)), effects);
        }
        return dispatch;
    }

    private static void reject(Member member, Rejection rejection, Effects effects) {
        effects.add(new Rejected(member.connection(), rejection));
    }
}

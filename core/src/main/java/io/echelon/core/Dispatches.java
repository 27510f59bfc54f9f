package io.echelon.core;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.OutcomeAccepted;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Effect.TallyTold;
import io.echelon.core.Input.CommandSubmitted;
import io.echelon.core.Input.OutcomeReported;
import io.echelon.core.Rejection.AlreadyClosed;
import io.echelon.core.Rejection.NoSuchCommand;
import io.echelon.core.Rejection.NotATarget;
import io.echelon.core.Rejection.NotYours;
import io.echelon.core.Rejection.TooManyOpen;

/// The commands of one group, and their rules: whom one reaches, what counts as its outcome, when
/// it is closed.
final class Dispatches {
    private final int group;
    private final Roster roster;
    private final Selector selector;
    private final Limits limits;
    private final Clock clock;
    private final OpenOutcomes openOutcomes;
    private final CommandLedger ledger;
    private long lastCommand;

    Dispatches(int group, Roster roster, Selector selector, Limits limits, Clock clock, OpenOutcomes openOutcomes) {
        this.group = group;
        this.roster = roster;
        this.selector = selector;
        this.limits = limits;
        this.clock = clock;
        this.openOutcomes = openOutcomes;
        this.ledger = new CommandLedger(limits, clock);
    }

    void submit(Member sender, CommandSubmitted submitted, Effects effects) {
        switch (selector.below(submitted.target(), roster.rankOf(sender))) {
            case Rejection rejection -> effects.add(new Rejected(sender.connection, rejection));
            case Recipients recipients -> submit(sender, submitted, recipients, effects);
        }
    }

    private void submit(Member sender, CommandSubmitted submitted, Recipients recipients, Effects effects) {
        long[] executors = roster.reportersAmong(recipients);
        if (sender.openCommands >= limits.maxOpenCommands()) {
            effects.add(new Rejected(sender.connection, new TooManyOpen(limits.maxOpenCommands())));
            return;
        }
        if (!openOutcomes.hasRoomFor(executors.length)) {
            effects.add(new Rejected(sender.connection, new TooManyOpen(openOutcomes.limit())));
            return;
        }
        lastCommand++;
        CommandId id = new CommandId(group, lastCommand);
        int rank = roster.rankOf(sender);
        int above = selector.countAbove(submitted.target(), rank);
        long deadlineMillis = clock.nowMillis() + submitted.limitMillis();
        Dispatch dispatch = new Dispatch(id, sender, recipients, executors, clock.nowMillis(), deadlineMillis);
        open(dispatch);
        effects.add(new CommandAccepted(sender.connection, id, recipients.count(), above, roster.revision()));
        effects.add(new Deliver(id, sender.id, rank, recipients, submitted.ttlMillis(), submitted.body()));
        closeIfFinal(dispatch, effects);
    }

    void report(Member executor, OutcomeReported reported, Effects effects) {
        CommandId id = new CommandId(group, reported.command());
        Dispatch dispatch = ledger.find(reported.command());
        if (dispatch == null) {
            effects.add(new Rejected(executor.connection, new NoSuchCommand(id)));
            return;
        }
        if (!dispatch.isFor(executor)) {
            effects.add(new Rejected(executor.connection, new NotATarget(id)));
            return;
        }
        if (!dispatch.awaits(executor)) {
            effects.add(new Rejected(executor.connection, new AlreadyClosed(id)));
            return;
        }
        effects.add(new OutcomeAccepted(executor.connection));
        if (reported.outcome().isFinal()) {
            Verdict verdict = new Verdict(reported.outcome(), reported.code(), reported.body());
            end(dispatch, executor, roster.rankOf(executor), verdict, effects);
            closeIfFinal(dispatch, effects);
        } else {
            dispatch.settle(executor, reported.outcome());
        }
    }

    void tellTally(Member member, long command, Effects effects) {
        CommandId id = new CommandId(group, command);
        Dispatch dispatch = ledger.find(command);
        if (dispatch == null) {
            effects.add(new Rejected(member.connection, new NoSuchCommand(id)));
        } else if (!dispatch.isVisibleTo(member)) {
            effects.add(new Rejected(member.connection, new NotYours(id)));
        } else {
            Tally tally = dispatch.tally();
            effects.add(new TallyTold(member.connection, id, !tally.isFinal(), tally.copy()));
        }
    }

    /// The time of a command is up: what is still open becomes unknown.
    void expire(Dispatch dispatch, Effects effects) {
        for (long number : dispatch.awaited()) {
            int rank = roster.rankOf(number);
            end(dispatch, roster.at(rank), rank, Verdict.UNKNOWN, effects);
        }
        closeIfFinal(dispatch, effects);
    }

    /// A member has left: what it still owed becomes unknown.
    ///
    /// @param rank that it had
    void abandon(Member executor, int rank, Effects effects) {
        if (executor.openOutcomes == 0) {
            return;
        }
        for (Dispatch dispatch : ledger.open()) {
            if (dispatch.awaits(executor)) {
                end(dispatch, executor, rank, Verdict.UNKNOWN, effects);
                closeIfFinal(dispatch, effects);
            }
        }
    }

    private void open(Dispatch dispatch) {
        if (dispatch.tally().isFinal()) {
            return; // Nothing to wait for: it is closed as soon as it is sent.
        }
        ledger.addOpen(dispatch);
        openOutcomes.add(dispatch);
        dispatch.sender.openCommands++;
        for (int index = 0; index < dispatch.executorCount(); index++) {
            roster.at(roster.rankOf(dispatch.executor(index))).openOutcomes++;
        }
    }

    private void end(Dispatch dispatch, Member executor, int rank, Verdict verdict, Effects effects) {
        dispatch.settle(executor, verdict.outcome());
        executor.openOutcomes--;
        Member sender = dispatch.sender;
        if (!sender.hasLeft) {
            long elapsedMillis = clock.nowMillis() - dispatch.openedMillis;
            effects.add(new OutcomeTold(
                    sender.id,
                    dispatch.id,
                    executor.id,
                    rank,
                    verdict.outcome(),
                    verdict.code(),
                    elapsedMillis,
                    verdict.body()));
        }
    }

    private void closeIfFinal(Dispatch dispatch, Effects effects) {
        if (!dispatch.tally().isFinal()) {
            return;
        }
        Member sender = dispatch.sender;
        if (dispatch.executorCount() > 0) {
            openOutcomes.remove(dispatch);
            sender.openCommands--;
        }
        ledger.addClosed(dispatch);
        if (!sender.hasLeft) {
            long elapsedMillis = clock.nowMillis() - dispatch.openedMillis;
            effects.add(new CommandClosed(sender.id, dispatch.id, dispatch.tally(), elapsedMillis));
        }
    }
}

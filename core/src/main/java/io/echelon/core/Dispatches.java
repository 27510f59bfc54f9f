package io.echelon.core;

import io.echelon.core.Effect.CancelAccepted;
import io.echelon.core.Effect.CancelReason;
import io.echelon.core.Effect.CommandAccepted;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The commands of one group: who may ask what of them. How an accepted one goes on is the matter of
/// [Delivery].
final class Dispatches {
    private static final long[] NOBODY = new long[0];

    private final int group;
    private final Roster roster;
    private final Selector selector;
    private final Settings settings;
    private final Shared shared;
    private final CommandLedger ledger;
    private final Delivery delivery;
    private long lastCommand;

    Dispatches(int group, Roster roster, Selector selector, Shared shared) {
        this.group = group;
        this.roster = roster;
        this.selector = selector;
        this.settings = shared.settings();
        this.shared = shared;
        this.ledger = new CommandLedger(shared);
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
        Command first = conditions.key() == null ? null : find(sender, conditions.key());
        if (first != null) {
            repeat(sender, first, submitted, effects);
            return;
        }
        if (conditions.revision() != null && conditions.revision() != roster.revision()) {
            reject(sender, new StaleRevision(roster.revision()), effects);
            return;
        }
        int rank = roster.rankOf(sender);
        switch (selector.below(submitted.target(), rank)) {
            case Rejection rejection -> reject(sender, rejection, effects);
            case Recipients recipients -> submit(sender, rank, submitted, recipients, effects);
        }
    }

    private void repeat(Member sender, Command first, CommandSubmitted submitted, Effects effects) {
        Original original = first.original;
        if (original != null && original.isRepeatedBy(submitted)) {
            Tally tally = first.tally();
            CommandAccepted answer = original.answerTo(sender.connection(), first);
            effects.add(new CommandRepeated(answer, !tally.isFinal(), tally.copy()));
        } else {
            reject(sender, new KeyConflict(first.id), effects);
        }
    }

    private void submit(Member sender, int rank, CommandSubmitted submitted, Recipients recipients, Effects effects) {
        boolean isAtOnce = submitted.rollout().isAtOnce();
        Targets tracked = isAtOnce ? roster.trackedAmong(recipients) : roster.targets(recipients);
        Rejection rejection = refusal(sender, submitted, recipients, tracked);
        if (rejection != null) {
            reject(sender, rejection, effects);
            return;
        }
        lastCommand++;
        CommandId id = new CommandId(group, lastCommand);
        int above = selector.countAbove(submitted.target(), rank);
        effects.add(new CommandAccepted(sender.connection(), id, recipients.count(), above, roster.revision()));
        String key = submitted.conditions().key();
        Original original = key == null ? null : Original.of(submitted, above, roster.revision());
        Command command = tracked.count() == 0
                ? new Command(id, sender, recipients, original)
                : new Dispatch(
                        id,
                        sender,
                        rank,
                        submitted,
                        recipients,
                        tracked,
                        original,
                        shared.clock().nowMillis());
        if (key != null) {
            sender.remember(key, command);
        }
        if (command instanceof Dispatch dispatch) {
            delivery.open(dispatch, submitted.body(), effects);
        } else {
            delivery.deliver(command, rank, submitted, effects);
        }
    }

    /// Why a command whose target is good is not accepted all the same; null when it is.
    private @Nullable Rejection refusal(
            Member sender, CommandSubmitted submitted, Recipients recipients, Targets tracked) {
        Integer expected = submitted.conditions().expected();
        if (expected != null && expected != recipients.count()) {
            return new UnexpectedCount(expected, recipients.count());
        }
        int maxOpenCommands = settings.limits().maxOpenCommands();
        if (sender.openCommands() >= maxOpenCommands) {
            return new TooManyOpen(maxOpenCommands);
        }
        if (!shared.openOutcomes().hasRoomFor(tracked.count())) {
            return new TooManyOpen(shared.openOutcomes().limit());
        }
        if (!shared.bodies().hasRoomFor(submitted.body()) && willWait(submitted.rollout(), tracked)) {
            return new TooMuchWaiting(shared.bodies().limitBytes());
        }
        return null;
    }

    private boolean willWait(Rollout rollout, Targets tracked) {
        return rollout.reach(0, tracked.count()) < tracked.count() || roster.isAnyBusy(tracked);
    }

    private void report(Member executor, OutcomeReported reported, Effects effects) {
        Command command = findForExecutor(executor, reported.command(), effects);
        if (command == null) {
            return; // It has been told.
        }
        if (!(command instanceof Dispatch dispatch)) {
            reject(executor, new AlreadyClosed(command.id), effects);
            return;
        }
        Verdict verdict = Verdict.of(reported);
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
        Command command = findOrReject(member, requested.command(), effects);
        if (command == null) {
            return; // It has been told.
        }
        boolean isSender = member == command.sender;
        if (!isSender && !member.isSeniorTo(command.sender)) {
            reject(member, new NotYours(command.id), effects);
        } else if (command instanceof Dispatch dispatch && !dispatch.isClosed()) {
            long[] out = dispatch.isCalledBack ? NOBODY : delivery.out(dispatch);
            int dropped = dispatch.tally().count(Outcome.WAITING);
            effects.add(new CancelAccepted(member.connection(), dropped, out.length));
            delivery.callBack(dispatch, out, isSender ? CancelReason.SENDER : CancelReason.SENIOR, effects);
        } else {
            reject(member, new AlreadyClosed(command.id), effects);
        }
    }

    private void tellTally(Member member, long number, Effects effects) {
        Command command = findVisible(member, number, effects);
        if (command != null) {
            Tally tally = command.tally();
            effects.add(new TallyTold(member.connection(), command.id, !tally.isFinal(), tally.copy(), command.late()));
        }
    }

    private void tellResults(Member member, ResultsRequested requested, Effects effects) {
        Command command = findVisible(member, requested.command(), effects);
        if (command == null) {
            return; // It has been told.
        }
        if (!command.hasResults()) {
            reject(member, new NoSuchCommand(command.id), effects);
        } else {
            effects.add(new ResultsTold(
                    member.connection(), command.id, !command.isClosed(), command.results(requested.only())));
        }
    }

    /// Lets a member hear how one command gets on, or no longer.
    void watch(Member member, WatchRequested requested, Effects effects) {
        Command command = findVisible(member, requested.command(), effects);
        if (command == null) {
            return; // It has been told.
        }
        WatchChanged changed = new WatchChanged(
                member.connection(), group, WatchSubject.COMMAND, requested.command(), requested.isWatching());
        if (!requested.isWatching()) {
            effects.add(changed);
        } else if (command instanceof Dispatch dispatch && !dispatch.isClosed()) {
            effects.add(changed);
            dispatch.isWatched = true;
            delivery.tellTally(dispatch, effects);
        } else {
            reject(member, new AlreadyClosed(command.id), effects);
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

    /// The settings have changed.
    void adjust() {
        ledger.forgetTooMany();
    }

    void save(SnapshotWriter writer) {
        writer.put(lastCommand);
        ledger.save(writer);
    }

    /// To be called when the roster is there. Of whose commands are known and who is not in it has left.
    void load(SnapshotReader reader) {
        lastCommand = reader.nextLong();
        Map<Long, Member> departed = new LinkedHashMap<>();
        List<Dispatch> open = ledger.load(
                reader,
                group,
                number -> roster.contains(number)
                        ? roster.find(number)
                        : departed.computeIfAbsent(number, unused -> Member.departed(new MemberId(group, number))));
        open.forEach(this::takeUp);
    }

    /// Counts an open command everywhere where it counts.
    private void takeUp(Dispatch dispatch) {
        shared.openOutcomes().add(dispatch);
        dispatch.sender.begin(dispatch);
        if (dispatch.body != null) {
            shared.bodies().pin(dispatch.body);
        }
        for (int index = 0; index < dispatch.trackedCount(); index++) {
            if (!dispatch.outcome(index).isFinal()) {
                long number = dispatch.tracked(index);
                if (!roster.contains(number)) {
                    throw SnapshotReader.wrong("the outcome of one who has left is open");
                }
                Member executor = roster.find(number);
                executor.owe(dispatch);
                executor.outstanding += dispatch.isOut(index) ? 1 : 0;
            }
        }
    }

    /// @return the command with results of that number
    /// @throws IllegalArgumentException if there is none
    Dispatch loaded(long number) {
        if (ledger.known(number) instanceof Dispatch dispatch) {
            return dispatch;
        }
        throw SnapshotReader.wrong(new CommandId(group, number) + " is not there");
    }

    private @Nullable Command find(Member sender, String key) {
        Command command = sender.findByKey(key);
        return command == null ? null : ledger.find(command.id.number());
    }

    private @Nullable Dispatch findOut(Member executor, long number, Effects effects) {
        Command command = findForExecutor(executor, number, effects);
        if (command == null) {
            return null;
        }
        if (command instanceof Dispatch dispatch && dispatch.isOut(dispatch.indexOf(executor))) {
            return dispatch;
        }
        reject(executor, new AlreadyClosed(command.id), effects);
        return null;
    }

    private @Nullable Command findForExecutor(Member executor, long number, Effects effects) {
        Command command = findOrReject(executor, number, effects);
        if (command != null && !command.isFor(executor)) {
            reject(executor, new NotATarget(command.id), effects);
            return null;
        }
        return command;
    }

    private @Nullable Command findVisible(Member member, long number, Effects effects) {
        Command command = findOrReject(member, number, effects);
        if (command != null && !command.isVisibleTo(member)) {
            reject(member, new NotYours(command.id), effects);
            return null;
        }
        return command;
    }

    private @Nullable Command findOrReject(Member member, long number, Effects effects) {
        Command command = ledger.find(number);
        if (command == null) {
            reject(member, new NoSuchCommand(new CommandId(group, number)), effects);
        }
        return command;
    }

    private static void reject(Member member, Rejection rejection, Effects effects) {
        effects.add(new Rejected(member.connection(), rejection));
    }
}

package io.echelon.core;

import static io.echelon.core.Invariants.require;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.TallyMoved;
import io.echelon.core.Effect.TallyTold;
import io.echelon.core.RosterInvariants.Seen;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of each command, as its sender and who watches are told.
final class CommandInvariants {
    private static final Set<Outcome> FINAL =
            EnumSet.complementOf(EnumSet.of(Outcome.WAITING, Outcome.SENT, Outcome.RUNNING));
    private static final Set<Outcome> NEVER_SENT = EnumSet.of(Outcome.CANCELLED, Outcome.EXPIRED, Outcome.UNDELIVERED);

    private final RosterInvariants rosters;
    private final Map<CommandId, FollowedCommand> commands = new HashMap<>();
    private final List<FollowedCommand> open = new ArrayList<>();
    private Input input = new Input.TimeAdvanced(0);
    private long nowMillis;

    CommandInvariants(RosterInvariants rosters) {
        this.rosters = rosters;
    }

    void begin(Input next) {
        input = next;
        if (next instanceof Input.TimeAdvanced advanced) {
            nowMillis = Math.max(nowMillis, advanced.nowMillis());
            open.forEach(command -> command.isOver |= command.endMillis() <= nowMillis);
        }
    }

    long nowMillis() {
        return nowMillis;
    }

    /// Those of which more is to be heard.
    List<FollowedCommand> open() {
        return open;
    }

    FollowedCommand followed(CommandId id) {
        FollowedCommand command = commands.get(id);
        onlyAcceptedCommandsAreToldOf(command, id);
        return Objects.requireNonNull(command);
    }

    void check(Effect effect) {
        switch (effect) {
            case CommandAccepted accepted -> onAccepted(accepted);
            case OutcomeTold told -> onOutcome(told);
            case CommandClosed closed -> onClosed(closed);
            case TallyMoved moved -> onMoved(moved);
            case TallyTold told -> onTally(followed(told.command()), told.tally(), told.isOpen(), told);
            case Effect.CommandRepeated repeated ->
                onTally(followed(repeated.first().command()), repeated.tally(), repeated.isOpen(), repeated);
            case Deliver deliver -> nothingFollowsTheClose(followed(deliver.command()), deliver);
            case Effect.CancelAsked asked -> nothingFollowsTheClose(followed(asked.command()), asked);
            case Effect other -> {}
        }
    }

    void end() {
        open.removeIf(command -> command.isClosed || (!isHere(command) && command.isOver));
        for (FollowedCommand command : open) {
            if (isHere(command)) {
                nothingStaysOpen(command);
                nothingOutlivesItsLimit(command);
                nobodyGoneIsAwaited(command);
            }
        }
    }

    private boolean isHere(FollowedCommand command) {
        return rosters.find(command.sender) != null;
    }

    private void onAccepted(CommandAccepted accepted) {
        commandsAreNew(accepted);
        Seen sender = Objects.requireNonNull(rosters.holder(accepted.connection()), "only members send");
        Set<Long> juniors = new HashSet<>();
        for (Seen seen : rosters.present(sender.id.group())) {
            if (seen.rank > sender.rank) {
                juniors.add(seen.id.number());
            }
        }
        commandsGoDown(juniors, accepted);
        Input.CommandSubmitted request = (Input.CommandSubmitted) input;
        FollowedCommand command =
                new FollowedCommand(accepted.command(), sender, accepted.count(), request, nowMillis, juniors);
        commands.put(command.id, command);
        open.add(command);
    }

    private void onOutcome(OutcomeTold told) {
        FollowedCommand command = followed(told.command());
        nothingFollowsTheClose(command, told);
        sendersAreTold(command, told.sender(), told);
        targetsAreFixed(command, told.executor().number(), told);
        outcomesAreFinal(told);
        outcomesFitWhatWasSent(command, told);
        oneVerdictPerExecutor(command, told);
    }

    private void onClosed(CommandClosed closed) {
        FollowedCommand command = followed(closed.command());
        closesOnce(command, closed);
        sendersAreTold(command, closed.sender(), closed);
        talliesSum(command, closed.tally(), closed);
        talliesCountWhatWasTold(command, closed.tally(), closed);
        closesWhenNothingIsOpen(command, closed);
        command.isClosed = true;
    }

    private void onMoved(TallyMoved moved) {
        FollowedCommand command = followed(moved.command());
        nothingFollowsTheClose(command, moved);
        onTally(command, moved.tally(), moved.isOpen(), moved);
    }

    private void onTally(FollowedCommand command, Tally tally, boolean isOpen, Effect effect) {
        talliesSum(command, tally, effect);
        openTalliesHaveOpenOutcomes(tally, isOpen, effect);
        if (isHere(command)) {
            talliesCountWhatWasTold(command, tally, effect);
        }
    }

    private static void onlyAcceptedCommandsAreToldOf(@Nullable FollowedCommand command, CommandId id) {
        require(command != null, "only what was accepted is told of", id);
    }

    private void commandsAreNew(CommandAccepted accepted) {
        require(!commands.containsKey(accepted.command()), "a command is accepted once", accepted);
    }

    private static void commandsGoDown(Set<Long> juniors, CommandAccepted accepted) {
        boolean hasTargets = accepted.count() > 0 && accepted.count() <= juniors.size();
        require(hasTargets, "a command is for members below its sender", accepted);
    }

    /// Whoever is sent the command, or ends without it, was below the sender when it was sequenced, and
    /// they are no more than the sender was told.
    static void targetsAreFixed(FollowedCommand command, long executor, Effect effect) {
        boolean isTarget = command.juniors.contains(executor)
                && executor > command.sender.number()
                && command.countKnown() <= command.count;
        require(isTarget, "targets are fixed, and junior to the sender", effect);
    }

    private void sendersAreTold(FollowedCommand command, MemberId sender, Effect effect) {
        boolean isSender = command.sender.equals(sender) && isHere(command);
        require(isSender, "outcomes are told to the sender while it is here", effect);
    }

    private static void outcomesAreFinal(OutcomeTold told) {
        boolean isFinal = FINAL.contains(told.outcome()) && told.outcome() != Outcome.DELIVERED;
        require(isFinal, "only final outcomes are told", told);
    }

    private static void outcomesFitWhatWasSent(FollowedCommand command, OutcomeTold told) {
        boolean wasSent = command.delivered.containsKey(told.executor().number());
        boolean fits = wasSent != NEVER_SENT.contains(told.outcome());
        require(fits, "what certainly was not executed was never sent", told);
    }

    private static void oneVerdictPerExecutor(FollowedCommand command, OutcomeTold told) {
        Outcome before = command.told.put(told.executor().number(), told.outcome());
        command.settled.add(told.executor().number());
        require(before == null, "one verdict per executor", told);
    }

    private static void closesOnce(FollowedCommand command, CommandClosed closed) {
        require(!command.isClosed, "a command closes exactly once", closed);
    }

    private static void closesWhenNothingIsOpen(FollowedCommand command, CommandClosed closed) {
        boolean isOver = closed.tally().isFinal() && command.countFinal() == command.count;
        require(isOver, "a command closes when nothing is open", closed);
    }

    static void nothingFollowsTheClose(FollowedCommand command, Effect effect) {
        require(!command.isClosed, "nothing is told after the close", effect);
    }

    private static void talliesSum(FollowedCommand command, Tally tally, Effect effect) {
        int sum = 0;
        for (Outcome outcome : Outcome.values()) {
            sum += tally.count(outcome);
        }
        require(sum == command.count && tally.total() == command.count, "a tally sums to its total", effect);
    }

    private static void openTalliesHaveOpenOutcomes(Tally tally, boolean isOpen, Effect effect) {
        require(isOpen != tally.isFinal(), "a tally is open while an outcome is", effect);
    }

    private static void talliesCountWhatWasTold(FollowedCommand command, Tally tally, Effect effect) {
        for (Outcome outcome : FINAL) {
            int told = outcome == Outcome.DELIVERED ? command.countDelivered() : command.count(outcome);
            require(tally.count(outcome) == told, "a tally counts what the sender was told", effect);
        }
        int out = tally.count(Outcome.SENT) + tally.count(Outcome.RUNNING);
        long sent = command.delivered.entrySet().stream()
                .filter(entry -> entry.getValue() && !command.told.containsKey(entry.getKey()))
                .count();
        require(out == sent, "a tally counts what the sender was told", effect);
    }

    private static void nothingStaysOpen(FollowedCommand command) {
        boolean isAnswered = command.countFinal() == command.count;
        require(!isAnswered, "a command closes with its last verdict", command.id);
    }

    private void nothingOutlivesItsLimit(FollowedCommand command) {
        require(!command.isOver, "nothing outlives its limit", command.id);
    }

    private void nobodyGoneIsAwaited(FollowedCommand command) {
        command.delivered.forEach((number, reports) -> {
            boolean isAwaited = reports && !command.told.containsKey(number);
            MemberId executor = new MemberId(command.id.group(), number);
            require(!isAwaited || rosters.find(executor) != null, "nobody who left is awaited", command.id);
        });
    }
}

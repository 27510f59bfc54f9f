package io.echelon.core;

import static io.echelon.core.Invariants.require;

import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.OutcomeAccepted;
import io.echelon.core.RosterInvariants.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is asked of executors, and what is taken from them.
final class ExecutorInvariants {
    private final RosterInvariants rosters;
    private final CommandInvariants commands;
    /// The last command of each member that was to wait for no wave.
    private final Map<MemberId, Long> lastAtOnce = new HashMap<>();
    private Input input = new Input.TimeAdvanced(0);
    private int asked;

    ExecutorInvariants(RosterInvariants rosters, CommandInvariants commands) {
        this.rosters = rosters;
        this.commands = commands;
    }

    void begin(Input next) {
        input = next;
    }

    /// @param effect that the commands know of already
    void check(Effect effect) {
        switch (effect) {
            case Deliver deliver -> onDeliver(commands.followed(deliver.command()), deliver);
            case Effect.CancelAccepted accepted -> asked = accepted.asked();
            case CancelAsked told -> onCancel(commands.followed(told.command()), told);
            case OutcomeAccepted accepted -> onAccepted(accepted);
            case Effect.OutputTold told -> watchersHearOfWorkInHand(told.command(), told.executor(), told);
            case Effect.ProgressTold told -> watchersHearOfWorkInHand(told.command(), told.executor(), told);
            case Effect other -> {}
        }
    }

    private void onDeliver(FollowedCommand command, Deliver deliver) {
        List<Seen> recipients = present(command, deliver.recipients());
        deliveriesNameTheSender(command, deliver);
        deliveriesReachThePresent(recipients, deliver);
        nothingIsSentTooLate(command, deliver);
        for (Seen recipient : recipients) {
            long number = recipient.id.number();
            deliveriesAreUnique(command, number, deliver);
            windowsHold(recipient, deliver);
            commandsComeInOrder(command, recipient, deliver);
            command.delivered.put(number, recipient.profile.reportsResults());
            CommandInvariants.targetsAreFixed(command, number, deliver);
        }
    }

    private List<Seen> present(FollowedCommand command, Recipients recipients) {
        List<Seen> present = new ArrayList<>();
        for (Seen seen : rosters.present(command.id.group())) {
            if (recipients.includes(seen.id.number())) {
                present.add(seen);
            }
        }
        return present;
    }

    private void onCancel(FollowedCommand command, CancelAsked told) {
        List<Seen> recipients = present(command, told.recipients());
        requestsToStopAreCounted(recipients, told);
        for (Seen recipient : recipients) {
            requestsToStopReachWhoHasTheCommand(command, recipient.id.number(), told);
            requestsToStopAreUnique(command, recipient.id.number(), told);
        }
    }

    private void onAccepted(OutcomeAccepted accepted) {
        Seen executor = Objects.requireNonNull(rosters.holder(accepted.connection()), "only members report");
        long number = switch (input) {
            case Input.OutcomeReported reported -> reported.command();
            case Input.OutputReported reported -> reported.command();
            case Input.ProgressReported reported -> reported.command();
            case Input other -> 0;
        };
        FollowedCommand command = commands.followed(new CommandId(executor.id.group(), number));
        long own = executor.id.number();
        if (accepted.isLate()) {
            lateVerdictsFollowUnknown(command, own, accepted);
        } else {
            verdictsAreOfWhoHasTheCommand(command, own, accepted);
            if (input instanceof Input.OutcomeReported reported
                    && reported.outcome().isFinal()) {
                command.settled.add(own);
            }
        }
    }

    private static void deliveriesNameTheSender(FollowedCommand command, Deliver deliver) {
        boolean isNamed = command.sender.equals(deliver.sender()) && command.senderRank == deliver.senderRank();
        require(isNamed, "a delivery names its sender with the rank of that time", deliver);
    }

    private void deliveriesReachThePresent(List<Seen> recipients, Deliver deliver) {
        Recipients meant = deliver.recipients();
        boolean arePresent = !recipients.isEmpty()
                && meant.count() == recipients.size()
                && meant.last(meant.rangeCount() - 1)
                        <= rosters.lastNumber(deliver.command().group())
                && recipients.stream().noneMatch(Seen::isAway);
        require(arePresent, "nothing is delivered to who is not present", deliver);
    }

    /// While no time passes, none is over; what passes at once ends everything in its order.
    private void nothingIsSentTooLate(FollowedCommand command, Deliver deliver) {
        boolean isInTime = commands.nowMillis() < command.sendUntilMillis()
                || commands.nowMillis() == command.openedMillis
                || input instanceof Input.TimeAdvanced;
        require(isInTime, "nothing is sent when its time is over", deliver);
    }

    private static void deliveriesAreUnique(FollowedCommand command, long number, Deliver deliver) {
        boolean isFirst = !command.delivered.containsKey(number) && !command.told.containsKey(number);
        require(isFirst, "a command reaches a member once at most", deliver);
    }

    private void windowsHold(Seen recipient, Deliver deliver) {
        if (!recipient.profile.reportsResults()) {
            return;
        }
        int out = 0;
        for (FollowedCommand command : commands.open()) {
            boolean isMeant = command.id.group() == recipient.id.group() && !command.isOver;
            out += isMeant && command.isOutTo(recipient.id.number()) ? 1 : 0;
        }
        require(out < recipient.terms.window(), "no more is out to a member than its window", deliver);
    }

    /// Those that wait for a wave reach a member when the wave does.
    private void commandsComeInOrder(FollowedCommand command, Seen recipient, Deliver deliver) {
        if (command.request.rollout().waves().isEmpty()) {
            Long last = lastAtOnce.put(recipient.id, command.id.number());
            require(last == null || last < command.id.number(), "commands reach all in one order", deliver);
        }
    }

    private void requestsToStopAreCounted(List<Seen> recipients, CancelAsked told) {
        boolean agrees = told.recipients().count() == recipients.size() && recipients.size() == asked;
        require(agrees, "as many are asked to stop as is told", told);
    }

    private void requestsToStopReachWhoHasTheCommand(FollowedCommand command, long number, CancelAsked told) {
        require(command.isOutTo(number), "only who has a command is asked to stop", told);
    }

    private static void requestsToStopAreUnique(FollowedCommand command, long number, CancelAsked told) {
        require(command.asked.add(number), "nobody is asked to stop twice", told);
    }

    private static void verdictsAreOfWhoHasTheCommand(FollowedCommand command, long number, OutcomeAccepted accepted) {
        boolean hasCommand = command.isOutTo(number);
        require(hasCommand, "a verdict is taken once, of who has the command", accepted);
    }

    private static void lateVerdictsFollowUnknown(FollowedCommand command, long number, OutcomeAccepted accepted) {
        boolean wasSent = command.delivered.getOrDefault(number, false);
        Outcome told = command.told.get(number);
        boolean isUnknown = told == null || told == Outcome.UNKNOWN;
        boolean isFirst = command.late.add(number);
        require(wasSent && isUnknown && isFirst, "a late verdict is taken once, after unknown", accepted);
    }

    private void watchersHearOfWorkInHand(CommandId id, MemberId executor, Effect effect) {
        FollowedCommand command = commands.followed(id);
        boolean isInHand = command.isOutTo(executor.number()) && rosters.find(executor) != null;
        require(isInHand, "who puts something out has the command", effect);
    }
}

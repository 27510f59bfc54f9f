package io.echelon.core;

import static io.echelon.core.Invariants.require;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.TallyTold;
import io.echelon.core.RosterInvariants.Seen;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What became of each command, as its sender is told.
final class CommandInvariants {
    /// A command as its sender sees it.
    private static final class Followed {
        final Deliver deliver;
        final Set<MemberId> reporters;
        final long deadlineMillis;
        final Map<MemberId, Outcome> told = new HashMap<>();
        boolean isClosed;

        Followed(Deliver deliver, Set<MemberId> reporters, long deadlineMillis) {
            this.deliver = deliver;
            this.reporters = reporters;
            this.deadlineMillis = deadlineMillis;
        }

        boolean isAnswered() {
            return told.size() == reporters.size();
        }

        int count(Outcome outcome) {
            return (int) told.values().stream().filter(one -> one == outcome).count();
        }
    }

    private final RosterInvariants rosters;
    private final Map<CommandId, Followed> commands = new HashMap<>();
    private final List<Followed> open = new ArrayList<>();
    private long nowMillis;
    private boolean hasTimePassed;
    private long limitMillis;
    private @Nullable CommandAccepted accepted;

    CommandInvariants(RosterInvariants rosters) {
        this.rosters = rosters;
    }

    void begin(Input input) {
        hasTimePassed = input instanceof Input.TimeAdvanced;
        switch (input) {
            case Input.TimeAdvanced advanced -> nowMillis = Math.max(nowMillis, advanced.nowMillis());
            case Input.CommandSubmitted submitted -> limitMillis = submitted.limitMillis();
            case Input other -> {}
        }
    }

    void check(Effect effect) {
        switch (effect) {
            case CommandAccepted next -> accepted = next;
            case Deliver deliver -> onDeliver(deliver);
            case OutcomeTold told -> onOutcome(told);
            case CommandClosed closed -> onClosed(closed);
            case TallyTold told -> {
                Followed command = followed(told.command(), told);
                talliesSum(command, told.tally(), told);
                if (isHere(command)) {
                    require(told.isOpen() != command.isClosed, "a tally is open until it is closed", told);
                }
            }
            case Effect other -> {}
        }
    }

    void end() {
        open.removeIf(command -> command.isClosed || !isHere(command));
        for (Followed command : open) {
            nothingStaysOpen(command);
            nothingOutlivesItsLimit(command);
            nobodyGoneIsAwaited(command);
        }
    }

    private boolean isHere(Followed command) {
        return rosters.find(command.deliver.sender()) != null;
    }

    private Followed followed(CommandId id, Effect effect) {
        Followed command = commands.get(id);
        if (command == null) {
            throw new AssertionError("only commands that were delivered are told of: " + effect);
        }
        return command;
    }

    private void onDeliver(Deliver deliver) {
        require(!commands.containsKey(deliver.command()), "a command is delivered once", deliver);
        List<Seen> recipients = rosters.present(deliver.sender().group()).stream()
                .filter(seen -> deliver.recipients().includes(seen.id.number()))
                .toList();
        deliveriesGoDown(deliver, recipients);
        deliveriesReachThePresent(deliver, recipients);
        neighboursAreOneRange(deliver, recipients);
        require(
                accepted != null && accepted.count() == recipients.size(),
                "a command reaches as many as its sender was told",
                deliver);
        Set<MemberId> reporters = recipients.stream()
                .filter(seen -> seen.profile.reportsResults())
                .map(seen -> seen.id)
                .collect(Collectors.toSet());
        Followed command = new Followed(deliver, reporters, nowMillis + limitMillis);
        commands.put(deliver.command(), command);
        open.add(command);
    }

    private void deliveriesGoDown(Deliver deliver, List<Seen> recipients) {
        Seen sender = rosters.find(deliver.sender());
        require(sender != null && sender.rank == deliver.senderRank(), "a sender is told with its rank", deliver);
        require(!recipients.isEmpty(), "a command reaches somebody", deliver);
        for (Seen recipient : recipients) {
            boolean isJunior = recipient.rank > deliver.senderRank()
                    && recipient.id.number() > deliver.sender().number();
            require(isJunior, "nothing is delivered upward or to the sender", deliver);
        }
    }

    private void deliveriesReachThePresent(Deliver deliver, List<Seen> recipients) {
        Recipients ranges = deliver.recipients();
        require(ranges.count() == recipients.size(), "nothing is delivered to who is not present", deliver);
        for (int range = 0; range < ranges.rangeCount(); range++) {
            int group = deliver.sender().group();
            boolean isBounded = rosters.find(new MemberId(group, ranges.first(range))) != null
                    && rosters.find(new MemberId(group, ranges.last(range))) != null
                    && (range == 0 || ranges.first(range) > ranges.last(range - 1));
            require(isBounded, "nothing is delivered to who is not present", deliver);
        }
    }

    private static void neighboursAreOneRange(Deliver deliver, List<Seen> recipients) {
        int ranges = 0;
        int lastRank = -1;
        for (Seen recipient : recipients) {
            ranges += recipient.rank == lastRank + 1 && ranges > 0 ? 0 : 1;
            lastRank = recipient.rank;
        }
        require(ranges == deliver.recipients().rangeCount(), "neighbours are one range", deliver);
    }

    private void onOutcome(OutcomeTold told) {
        Followed command = followed(told.command(), told);
        require(command.deliver.sender().equals(told.sender()), "an outcome is told to the sender", told);
        require(isHere(command), "nothing is told to who has left", told);
        require(command.reporters.contains(told.executor()), "outcomes are those of targets that report", told);
        require(told.outcome().isFinal(), "only final outcomes are told", told);
        require(!command.isClosed, "nothing is told after the close", told);
        require(command.told.put(told.executor(), told.outcome()) == null, "one verdict per executor", told);
    }

    private void onClosed(CommandClosed closed) {
        Followed command = followed(closed.command(), closed);
        require(command.deliver.sender().equals(closed.sender()), "a close is told to the sender", closed);
        require(isHere(command), "nothing is told to who has left", closed);
        require(!command.isClosed, "a command closes exactly once", closed);
        require(command.isAnswered() && closed.tally().isFinal(), "a command closes when nothing is open", closed);
        talliesSum(command, closed.tally(), closed);
        command.isClosed = true;
    }

    private void talliesSum(Followed command, Tally tally, Effect effect) {
        int total = command.deliver.recipients().count();
        int sum = 0;
        for (Outcome outcome : Outcome.values()) {
            sum += tally.count(outcome);
        }
        require(sum == total && tally.total() == total, "a tally sums to its total", effect);
        int delivered = total - command.reporters.size();
        require(tally.count(Outcome.DELIVERED) == delivered, "who reports nothing is delivered", effect);
        if (isHere(command)) {
            EnumSet.of(Outcome.DONE, Outcome.FAILED, Outcome.REFUSED, Outcome.UNKNOWN)
                    .forEach(outcome -> require(
                            tally.count(outcome) == command.count(outcome),
                            "a tally counts what the sender was told",
                            effect));
        }
    }

    private void nothingStaysOpen(Followed command) {
        require(!command.isAnswered(), "a command closes with its last verdict", command.deliver);
    }

    private void nothingOutlivesItsLimit(Followed command) {
        require(!hasTimePassed || command.deadlineMillis > nowMillis, "nothing outlives its limit", command.deliver);
    }

    private void nobodyGoneIsAwaited(Followed command) {
        for (MemberId reporter : command.reporters) {
            boolean isAwaited = !command.told.containsKey(reporter);
            require(!isAwaited || rosters.find(reporter) != null, "nobody who left is awaited", command.deliver);
        }
    }
}

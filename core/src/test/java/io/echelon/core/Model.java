package io.echelon.core;

import io.echelon.core.Input.CommandSubmitted;
import io.echelon.core.Input.ConnectionLost;
import io.echelon.core.Input.JoinRequested;
import io.echelon.core.Input.LeaveRequested;
import io.echelon.core.Input.ObservationRequested;
import io.echelon.core.Input.OutcomeReported;
import io.echelon.core.Input.PlaceRequested;
import io.echelon.core.Input.QuitRequested;
import io.echelon.core.Input.RosterRequested;
import io.echelon.core.Input.TallyRequested;
import io.echelon.core.Input.TimeAdvanced;
import io.echelon.core.Input.WatchRequested;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a [StateMachine] should answer, worked out the slow and obvious way and said in the words
/// of a transcript. Shares nothing with what it checks but the types of what goes in.
final class Model {
    final List<ModelGroup> groups = new ArrayList<>();
    private final Limits limits;
    private final long tokenBase;
    private final List<String> said = new ArrayList<>();
    private long nowMillis;

    Model(Limits limits, long tokenBase) {
        this.limits = limits;
        this.tokenBase = tokenBase;
    }

    long nowMillis() {
        return nowMillis;
    }

    Stream<ModelMember> members() {
        return groups.stream().flatMap(group -> group.members.stream());
    }

    Stream<ConnectionId> observers() {
        return groups.stream().flatMap(group -> group.observers.stream());
    }

    Stream<ModelCommand> openCommands() {
        return groups.stream().flatMap(ModelGroup::openCommands);
    }

    /// @return the effects of the input, a line each
    List<String> predict(Input input) {
        said.clear();
        switch (input) {
            case TimeAdvanced advanced -> advance(advanced.nowMillis());
            case JoinRequested requested -> join(requested);
            case ObservationRequested requested -> observe(requested);
            case QuitRequested requested -> {
                say("quitting " + requested.connection());
                giveUp(requested.connection(), "quit");
            }
            case ConnectionLost lost -> giveUp(lost.connection(), "lost");
            case LeaveRequested request ->
                ifInGroup(request.connection(), group -> {
                    say("leaving " + request.connection());
                    giveUp(request.connection(), "quit");
                });
            case CommandSubmitted request -> ifMember(request.connection(), sender -> submit(sender, request));
            case OutcomeReported request -> ifMember(request.connection(), executor -> report(executor, request));
            case RosterRequested request -> ifInGroup(request.connection(), group -> tellRoster(group, request));
            case PlaceRequested request ->
                ifInGroup(request.connection(), group -> tellPlace(group, request.connection()));
            case TallyRequested request -> ifMember(request.connection(), member -> tellTally(member, request));
            case WatchRequested request ->
                ifInGroup(
                        request.connection(),
                        group -> say("watching " + request.connection() + " g" + group.index + " "
                                + (request.isWatching() ? "yes" : "no")));
        }
        return List.copyOf(said);
    }

    private void join(JoinRequested request) {
        stopObserving(request.connection());
        ModelMember present = memberOf(request.connection());
        if (hasAskedForItsPlace(present)) {
            return;
        }
        if (present != null && present.group.name.equals(request.group())) {
            present.isAutomatic = false;
            present.profile = request.profile();
            say("adopted " + present.connection + " " + present.group.placeLine(present)
                    + EffectText.profile(present.profile));
            return;
        }
        if (present != null) {
            leave(present, "quit");
        }
        ModelGroup group = groupNamed(request.group());
        if (group == null) {
            rejectGroup(request.connection());
        } else if (group.members.size() == limits.capacity()) {
            reject(request.connection(), "GROUP_FULL group=" + group.name + " capacity=" + limits.capacity());
        } else {
            arrive(group, request);
        }
    }

    /// Which is then said.
    private boolean hasAskedForItsPlace(@Nullable ModelMember present) {
        if (present == null || present.isAutomatic) {
            return false;
        }
        reject(present.connection, "ALREADY_A_MEMBER who=" + present.line() + " group=" + present.group.name);
        return true;
    }

    private void rejectGroup(ConnectionId connection) {
        reject(connection, "TOO_MANY_GROUPS limit=" + limits.maxGroups());
    }

    private void arrive(ModelGroup group, JoinRequested request) {
        ModelMember member = new ModelMember(
                group, ++group.lastMember, request.connection(), request.profile(), request.isAutomatic());
        group.members.add(member);
        member.token = tokenBase + ++group.revision;
        say("joined " + member.connection + " " + group.placeLine(member) + EffectText.profile(member.profile));
    }

    private void observe(ObservationRequested request) {
        stopObserving(request.connection());
        ModelMember present = memberOf(request.connection());
        if (hasAskedForItsPlace(present)) {
            return;
        }
        if (present != null) {
            leave(present, "quit");
        }
        ModelGroup group = groupNamed(request.group());
        if (group == null) {
            rejectGroup(request.connection());
        } else {
            group.observers.add(request.connection());
            say("observing " + request.connection() + " " + group.viewLine());
        }
    }

    private void stopObserving(ConnectionId connection) {
        for (ModelGroup group : groups) {
            if (group.observers.remove(connection)) {
                say("unobserving " + connection + " g" + group.index);
            }
        }
    }

    private @Nullable ModelGroup groupNamed(String name) {
        for (ModelGroup group : groups) {
            if (group.name.equals(name)) {
                return group;
            }
        }
        if (groups.size() == limits.maxGroups()) {
            return null;
        }
        groups.add(new ModelGroup(groups.size(), name));
        return groups.getLast();
    }

    private void giveUp(ConnectionId connection, String why) {
        ModelMember member = memberOf(connection);
        if (member != null) {
            leave(member, why);
        }
        stopObserving(connection);
    }

    private void leave(ModelMember member, String why) {
        ModelGroup group = member.group;
        int rank = group.rankOf(member);
        group.members.remove(member);
        long token = tokenBase + ++group.revision;
        for (ModelMember other : group.members) {
            if (other.number > member.number) {
                other.token = token;
            }
        }
        say("left " + member.line() + " " + member.connection + " rank=" + rank + " of=" + group.members.size()
                + " rev=" + group.revision + " token=" + token + " why=" + why + " commander="
                + (group.members.isEmpty() ? "none" : group.commander().line()));
        for (ModelCommand command : group.openCommands().toList()) {
            if (command.awaits(member)) {
                settle(command, member, rank, Outcome.UNKNOWN, "", "");
            }
        }
    }

    private void submit(ModelMember sender, CommandSubmitted request) {
        ModelGroup group = sender.group;
        ModelChoice choice = ModelChoice.below(request.target(), sender);
        if (choice.rejection() != null) {
            reject(sender.connection, choice.rejection());
            return;
        }
        ModelCommand command = new ModelCommand(group, group.commands.size() + 1L, sender);
        for (ModelMember target : choice.members()) {
            command.outcomes.put(target, target.profile.reportsResults() ? Outcome.SENT : Outcome.DELIVERED);
        }
        if (openCommands().filter(other -> other.sender == sender).count() >= limits.maxOpenCommands()) {
            reject(sender.connection, "TOO_MANY_OPEN limit=" + limits.maxOpenCommands());
            return;
        }
        if (Stream.concat(openCommands(), Stream.of(command))
                        .mapToLong(Model::weightOf)
                        .sum()
                > limits.maxOpenOutcomes()) {
            reject(sender.connection, "TOO_MANY_OPEN limit=" + limits.maxOpenOutcomes());
            return;
        }
        command.openedMillis = nowMillis;
        command.deadlineMillis = nowMillis + request.limitMillis();
        group.commands.add(command);
        tellSubmitted(command, request);
        closeIfAnswered(command);
    }

    private static long weightOf(ModelCommand command) {
        return 16 + command.countReporting();
    }

    private void tellSubmitted(ModelCommand command, CommandSubmitted request) {
        ModelMember sender = command.sender;
        int rank = sender.group.rankOf(sender);
        int count = command.outcomes.size();
        say("accepted " + sender.connection + " " + command.line() + " n=" + count + " above="
                + ModelChoice.above(request.target(), sender) + " rev=" + sender.group.revision);
        String targets = command.outcomes.keySet().stream()
                .map(target -> "m" + target.number)
                .collect(Collectors.joining(","));
        say("deliver " + command.line() + " from=" + sender.line() + " rank=" + rank + " to=" + targets + " n=" + count
                + " ttl=" + request.ttlMillis() + " :" + EffectText.text(request.body()));
    }

    private void report(ModelMember executor, OutcomeReported report) {
        ModelCommand command = knownCommand(executor, report.command());
        if (command == null) {
            return;
        }
        if (!command.outcomes.containsKey(executor)) {
            reject(executor.connection, "NOT_A_TARGET " + command.line());
        } else if (!command.awaits(executor)) {
            reject(executor.connection, "ALREADY_CLOSED " + command.line());
        } else {
            say("noted " + executor.connection);
            if (report.outcome() == Outcome.RUNNING) {
                command.outcomes.put(executor, Outcome.RUNNING);
                return;
            }
            String code = report.code() == null ? "" : " rc=" + report.code();
            String body = report.body().length() == 0 ? "" : " :" + EffectText.text(report.body());
            settle(command, executor, executor.group.rankOf(executor), report.outcome(), code, body);
        }
    }

    private void settle(
            ModelCommand command, ModelMember executor, int rank, Outcome outcome, String code, String body) {
        command.outcomes.put(executor, outcome);
        if (command.sender.isPresent()) {
            say("told " + command.sender.line() + " " + command.line() + " " + executor.line() + " rank=" + rank
                    + " state=" + outcome.name().toLowerCase(Locale.ROOT) + code + " ms="
                    + (nowMillis - command.openedMillis) + body);
        }
        closeIfAnswered(command);
    }

    private void closeIfAnswered(ModelCommand command) {
        if (command.outcomes.keySet().stream().anyMatch(command::awaits)) {
            return;
        }
        command.closing = ++command.group.closings;
        command.closedMillis = nowMillis;
        if (command.sender.isPresent()) {
            say("closed " + command.line() + " to=" + command.sender.line() + " " + command.tallyLine() + " ms="
                    + (nowMillis - command.openedMillis));
        }
    }

    private void advance(long millis) {
        nowMillis = Math.max(nowMillis, millis);
        List<ModelCommand> due = openCommands()
                .filter(command -> command.deadlineMillis <= nowMillis)
                .sorted(Comparator.<ModelCommand>comparingLong(command -> command.deadlineMillis)
                        .thenComparingInt(command -> command.group.index)
                        .thenComparingLong(command -> command.number))
                .toList();
        for (ModelCommand command : due) {
            for (ModelMember target : List.copyOf(command.outcomes.keySet())) {
                if (command.awaits(target)) {
                    settle(command, target, target.group.rankOf(target), Outcome.UNKNOWN, "", "");
                }
            }
        }
    }

    private void tellRoster(ModelGroup group, RosterRequested request) {
        ModelMember member = memberOf(request.connection());
        ModelChoice choice = member == null
                ? ModelChoice.observed(request.target(), group)
                : ModelChoice.everybody(request.target(), member);
        if (choice.rejection() != null) {
            reject(request.connection(), choice.rejection());
        } else {
            say("roster " + request.connection() + " rev=" + group.revision + choice.seatsText());
        }
    }

    private void tellPlace(ModelGroup group, ConnectionId asker) {
        ModelMember member = memberOf(asker);
        say(
                member == null
                        ? "view " + asker + " " + group.viewLine()
                        : "place " + asker + " " + group.placeLine(member));
    }

    private void tellTally(ModelMember member, TallyRequested request) {
        ModelCommand command = knownCommand(member, request.command());
        if (command == null) {
            return;
        }
        boolean isItsBusiness = member.number <= command.sender.number || command.outcomes.containsKey(member);
        if (!isItsBusiness) {
            reject(member.connection, "NOT_YOURS " + command.line());
            return;
        }
        say("tally " + member.connection + " " + command.line() + " open=" + (command.isOpen() ? "yes" : "no") + " "
                + command.tallyLine());
    }

    /// @return the command of that number unless it never was or is forgotten, which is then said
    private @Nullable ModelCommand knownCommand(ModelMember member, long number) {
        ModelGroup group = member.group;
        for (ModelCommand command : group.commands) {
            boolean isKept = group.closings - command.closing < limits.maxClosedCommands()
                    && nowMillis - command.closedMillis <= limits.closedMillis();
            if (command.number == number && (command.isOpen() || isKept)) {
                return command;
            }
        }
        reject(member.connection, "NO_SUCH_COMMAND " + group.prefix() + "c" + number);
        return null;
    }

    private void ifMember(ConnectionId connection, Consumer<ModelMember> then) {
        ModelMember member = memberOf(connection);
        if (member == null) {
            reject(connection, "NOT_A_MEMBER");
        } else {
            then.accept(member);
        }
    }

    /// With the group that a connection has a place in or observes.
    private void ifInGroup(ConnectionId connection, Consumer<ModelGroup> then) {
        groups.stream()
                .filter(group -> group.concerns(connection))
                .findFirst()
                .ifPresentOrElse(then, () -> reject(connection, "NOT_A_MEMBER"));
    }

    private @Nullable ModelMember memberOf(ConnectionId connection) {
        return members()
                .filter(member -> member.connection.equals(connection))
                .findFirst()
                .orElse(null);
    }

    private void reject(ConnectionId connection, String rejection) {
        say("rejected " + connection + " " + rejection);
    }

    private void say(String line) {
        said.add(line);
    }
}

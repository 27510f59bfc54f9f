package io.echelon.core;

import io.echelon.core.Input.AboutCommand;
import io.echelon.core.Input.ConnectionLost;
import io.echelon.core.Input.JoinRequested;
import io.echelon.core.Input.LeaveRequested;
import io.echelon.core.Input.ObservationRequested;
import io.echelon.core.Input.PlaceRequested;
import io.echelon.core.Input.QuitRequested;
import io.echelon.core.Input.ResumeRequested;
import io.echelon.core.Input.RosterRequested;
import io.echelon.core.Input.TimeAdvanced;
import io.echelon.core.Input.WatchRequested;
import io.echelon.core.Input.YieldRequested;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a [StateMachine] should answer, worked out the slow and obvious way and said in the words
/// of a transcript. Shares nothing with what it checks but the types of what goes in.
final class Model {
    final List<ModelGroup> groups = new ArrayList<>();
    Limits limits;
    Set<String> uniqueNames;
    long tokenBase;
    final ModelBodies bodies;
    final ModelResults results;
    private final ModelPlaces places;
    private final ModelDelivery delivery;
    private final ModelCommands commands;
    private final List<String> said = new ArrayList<>();
    private long nowMillis;

    Model(Setting setting) {
        this.limits = setting.limits();
        this.uniqueNames = setting.uniqueNames();
        this.tokenBase = setting.tokenBase();
        this.bodies = new ModelBodies(limits.maxBodyBytes());
        this.results = new ModelResults(limits.maxResultBytes());
        this.delivery = new ModelDelivery(this);
        this.commands = new ModelCommands(this, delivery);
        this.places = new ModelPlaces(this, delivery);
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
        return groups.stream().flatMap(group -> group.open.stream());
    }

    /// @return the earliest moment at which something happens by itself, if there is one
    LongStream deadlines() {
        return LongStream.concat(
                members().filter(ModelMember::isAway).mapToLong(member -> member.awayUntilMillis),
                openCommands().mapToLong(ModelCommand::deadlineMillis));
    }

    /// @return the effects of the input, a line each
    List<String> predict(Input input) {
        said.clear();
        switch (input) {
            case TimeAdvanced advanced -> advance(advanced.nowMillis());
            case JoinRequested requested -> places.join(requested);
            case ResumeRequested requested -> places.resume(requested);
            case YieldRequested requested -> ifMember(requested.connection(), places::sendToTheEnd);
            case ObservationRequested requested -> places.observe(requested);
            case QuitRequested requested -> {
                say("quitting " + requested.connection());
                places.giveUp(requested.connection(), "quit");
            }
            case ConnectionLost lost -> places.lose(lost.connection());
            case Input.ConnectionsLost lost ->
                LongStream.rangeClosed(lost.first(), lost.last())
                        .forEach(number -> places.lose(new ConnectionId(number)));
            case Input.GracesRestarted restarted ->
                members().filter(ModelMember::isAway).forEach(places::startGrace);
            case Input.SettingsChanged changed -> change(changed);
            case Input.TokensRaised raised -> raiseTokens(raised.base());
            case LeaveRequested requested -> leave(requested.connection());
            case AboutCommand about -> ifMember(about.connection(), member -> commands.apply(member, about));
            case RosterRequested requested -> tellRoster(requested);
            case PlaceRequested requested -> tellPlace(requested.connection());
            case WatchRequested requested -> watch(requested);
        }
        return List.copyOf(said);
    }

    private void advance(long millis) {
        nowMillis = Math.max(nowMillis, millis);
        while (deadlines().anyMatch(deadline -> deadline <= nowMillis)) {
            long first = deadlines().min().orElseThrow();
            Stream<ModelMember> absent = members().filter(member -> member.isAway() && member.awayUntilMillis == first);
            Stream<ModelCommand> due = openCommands().filter(command -> command.deadlineMillis() == first);
            absent.min(Comparator.<ModelMember>comparingInt(member -> member.group.index)
                            .thenComparingLong(member -> member.number))
                    .ifPresentOrElse(
                            member -> places.leave(member, "expired"),
                            () -> due.min(Comparator.<ModelCommand>comparingInt(command -> command.group.index)
                                            .thenComparingLong(command -> command.number))
                                    .ifPresent(delivery::expire));
        }
    }

    private void change(Input.SettingsChanged changed) {
        limits = changed.limits();
        uniqueNames = changed.uniqueNames();
        members().forEach(delivery::dropTooMany);
        groups.forEach(delivery::forgetTooMany);
        groups.forEach(places::seatWaiters);
        bodies.limitTo(limits.maxBodyBytes());
        results.limitTo(limits.maxResultBytes());
    }

    private void raiseTokens(long base) {
        long more = Math.max(0, base - tokenBase);
        tokenBase += more;
        members().forEach(member -> member.token += more);
    }

    /// What an edge that has not followed the groups is shown, a line each.
    List<String> show() {
        return groups.stream()
                .map(group -> "group " + group.viewLine()
                        + group.line.stream()
                                .map(waiter -> " " + waiter.connection())
                                .collect(Collectors.joining()))
                .toList();
    }

    private void leave(ConnectionId connection) {
        if (groupSeenBy(connection) != null || places.isWaiting(connection)) {
            say("leaving " + connection);
            places.stopLooking(connection);
            return;
        }
        ifMember(connection, member -> {
            say("leaving " + connection);
            places.leave(member, "quit");
        });
    }

    private void tellRoster(RosterRequested request) {
        ModelGroup observed = groupSeenBy(request.connection());
        if (observed != null) {
            tellRoster(request.connection(), observed, ModelChoice.observed(request.target(), observed));
        } else {
            ifMember(
                    request.connection(),
                    member -> tellRoster(
                            request.connection(), member.group, ModelChoice.everybody(request.target(), member)));
        }
    }

    private void tellRoster(ConnectionId asker, ModelGroup group, ModelChoice choice) {
        if (choice.rejection() != null) {
            reject(asker, choice.rejection());
        } else {
            say("roster " + asker + " rev=" + group.revision + choice.seatsText());
        }
    }

    private void tellPlace(ConnectionId asker) {
        ModelGroup observed = groupSeenBy(asker);
        if (observed != null) {
            say("view " + asker + " " + observed.viewLine());
        } else {
            ifMember(asker, member -> say("place " + asker + " " + member.group.placeLine(member)));
        }
    }

    private void watch(WatchRequested request) {
        ModelGroup observed = groupSeenBy(request.connection());
        if (observed != null && request.subject() == WatchSubject.ROSTER) {
            tellWatching(request, observed, "roster");
            return;
        }
        ifMember(request.connection(), member -> {
            switch (request.subject()) {
                case ROSTER -> {
                    member.isWatchingRoster = request.isWatching();
                    tellWatching(request, member.group, "roster");
                }
                case COMMANDS -> {
                    member.isWatchingCommands = request.isWatching();
                    tellWatching(request, member.group, "commands");
                }
                case COMMAND -> commands.watch(member, request);
            }
        });
    }

    void tellWatching(WatchRequested request, ModelGroup group, String subject) {
        say("watching " + request.connection() + " g" + group.index + " " + subject + " "
                + (request.isWatching() ? "yes" : "no"));
    }

    private void ifMember(ConnectionId connection, Consumer<ModelMember> then) {
        ModelMember member = memberOf(connection);
        if (member == null) {
            reject(connection, "NOT_A_MEMBER");
        } else {
            member.formerSession = null;
            then.accept(member);
        }
    }

    private @Nullable ModelGroup groupSeenBy(ConnectionId connection) {
        return groups.stream()
                .filter(group -> group.observers.contains(connection))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    ModelMember memberOf(ConnectionId connection) {
        return members()
                .filter(member -> connection.equals(member.connection))
                .findFirst()
                .orElse(null);
    }

    void reject(ModelMember member, String rejection) {
        say("rejected " + member.holder() + " " + rejection);
    }

    void reject(ConnectionId connection, String rejection) {
        say("rejected " + connection + " " + rejection);
    }

    void say(String line) {
        said.add(line);
    }
}

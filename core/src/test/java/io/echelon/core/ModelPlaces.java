package io.echelon.core;

import io.echelon.core.Input.JoinRequested;
import io.echelon.core.Input.ObservationRequested;
import io.echelon.core.Input.ResumeRequested;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who takes a place in the [Model], keeps it, comes back to it and gives it up; who waits, who looks
/// on.
final class ModelPlaces {
    private static final int SMALL = 64;

    private final Model model;
    private final ModelDelivery delivery;

    ModelPlaces(Model model, ModelDelivery delivery) {
        this.model = model;
        this.delivery = delivery;
    }

    void join(JoinRequested request) {
        stopLooking(request.connection());
        ModelMember present = model.memberOf(request.connection());
        if (hasAskedForItsPlace(present)) {
            return;
        }
        if (present != null && present.group.name.equals(request.group())) {
            adopt(present, request);
            return;
        }
        if (present != null) {
            leave(present, "quit");
        }
        ModelGroup group = groupNamed(request.group());
        if (group == null) {
            rejectGroup(request.connection());
        } else if (isTaken(group, request.profile().name(), null)) {
            rejectName(request);
        } else if (group.members.size() < model.limits.capacity()) {
            tellPlace("joined", arrive(group, request));
        } else if (request.waits() && group.line.size() < model.limits.maxWaiting()) {
            group.line.add(request);
            model.say("waiting " + request.connection() + " g" + group.index + " position=" + group.line.size());
        } else {
            String full = "GROUP_FULL group=" + group.name + " capacity=" + model.limits.capacity();
            model.reject(request.connection(), full);
        }
    }

    private void adopt(ModelMember present, JoinRequested request) {
        if (isTaken(present.group, request.profile().name(), present)) {
            rejectName(request);
            return;
        }
        present.isAutomatic = false;
        present.profile = request.profile();
        present.terms = request.terms();
        present.session = request.terms().session();
        tellPlace("adopted", present);
        delivery.feed(present);
    }

    private boolean isTaken(ModelGroup group, @Nullable String name, @Nullable ModelMember except) {
        boolean isItsOwn = except != null && Objects.equals(name, except.profile.name());
        return model.uniqueNames.contains(group.name) && !isItsOwn && group.hasName(name, except);
    }

    /// Which is then said.
    private boolean hasAskedForItsPlace(@Nullable ModelMember present) {
        if (present == null || present.isAutomatic) {
            return false;
        }
        model.reject(present, "ALREADY_A_MEMBER who=" + present.line() + " group=" + present.group.name);
        return true;
    }

    private void rejectName(JoinRequested request) {
        model.reject(
                request.connection(), "NAME_TAKEN name=" + request.profile().name());
    }

    private void rejectGroup(ConnectionId connection) {
        model.reject(connection, "TOO_MANY_GROUPS limit=" + model.limits.maxGroups());
    }

    private ModelMember arrive(ModelGroup group, JoinRequested request) {
        ModelMember member =
                new ModelMember(group, ++group.lastMember, request.connection(), request.profile(), request.terms());
        member.isAutomatic = request.isAutomatic();
        append(member);
        return member;
    }

    private void append(ModelMember member) {
        member.group.members.add(member);
        member.token = model.tokenBase + ++member.group.revision;
    }

    private void tellPlace(String what, ModelMember member) {
        model.say(what + " " + member.holder() + " " + member.group.placeLine(member)
                + EffectText.profile(member.profile));
    }

    void observe(ObservationRequested request) {
        stopLooking(request.connection());
        ModelMember present = model.memberOf(request.connection());
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
            model.say("observing " + request.connection() + " " + group.viewLine());
        }
    }

    /// Ends a view or a position in a line.
    void stopLooking(ConnectionId connection) {
        for (ModelGroup group : model.groups) {
            if (group.observers.remove(connection)) {
                model.say("unobserving " + connection + " g" + group.index);
            }
            if (group.line.removeIf(waiter -> waiter.connection().equals(connection))) {
                model.say("unwaiting " + connection + " g" + group.index);
            }
        }
    }

    boolean isWaiting(ConnectionId connection) {
        return model.groups.stream()
                .flatMap(group -> group.line.stream())
                .anyMatch(waiter -> waiter.connection().equals(connection));
    }

    private @Nullable ModelGroup groupNamed(String name) {
        for (ModelGroup group : model.groups) {
            if (group.name.equals(name)) {
                return group;
            }
        }
        if (model.groups.size() >= model.limits.maxGroups()) {
            return null;
        }
        model.groups.add(new ModelGroup(model.groups.size(), name));
        return model.groups.getLast();
    }

    void resume(ResumeRequested request) {
        stopLooking(request.connection());
        ModelMember present = model.memberOf(request.connection());
        if (hasAskedForItsPlace(present)) {
            return;
        }
        if (present != null) {
            leave(present, "quit");
        }
        model.members()
                .filter(member -> member.isFoundBy(request.session()))
                .findFirst()
                .ifPresentOrElse(
                        member -> resume(member, request), () -> model.reject(request.connection(), "BAD_SESSION"));
    }

    private void resume(ModelMember member, ResumeRequested request) {
        ConnectionId previous = member.connection;
        member.formerSession = request.session();
        member.session = request.next();
        member.connection = request.connection();
        while (!member.events.isEmpty() && member.events.getFirst().index() < request.got()) {
            delivery.dropOldest(member);
        }
        List<ModelEvent> missed =
                member.events.stream().filter(event -> !event.isLost()).toList();
        long lost = Math.max(0, member.counted - request.got()) - missed.size();
        ModelGroup group = member.group;
        Boolean isWatching = member.isWatchingRoster;
        model.say("resumed " + request.connection() + " " + group.placeLine(member) + " away="
                + (previous == null ? "yes" : "no") + " told="
                + (previous == null ? member.rankTold : group.rankOf(member)) + " counted=" + member.counted
                + " replayed=" + missed.size() + " lost=" + lost
                + (isWatching == null ? "" : " watching=" + (isWatching ? "yes" : "no"))
                + (member.isWatchingCommands ? " watching-commands=yes" : ""));
        if (previous != null) {
            model.say("fenced " + previous + " " + member.line());
        }
        missed.forEach(event -> model.say(event.text().apply(member)));
        if (lost > 0 || (isWatching == null ? group.members.size() <= SMALL : isWatching)) {
            String seats = ModelChoice.everybody(null, member).seatsText();
            model.say("shown " + member.line() + " rev=" + group.revision + seats);
        }
        delivery.feed(member);
    }

    void sendToTheEnd(ModelMember member) {
        depart(member, "yielded");
        ModelGroup group = member.group;
        ConnectionId connection = member.connection;
        if (connection == null) {
            throw new IllegalStateException("only who is there can yield");
        }
        ModelMember successor = new ModelMember(group, ++group.lastMember, connection, member.profile, member.terms);
        successor.isAutomatic = member.isAutomatic;
        successor.session = member.session;
        successor.isWatchingRoster = member.isWatchingRoster;
        successor.isWatchingCommands = member.isWatchingCommands;
        successor.counted = member.counted;
        successor.events.addAll(member.events);
        append(successor);
        tellPlace("yielded", successor);
    }

    /// Whatever the connection has.
    void giveUp(ConnectionId connection, String why) {
        ModelMember member = model.memberOf(connection);
        if (member != null) {
            leave(member, why);
        }
        stopLooking(connection);
    }

    void lose(ConnectionId connection) {
        ModelMember member = model.memberOf(connection);
        if (member == null || member.terms.graceMillis() == 0) {
            giveUp(connection, "lost");
            return;
        }
        member.connection = null;
        member.rankTold = member.group.rankOf(member);
        startGrace(member);
        model.say("away " + member.line() + " " + connection + " rank=" + member.rankTold + " rev="
                + member.group.revision + " grace=" + member.terms.graceMillis());
    }

    void startGrace(ModelMember away) {
        away.awayUntilMillis = model.nowMillis() + away.terms.graceMillis();
    }

    void leave(ModelMember member, String why) {
        depart(member, why);
        while (!member.events.isEmpty()) {
            delivery.dropOldest(member);
        }
        seatWaiters(member.group);
    }

    void seatWaiters(ModelGroup group) {
        while (group.members.size() < model.limits.capacity() && !group.line.isEmpty()) {
            tellPlace("seated", arrive(group, group.line.removeFirst()));
        }
    }

    private void depart(ModelMember member, String why) {
        ModelGroup group = member.group;
        int rank = group.rankOf(member);
        group.members.remove(member);
        long token = model.tokenBase + ++group.revision;
        for (ModelMember other : group.members) {
            if (other.number > member.number) {
                other.token = token;
            }
        }
        model.say("left " + member.line() + " " + (member.isAway() ? "none" : member.holder()) + " rank=" + rank
                + " of=" + group.members.size() + " rev=" + group.revision + " token=" + token + " why=" + why
                + " commander="
                + (group.members.isEmpty() ? "none" : group.commander().line()));
        delivery.abandon(member, rank);
    }
}

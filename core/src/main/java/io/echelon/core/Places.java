package io.echelon.core;

import io.echelon.core.Effect.LeaveAccepted;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberSeated;
import io.echelon.core.Effect.QuitAccepted;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Input.ConnectionsLost;
import io.echelon.core.Input.JoinRequested;
import io.echelon.core.Input.LeaveRequested;
import io.echelon.core.Input.ObservationRequested;
import io.echelon.core.Input.QuitRequested;
import io.echelon.core.Input.ResumeRequested;
import io.echelon.core.Input.YieldRequested;
import io.echelon.core.Rejection.AlreadyAMember;
import io.echelon.core.Rejection.BadSession;
import io.echelon.core.Rejection.GroupFull;
import io.echelon.core.Rejection.NameTaken;
import io.echelon.core.Rejection.NotAMember;
import io.echelon.core.Rejection.TooManyGroups;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which connection has what: a place, a position in a line for one, a view of a group, or nothing. Who
/// takes a place, keeps it, comes back to it, and gives it up.
final class Places {
    private final Settings settings;
    private final Clock clock;
    private final Groups groups;
    private final Map<ConnectionId, Member> members = new LinkedHashMap<>();
    private final Sessions sessions = new Sessions();
    private final Absences absences = new Absences();
    private final Waiters waiters = new Waiters();
    private final Observers observers = new Observers();

    Places(Shared shared, Groups groups) {
        this.settings = shared.settings();
        this.clock = shared.clock();
        this.groups = groups;
    }

    void join(JoinRequested requested, Effects effects) {
        endLooking(requested.connection(), effects);
        Member present = members.get(requested.connection());
        if (present == null) {
            take(requested, effects);
        } else if (!present.isAutomatic) {
            rejectMember(present, effects);
        } else if (groups.of(present).name().equals(requested.group())) {
            adopt(present, requested, effects);
        } else {
            leave(present, Departure.QUIT, effects);
            take(requested, effects);
        }
    }

    private void adopt(Member present, JoinRequested requested, Effects effects) {
        Group group = groups.of(present);
        String name = requested.profile().name();
        if (!Objects.equals(name, present.profile.name()) && group.isTaken(name)) {
            rejectName(requested, effects);
        } else {
            sessions.end(present);
            group.adopt(present, requested.profile(), requested.terms(), effects);
            sessions.begin(present);
        }
    }

    private void take(JoinRequested requested, Effects effects) {
        Group group = groupOrReject(requested.connection(), requested.group(), effects);
        if (group == null) {
            return; // It has been told.
        }
        if (group.isTaken(requested.profile().name())) {
            rejectName(requested, effects);
        } else if (!group.isFull()) {
            Member member = seat(requested, group);
            effects.add(new MemberJoined(requested.connection(), group.place(member), member.profile));
        } else if (requested.waits() && group.line().size() < settings.limits().maxWaiting()) {
            waiters.begin(requested, group, effects);
        } else {
            int capacity = settings.limits().capacity();
            effects.add(new Rejected(requested.connection(), new GroupFull(group.name(), capacity)));
        }
    }

    private Member seat(JoinRequested requested, Group group) {
        Member member = group.seat(requested);
        members.put(requested.connection(), member);
        sessions.begin(member);
        return member;
    }

    /// Gives those who stand in line what is free.
    void seatWaiters(Group group, Effects effects) {
        while (!group.isFull() && !group.line().isEmpty()) {
            JoinRequested next = waiters.next(group);
            Member member = seat(next, group);
            effects.add(new MemberSeated(next.connection(), group.place(member), member.profile));
        }
    }

    void resume(ResumeRequested requested, Effects effects) {
        ConnectionId connection = requested.connection();
        endLooking(connection, effects);
        if (!giveUpAutomatic(connection, effects)) {
            return; // It has been told.
        }
        Member member = sessions.find(requested.session());
        if (member == null) {
            effects.add(new Rejected(connection, new BadSession()));
            return;
        }
        sessions.rotate(member, requested.session(), requested.next());
        absences.end(member);
        members.remove(member.connectionOrNull());
        members.put(connection, member);
        groups.of(member).resume(member, requested, effects);
    }

    void sendToTheEnd(YieldRequested requested, Effects effects) {
        Member member = memberOrReject(requested.connection(), effects);
        if (member != null) {
            Member successor = groups.of(member).sendToTheEnd(member, effects);
            members.put(requested.connection(), successor);
            sessions.pass(member, successor);
        }
    }

    void observe(ObservationRequested requested, Effects effects) {
        endLooking(requested.connection(), effects);
        if (!giveUpAutomatic(requested.connection(), effects)) {
            return; // It has been told.
        }
        Group group = groupOrReject(requested.connection(), requested.group(), effects);
        if (group != null) {
            observers.begin(requested.connection(), group, effects);
        }
    }

    /// @return whether the connection has no place any more: one that it asked for is not given up
    private boolean giveUpAutomatic(ConnectionId connection, Effects effects) {
        Member present = members.get(connection);
        if (present == null) {
            return true;
        }
        if (!present.isAutomatic) {
            rejectMember(present, effects);
            return false;
        }
        leave(present, Departure.QUIT, effects);
        return true;
    }

    void leave(LeaveRequested requested, Effects effects) {
        if (observers.groupOf(requested.connection()) != null || waiters.isWaiting(requested.connection())) {
            effects.add(new LeaveAccepted(requested.connection()));
            endLooking(requested.connection(), effects);
            return;
        }
        Member member = memberOrReject(requested.connection(), effects);
        if (member != null) {
            effects.add(new LeaveAccepted(requested.connection()));
            leave(member, Departure.QUIT, effects);
        }
    }

    void quit(QuitRequested requested, Effects effects) {
        effects.add(new QuitAccepted(requested.connection()));
        giveUp(requested.connection(), Departure.QUIT, effects);
    }

    void lose(ConnectionId connection, Effects effects) {
        Member member = members.get(connection);
        if (member == null || !member.terms.hasGrace()) {
            giveUp(connection, Departure.LOST, effects);
            return;
        }
        members.remove(connection);
        groups.of(member).goAway(member, effects);
        absences.begin(member, clock.nowMillis() + member.terms.graceMillis());
    }

    void loseAll(ConnectionsLost lost, Effects effects) {
        List<ConnectionId> gone = new ArrayList<>();
        for (Set<ConnectionId> some : List.of(members.keySet(), observers.connections(), waiters.connections())) {
            for (ConnectionId connection : some) {
                if (connection.number() >= lost.first() && connection.number() <= lost.last()) {
                    gone.add(connection);
                }
            }
        }
        gone.sort(Comparator.comparingLong(ConnectionId::number));
        gone.forEach(connection -> lose(connection, effects));
    }

    /// Whatever it has: a place, a view, a position in a line, or nothing.
    private void giveUp(ConnectionId connection, Departure why, Effects effects) {
        Member member = members.get(connection);
        if (member != null) {
            leave(member, why, effects);
        } else {
            endLooking(connection, effects);
        }
    }

    /// Whatever a connection without a place has: a view, a position in a line, or nothing.
    private void endLooking(ConnectionId connection, Effects effects) {
        observers.end(connection, effects);
        waiters.end(connection, effects);
    }

    private void leave(Member member, Departure why, Effects effects) {
        members.remove(member.connectionOrNull());
        absences.end(member);
        sessions.end(member);
        Group group = groups.of(member);
        group.leave(member, why, effects);
        seatWaiters(group, effects);
    }

    /// Who is away for as long as it may be leaves.
    void expire(Member member, Effects effects) {
        leave(member, Departure.EXPIRED, effects);
    }

    void restartGraces() {
        absences.restart(clock.nowMillis());
    }

    /// @return whose grace ends first, or null when nobody is away
    @Nullable
    Member firstAbsent() {
        return absences.first();
    }

    /// @return what the connection observes, or null if it is no observer
    @Nullable
    Group observedBy(ConnectionId connection) {
        return observers.groupOf(connection);
    }

    /// @return who holds its place on that connection, which knows its session then; null if it was told that
    ///     it has none
    @Nullable
    Member memberOrReject(ConnectionId connection, Effects effects) {
        Member member = members.get(connection);
        if (member == null) {
            effects.add(new Rejected(connection, new NotAMember()));
        } else if (member.formerSession != null) {
            sessions.confirm(member);
        }
        return member;
    }

    private @Nullable Group groupOrReject(ConnectionId connection, String name, Effects effects) {
        Group group = groups.named(name);
        if (group == null) {
            int maxGroups = settings.limits().maxGroups();
            effects.add(new Rejected(connection, new TooManyGroups(maxGroups)));
        }
        return group;
    }

    private static void rejectName(JoinRequested requested, Effects effects) {
        String name = Objects.requireNonNull(requested.profile().name());
        effects.add(new Rejected(requested.connection(), new NameTaken(name)));
    }

    private void rejectMember(Member member, Effects effects) {
        effects.add(new Rejected(
                member.connection(),
                new AlreadyAMember(member.id, groups.of(member).name())));
    }

    /// What the groups do not say: members know their connections and sessions, lines who waits.
    void save(SnapshotWriter writer) {
        observers.save(writer);
    }

    /// To be called when the groups are there.
    void load(SnapshotReader reader) {
        for (Group group : groups.all()) {
            group.roster().forEach(this::restore);
            waiters.restore(group);
        }
        observers.load(reader, groups);
    }

    private void restore(Member member) {
        sessions.restore(member);
        if (member.isAway()) {
            absences.restore(member);
        } else {
            members.put(member.connection(), member);
        }
    }
}

package io.echelon.core;

import io.echelon.core.Effect.LeaveAccepted;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberSeated;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.QuitAccepted;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Effect.ViewTold;
import io.echelon.core.Effect.WatchChanged;
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
import io.echelon.core.Rejection.AlreadyAMember;
import io.echelon.core.Rejection.BadSession;
import io.echelon.core.Rejection.GroupFull;
import io.echelon.core.Rejection.NameTaken;
import io.echelon.core.Rejection.NotAMember;
import io.echelon.core.Rejection.TooManyGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All groups of a server, as a function from an ordered stream of [Input]s to a stream of
/// [Effect]s. It finds out whom an input concerns and hands it on; [Group] and [Dispatches] hold
/// the rules.
///
/// Used by one thread at a time. An exception from [#apply] is a bug, after which the state must
/// not be used any more: a wrong roster is worse than none.
public final class StateMachine {
    /// What [#nextDeadlineMillis] says when nothing waits for time to pass.
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final Limits limits;
    private final long tokenBase;
    private final Predicate<String> hasUniqueNames;
    private final Shared shared;
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, Group> groupsByName = new LinkedHashMap<>();
    private final Map<ConnectionId, Member> members = new LinkedHashMap<>();
    private final Sessions sessions = new Sessions();
    private final Absences absences = new Absences();
    private final Waiters waiters = new Waiters();
    private final Observers observers = new Observers();

    /// @param tokenBase what revisions are added to: greater than any token of a state that was
    ///     lost, 0 where none ever is
    public StateMachine(Limits limits, long tokenBase) {
        this(limits, tokenBase, group -> false);
    }

    /// @param hasUniqueNames in which groups no two members may have the same name; of a group it must
    ///     always say the same
    public StateMachine(Limits limits, long tokenBase, Predicate<String> hasUniqueNames) {
        this.limits = limits;
        this.tokenBase = tokenBase;
        this.hasUniqueNames = hasUniqueNames;
        this.shared = Shared.within(limits);
    }

    /// Changes the state by one input.
    ///
    /// @param effects what follows is added at its end, in order
    public void apply(Input input, Effects effects) {
        switch (input) {
            case TimeAdvanced advanced -> onTimeAdvanced(advanced, effects);
            case JoinRequested requested -> onJoinRequested(requested, effects);
            case ResumeRequested requested -> onResumeRequested(requested, effects);
            case YieldRequested requested -> onYieldRequested(requested, effects);
            case ObservationRequested requested -> onObservationRequested(requested, effects);
            case LeaveRequested requested -> onLeaveRequested(requested, effects);
            case QuitRequested requested -> onQuitRequested(requested, effects);
            case ConnectionLost lost -> onConnectionLost(lost, effects);
            case AboutCommand about -> onAboutCommand(about, effects);
            case RosterRequested requested -> onRosterRequested(requested, effects);
            case PlaceRequested requested -> onPlaceRequested(requested, effects);
            case WatchRequested requested -> onWatchRequested(requested, effects);
        }
    }

    /// When [TimeAdvanced] has something to do, or [#NO_DEADLINE].
    public long nextDeadlineMillis() {
        return Math.min(firstReturnMillis(), firstExpiryMillis());
    }

    private long firstReturnMillis() {
        Member absent = absences.first();
        return absent == null ? NO_DEADLINE : absent.awayUntilMillis;
    }

    private long firstExpiryMillis() {
        Dispatch first = shared.openOutcomes().first();
        return first == null ? NO_DEADLINE : first.deadlineMillis;
    }

    /// Everything is ended in the order of its deadline; what is due at the same moment, members first.
    private void onTimeAdvanced(TimeAdvanced advanced, Effects effects) {
        shared.clock().advanceTo(advanced.nowMillis());
        while (nextDeadlineMillis() <= shared.clock().nowMillis()) {
            Member absent = absences.first();
            Dispatch due = shared.openOutcomes().first();
            if (absent != null && (due == null || absent.awayUntilMillis <= due.deadlineMillis)) {
                leave(absent, Departure.EXPIRED, effects);
            } else if (due != null) {
                groups.get(due.id.group()).dispatches().expire(due, effects);
            }
        }
    }

    private void onJoinRequested(JoinRequested requested, Effects effects) {
        endLooking(requested.connection(), effects);
        Member present = members.get(requested.connection());
        if (present == null) {
            join(requested, effects);
        } else if (!present.isAutomatic) {
            rejectMember(present, effects);
        } else if (groupOf(present).name().equals(requested.group())) {
            adopt(present, requested, effects);
        } else {
            leave(present, Departure.QUIT, effects);
            join(requested, effects);
        }
    }

    private void adopt(Member present, JoinRequested requested, Effects effects) {
        Group group = groupOf(present);
        String name = requested.profile().name();
        if (!Objects.equals(name, present.profile.name()) && group.isTaken(name)) {
            rejectName(requested, effects);
        } else {
            sessions.end(present);
            group.adopt(present, requested.profile(), requested.terms(), effects);
            sessions.begin(present);
        }
    }

    private void join(JoinRequested requested, Effects effects) {
        Group group = groupOrReject(requested.connection(), requested.group(), effects);
        if (group == null) {
            return; // It has been told.
        }
        if (group.isTaken(requested.profile().name())) {
            rejectName(requested, effects);
        } else if (!group.isFull()) {
            Member member = seat(requested, group);
            effects.add(new MemberJoined(requested.connection(), group.place(member), member.profile));
        } else if (requested.waits() && group.line().size() < limits.maxWaiting()) {
            waiters.begin(requested, group, effects);
        } else {
            effects.add(new Rejected(requested.connection(), new GroupFull(group.name(), limits.capacity())));
        }
    }

    private Member seat(JoinRequested requested, Group group) {
        Member member = group.seat(requested);
        members.put(requested.connection(), member);
        sessions.begin(member);
        return member;
    }

    private void seatWaiters(Group group, Effects effects) {
        while (!group.isFull() && !group.line().isEmpty()) {
            JoinRequested next = waiters.next(group);
            Member member = seat(next, group);
            effects.add(new MemberSeated(next.connection(), group.place(member), member.profile));
        }
    }

    private void onResumeRequested(ResumeRequested requested, Effects effects) {
        ConnectionId connection = requested.connection();
        endLooking(connection, effects);
        Member present = members.get(connection);
        if (present != null) {
            if (!present.isAutomatic) {
                rejectMember(present, effects);
                return;
            }
            leave(present, Departure.QUIT, effects);
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
        groupOf(member).resume(member, requested, effects);
    }

    private void onYieldRequested(YieldRequested requested, Effects effects) {
        Member member = memberOrReject(requested.connection(), effects);
        if (member != null) {
            Member successor = groupOf(member).sendToTheEnd(member, effects);
            members.put(requested.connection(), successor);
            sessions.pass(member, successor);
        }
    }

    private void onObservationRequested(ObservationRequested requested, Effects effects) {
        endLooking(requested.connection(), effects);
        Member present = members.get(requested.connection());
        if (present != null) {
            if (!present.isAutomatic) {
                rejectMember(present, effects);
                return;
            }
            leave(present, Departure.QUIT, effects);
        }
        Group group = groupOrReject(requested.connection(), requested.group(), effects);
        if (group != null) {
            observers.begin(requested.connection(), group, effects);
        }
    }

    private void onLeaveRequested(LeaveRequested requested, Effects effects) {
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

    private void onQuitRequested(QuitRequested requested, Effects effects) {
        effects.add(new QuitAccepted(requested.connection()));
        giveUp(requested.connection(), Departure.QUIT, effects);
    }

    private void onConnectionLost(ConnectionLost lost, Effects effects) {
        Member member = members.get(lost.connection());
        if (member == null || !member.terms.hasGrace()) {
            giveUp(lost.connection(), Departure.LOST, effects);
            return;
        }
        members.remove(lost.connection());
        groupOf(member).goAway(member, effects);
        absences.begin(member, shared.clock().nowMillis() + member.terms.graceMillis());
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

    private void onAboutCommand(AboutCommand about, Effects effects) {
        Member member = memberOrReject(about.connection(), effects);
        if (member != null) {
            groupOf(member).dispatches().apply(member, about, effects);
        }
    }

    private void onRosterRequested(RosterRequested requested, Effects effects) {
        Group observed = observers.groupOf(requested.connection());
        if (observed != null) {
            observed.tellRoster(requested.connection(), requested.target(), effects);
            return;
        }
        Member member = memberOrReject(requested.connection(), effects);
        if (member != null) {
            groupOf(member).tellRoster(member, requested.target(), effects);
        }
    }

    private void onPlaceRequested(PlaceRequested requested, Effects effects) {
        Group observed = observers.groupOf(requested.connection());
        if (observed != null) {
            effects.add(new ViewTold(requested.connection(), observed.view()));
            return;
        }
        Member member = memberOrReject(requested.connection(), effects);
        if (member != null) {
            effects.add(new PlaceTold(requested.connection(), groupOf(member).place(member)));
        }
    }

    private void onWatchRequested(WatchRequested requested, Effects effects) {
        Group observed = observers.groupOf(requested.connection());
        if (observed != null && requested.subject() == WatchSubject.ROSTER) {
            effects.add(watchChanged(requested, observed));
            return;
        }
        Member member = memberOrReject(requested.connection(), effects);
        if (member == null) {
            return; // It has been told.
        }
        Group group = groupOf(member);
        switch (requested.subject()) {
            case ROSTER -> {
                member.isWatchingRoster = requested.isWatching();
                effects.add(watchChanged(requested, group));
            }
            case COMMANDS -> {
                group.watchCommands(member, requested.isWatching());
                effects.add(watchChanged(requested, group));
            }
            case COMMAND -> group.dispatches().watch(member, requested, effects);
        }
    }

    private static WatchChanged watchChanged(WatchRequested requested, Group group) {
        return new WatchChanged(requested.connection(), group.number(), requested.subject(), 0, requested.isWatching());
    }

    private void leave(Member member, Departure why, Effects effects) {
        members.remove(member.connectionOrNull());
        absences.end(member);
        sessions.end(member);
        Group group = groupOf(member);
        group.leave(member, why, effects);
        seatWaiters(group, effects);
    }

    private @Nullable Member memberOrReject(ConnectionId connection, Effects effects) {
        Member member = members.get(connection);
        if (member == null) {
            effects.add(new Rejected(connection, new NotAMember()));
        } else if (member.formerSession != null) {
            sessions.confirm(member);
        }
        return member;
    }

    private static void rejectName(JoinRequested requested, Effects effects) {
        String name = Objects.requireNonNull(requested.profile().name());
        effects.add(new Rejected(requested.connection(), new NameTaken(name)));
    }

    private void rejectMember(Member member, Effects effects) {
        effects.add(new Rejected(
                member.connection(),
                new AlreadyAMember(member.id, groupOf(member).name())));
    }

    private @Nullable Group groupOrReject(ConnectionId connection, String name, Effects effects) {
        Group group = groupNamed(name);
        if (group == null) {
            effects.add(new Rejected(connection, new TooManyGroups(limits.maxGroups())));
        }
        return group;
    }

    private Group groupOf(Member member) {
        return groups.get(member.id.group());
    }

    /// @return the group of that name, made if need be, or null when there may be no more
    private @Nullable Group groupNamed(String name) {
        Group group = groupsByName.get(name);
        if (group == null && groups.size() < limits.maxGroups()) {
            group = new Group(name, groups.size(), limits, tokenBase, shared, hasUniqueNames.test(name));
            groups.add(group);
            groupsByName.put(name, group);
        }
        return group;
    }
}

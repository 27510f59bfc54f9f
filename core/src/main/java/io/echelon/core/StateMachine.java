package io.echelon.core;

import io.echelon.core.Effect.LeaveAccepted;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.QuitAccepted;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Effect.ViewTold;
import io.echelon.core.Effect.WatchChanged;
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
import io.echelon.core.Rejection.AlreadyAMember;
import io.echelon.core.Rejection.GroupFull;
import io.echelon.core.Rejection.NotAMember;
import io.echelon.core.Rejection.TooManyGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Clock clock = new Clock();
    private final OpenOutcomes openOutcomes;
    private final List<Group> groups = new ArrayList<>();
    private final Map<String, Group> groupsByName = new LinkedHashMap<>();
    private final Map<ConnectionId, Member> members = new LinkedHashMap<>();
    private final Observers observers = new Observers();

    /// @param tokenBase what revisions are added to: greater than any token of a state that was
    ///     lost, 0 where none ever is
    public StateMachine(Limits limits, long tokenBase) {
        this.limits = limits;
        this.tokenBase = tokenBase;
        this.openOutcomes = new OpenOutcomes(limits.maxOpenOutcomes());
    }

    /// Changes the state by one input.
    ///
    /// @param effects what follows is added at its end, in order
    public void apply(Input input, Effects effects) {
        switch (input) {
            case TimeAdvanced advanced -> onTimeAdvanced(advanced, effects);
            case JoinRequested requested -> onJoinRequested(requested, effects);
            case ObservationRequested requested -> onObservationRequested(requested, effects);
            case LeaveRequested requested -> onLeaveRequested(requested, effects);
            case QuitRequested requested -> onQuitRequested(requested, effects);
            case ConnectionLost lost -> onConnectionLost(lost, effects);
            case CommandSubmitted submitted -> onCommandSubmitted(submitted, effects);
            case OutcomeReported reported -> onOutcomeReported(reported, effects);
            case RosterRequested requested -> onRosterRequested(requested, effects);
            case PlaceRequested requested -> onPlaceRequested(requested, effects);
            case TallyRequested requested -> onTallyRequested(requested, effects);
            case WatchRequested requested -> onWatchRequested(requested, effects);
        }
    }

    /// When [TimeAdvanced] has something to do, or [#NO_DEADLINE].
    public long nextDeadlineMillis() {
        Dispatch first = openOutcomes.first();
        return first == null ? NO_DEADLINE : first.deadlineMillis;
    }

    private void onTimeAdvanced(TimeAdvanced advanced, Effects effects) {
        clock.advanceTo(advanced.nowMillis());
        for (Dispatch first = openOutcomes.first();
                first != null && first.deadlineMillis <= clock.nowMillis();
                first = openOutcomes.first()) {
            groups.get(first.id.group()).dispatches().expire(first, effects);
        }
    }

    private void onJoinRequested(JoinRequested requested, Effects effects) {
        observers.end(requested.connection(), effects);
        Member present = members.get(requested.connection());
        if (present != null) {
            if (!present.isAutomatic) {
                rejectMember(present, effects);
                return;
            }
            Group group = groupOf(present);
            if (group.name().equals(requested.group())) {
                group.adopt(present, requested.profile(), effects);
                return;
            }
            leave(present, Departure.QUIT, effects);
        }
        join(requested, effects);
    }

    private void join(JoinRequested requested, Effects effects) {
        Group group = groupOrReject(requested.connection(), requested.group(), effects);
        if (group == null) {
            return; // It has been told.
        }
        if (group.isFull()) {
            effects.add(new Rejected(requested.connection(), new GroupFull(group.name(), limits.capacity())));
        } else {
            members.put(requested.connection(), group.join(requested, effects));
        }
    }

    private void onObservationRequested(ObservationRequested requested, Effects effects) {
        observers.end(requested.connection(), effects);
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
        if (observers.groupOf(requested.connection()) != null) {
            effects.add(new LeaveAccepted(requested.connection()));
            observers.end(requested.connection(), effects);
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
        giveUp(lost.connection(), Departure.LOST, effects);
    }

    /// Whatever it has: a place, a view, or nothing.
    private void giveUp(ConnectionId connection, Departure why, Effects effects) {
        Member member = members.get(connection);
        if (member != null) {
            leave(member, why, effects);
        } else {
            observers.end(connection, effects);
        }
    }

    private void onCommandSubmitted(CommandSubmitted submitted, Effects effects) {
        Member sender = memberOrReject(submitted.connection(), effects);
        if (sender != null) {
            groupOf(sender).dispatches().submit(sender, submitted, effects);
        }
    }

    private void onOutcomeReported(OutcomeReported reported, Effects effects) {
        Member executor = memberOrReject(reported.connection(), effects);
        if (executor != null) {
            groupOf(executor).dispatches().report(executor, reported, effects);
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

    private void onTallyRequested(TallyRequested requested, Effects effects) {
        Member member = memberOrReject(requested.connection(), effects);
        if (member != null) {
            groupOf(member).dispatches().tellTally(member, requested.command(), effects);
        }
    }

    private void onWatchRequested(WatchRequested requested, Effects effects) {
        Group group = observers.groupOf(requested.connection());
        if (group == null) {
            Member member = memberOrReject(requested.connection(), effects);
            group = member == null ? null : groupOf(member);
        }
        if (group != null) {
            effects.add(new WatchChanged(requested.connection(), group.number(), requested.isWatching()));
        }
    }

    private void leave(Member member, Departure why, Effects effects) {
        members.remove(member.connection);
        groupOf(member).leave(member, why, effects);
    }

    private @Nullable Member memberOrReject(ConnectionId connection, Effects effects) {
        Member member = members.get(connection);
        if (member == null) {
            effects.add(new Rejected(connection, new NotAMember()));
        }
        return member;
    }

    private void rejectMember(Member member, Effects effects) {
        effects.add(new Rejected(
                member.connection, new AlreadyAMember(member.id, groupOf(member).name())));
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
            group = new Group(name, groups.size(), limits, tokenBase, clock, openOutcomes);
            groups.add(group);
            groupsByName.put(name, group);
        }
        return group;
    }
}

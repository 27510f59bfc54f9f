package io.echelon.core;

import io.echelon.core.Effect.GroupShown;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.ViewTold;
import io.echelon.core.Effect.WatchChanged;
import io.echelon.core.Input.AboutCommand;
import io.echelon.core.Input.ConnectionLost;
import io.echelon.core.Input.ConnectionsLost;
import io.echelon.core.Input.GracesRestarted;
import io.echelon.core.Input.JoinRequested;
import io.echelon.core.Input.LeaveRequested;
import io.echelon.core.Input.ObservationRequested;
import io.echelon.core.Input.PlaceRequested;
import io.echelon.core.Input.QuitRequested;
import io.echelon.core.Input.ResumeRequested;
import io.echelon.core.Input.RosterRequested;
import io.echelon.core.Input.SettingsChanged;
import io.echelon.core.Input.TimeAdvanced;
import io.echelon.core.Input.TokensRaised;
import io.echelon.core.Input.WatchRequested;
import io.echelon.core.Input.YieldRequested;
import java.util.Set;

/// All groups of a server, as a function from an ordered stream of [Input]s to a stream of
/// [Effect]s. It finds out whom an input concerns and hands it on; [Places], [Group] and [Dispatches]
/// hold the rules.
///
/// Used by one thread at a time. An exception from [#apply] is a bug, after which the state must
/// not be used any more: a wrong roster is worse than none.
public final class StateMachine {
    /// What [#nextDeadlineMillis] says when nothing waits for time to pass.
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /// What a snapshot begins with; another where it says something else or in another order.
    private static final long FORMAT = 1;

    private final Shared shared;
    private final Groups groups;
    private final Places places;

    /// @param tokenBase what revisions are added to: greater than any token of a state that was
    ///     lost, 0 where none ever is
    public StateMachine(Limits limits, long tokenBase) {
        this(limits, tokenBase, Set.of());
    }

    /// @param uniqueNames groups in which no two members may have the same name
    public StateMachine(Limits limits, long tokenBase, Set<String> uniqueNames) {
        this(new Settings(limits, Set.copyOf(uniqueNames), tokenBase));
    }

    private StateMachine(Settings settings) {
        this.shared = Shared.with(settings);
        this.groups = new Groups(shared);
        this.places = new Places(shared, groups);
    }

    /// Changes the state by one input.
    ///
    /// @param effects what follows is added at its end, in order
    public void apply(Input input, Effects effects) {
        switch (input) {
            case TimeAdvanced advanced -> onTimeAdvanced(advanced, effects);
            case JoinRequested requested -> places.join(requested, effects);
            case ResumeRequested requested -> places.resume(requested, effects);
            case YieldRequested requested -> places.sendToTheEnd(requested, effects);
            case ObservationRequested requested -> places.observe(requested, effects);
            case LeaveRequested requested -> places.leave(requested, effects);
            case QuitRequested requested -> places.quit(requested, effects);
            case ConnectionLost lost -> places.lose(lost.connection(), effects);
            case ConnectionsLost lost -> places.loseAll(lost, effects);
            case GracesRestarted restarted -> places.restartGraces();
            case SettingsChanged changed -> onSettingsChanged(changed, effects);
            case TokensRaised raised -> shared.settings().raiseTokens(raised.base());
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
        Member absent = places.firstAbsent();
        return absent == null ? NO_DEADLINE : absent.awayUntilMillis;
    }

    private long firstExpiryMillis() {
        Dispatch first = shared.openOutcomes().first();
        return first == null ? NO_DEADLINE : first.deadlineMillis;
    }

    /// Whether these are the limits, and these the groups in which names are unique.
    public boolean hasSettings(Limits limits, Set<String> uniqueNames) {
        return shared.settings().equal(limits, uniqueNames);
    }

    /// The last moment that it was told, in milliseconds.
    public long nowMillis() {
        return shared.clock().nowMillis();
    }

    /// Shows each group as it is now, for an edge that has not followed it.
    public void show(Effects effects) {
        for (Group group : groups.all()) {
            effects.add(new GroupShown(group.view(), group.line().connections()));
        }
    }

    /// Writes all that [#load] needs to go on as this state machine would. States that behave alike write
    /// the same, however they came about.
    public void save(SnapshotOutput output) {
        SnapshotWriter writer = new SnapshotWriter(output);
        writer.put(FORMAT);
        shared.settings().save(writer);
        writer.put(nowMillis());
        groups.save(writer);
        places.save(writer);
        shared.bodies().save(writer);
        shared.results().save(writer);
    }

    /// A state machine that goes on where another was saved.
    ///
    /// @throws IllegalArgumentException if nothing of the kind was saved
    public static StateMachine load(SnapshotInput input) {
        SnapshotReader reader = new SnapshotReader(input);
        reader.nextLong(FORMAT, FORMAT);
        StateMachine machine = new StateMachine(Settings.load(reader));
        machine.shared.clock().advanceTo(reader.nextLong());
        machine.groups.load(reader);
        machine.places.load(reader);
        machine.shared.bodies().load(reader);
        machine.shared.results().load(reader, machine.groups);
        return machine;
    }

    /// 64 bits of what [#save] writes: other states have others, but for chance.
    public long hash() {
        SnapshotHash hash = new SnapshotHash();
        save(hash);
        return hash.value();
    }

    /// Everything is ended in the order of its deadline; what is due at the same moment, members first.
    private void onTimeAdvanced(TimeAdvanced advanced, Effects effects) {
        shared.clock().advanceTo(advanced.nowMillis());
        while (nextDeadlineMillis() <= shared.clock().nowMillis()) {
            Member absent = places.firstAbsent();
            Dispatch due = shared.openOutcomes().first();
            if (absent != null && (due == null || absent.awayUntilMillis <= due.deadlineMillis)) {
                places.expire(absent, effects);
            } else if (due != null) {
                groups.at(due.id.group()).dispatches().expire(due, effects);
            }
        }
    }

    /// What there is too much of, and goes by itself when it becomes too much, goes at once.
    private void onSettingsChanged(SettingsChanged changed, Effects effects) {
        shared.settings().change(changed.limits(), changed.uniqueNames());
        for (Group group : groups.all()) {
            group.adjust();
            places.seatWaiters(group, effects);
        }
        shared.adjust();
    }

    private void onAboutCommand(AboutCommand about, Effects effects) {
        Member member = places.memberOrReject(about.connection(), effects);
        if (member != null) {
            groups.of(member).dispatches().apply(member, about, effects);
        }
    }

    private void onRosterRequested(RosterRequested requested, Effects effects) {
        Group observed = places.observedBy(requested.connection());
        if (observed != null) {
            observed.tellRoster(requested.connection(), requested.target(), effects);
            return;
        }
        Member member = places.memberOrReject(requested.connection(), effects);
        if (member != null) {
            groups.of(member).tellRoster(member, requested.target(), effects);
        }
    }

    private void onPlaceRequested(PlaceRequested requested, Effects effects) {
        Group observed = places.observedBy(requested.connection());
        if (observed != null) {
            effects.add(new ViewTold(requested.connection(), observed.view()));
            return;
        }
        Member member = places.memberOrReject(requested.connection(), effects);
        if (member != null) {
            effects.add(new PlaceTold(requested.connection(), groups.of(member).place(member)));
        }
    }

    private void onWatchRequested(WatchRequested requested, Effects effects) {
        Group observed = places.observedBy(requested.connection());
        if (observed != null && requested.subject() == WatchSubject.ROSTER) {
            effects.add(watchChanged(requested, observed));
            return;
        }
        Member member = places.memberOrReject(requested.connection(), effects);
        if (member == null) {
            return; // It has been told.
        }
        Group group = groups.of(member);
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
}

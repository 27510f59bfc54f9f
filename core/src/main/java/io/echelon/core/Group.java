package io.echelon.core;

import io.echelon.core.Effect.ConnectionFenced;
import io.echelon.core.Effect.MemberAway;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.PlaceAdopted;
import io.echelon.core.Effect.PlaceResumed;
import io.echelon.core.Effect.PlaceYielded;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Effect.RosterShown;
import io.echelon.core.Effect.RosterTold;
import io.echelon.core.Effect.Seat;
import io.echelon.core.Effect.View;
import io.echelon.core.Input.JoinRequested;
import io.echelon.core.Input.ResumeRequested;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One roster with its commands: who takes a place, who gives it up, who moves up. A group without
/// members keeps its counters: numbers, revisions and commands go on where they stopped.
final class Group {
    /// Up to so many members those who did not say whether they watch may be watching.
    private static final int SMALL = 64;

    private final String name;
    private final int number;
    private final Settings settings;
    private final Shared shared;
    private final Roster roster = new Roster();
    private final WaitingLine line = new WaitingLine();
    private final Selector selector;
    private final Dispatches dispatches;
    /// How many members have which; null where names are not unique. Several may have the same if they had it
    /// before names had to be unique.
    private @Nullable Map<String, Integer> names;

    private long lastMember;

    Group(String name, int number, Shared shared) {
        this.name = name;
        this.number = number;
        this.settings = shared.settings();
        this.shared = shared;
        this.selector = new Selector(number, roster);
        this.dispatches = new Dispatches(number, roster, selector, shared);
        countNames();
    }

    String name() {
        return name;
    }

    int number() {
        return number;
    }

    boolean isFull() {
        return roster.size() >= settings.limits().capacity();
    }

    Roster roster() {
        return roster;
    }

    WaitingLine line() {
        return line;
    }

    Dispatches dispatches() {
        return dispatches;
    }

    /// Whether somebody else has the name, or waits with it, where that matters.
    boolean isTaken(@Nullable String memberName) {
        return names != null && memberName != null && (names.containsKey(memberName) || line.hasName(memberName));
    }

    /// @return the new member, at the end of the line; the group is not full
    Member seat(JoinRequested requested) {
        Member member = newMember(requested.connection(), requested.profile(), requested.terms());
        member.isAutomatic = requested.isAutomatic();
        prepareReturn(member);
        roster.append(member);
        addName(member);
        return member;
    }

    /// Makes a place that was taken automatically the one that its holder asked for. What has waited for
    /// it may have room now.
    void adopt(Member member, Profile profile, Terms terms, Effects effects) {
        removeName(member);
        roster.change(member, () -> {
            member.profile = profile;
            member.terms = terms;
        });
        addName(member);
        forgetReturn(member);
        prepareReturn(member);
        member.isAutomatic = false;
        effects.add(new PlaceAdopted(member.connection(), place(member), profile));
        dispatches.feed(member, effects);
    }

    /// Keeps the place of a member that has lost its connection.
    void goAway(Member member, Effects effects) {
        ConnectionId connection = member.connection();
        roster.change(member, member::detach);
        member.rankTold = roster.rankOf(member);
        effects.add(
                new MemberAway(member.id, connection, member.rankTold, roster.revision(), member.terms.graceMillis()));
    }

    /// Lets a member go on where it was, on another connection: tells it what it has missed, then what
    /// has waited for it.
    ///
    /// @param member with grace
    void resume(Member member, ResumeRequested requested, Effects effects) {
        ConnectionId previous = member.connectionOrNull();
        Replay replay = Objects.requireNonNull(member.replay());
        roster.change(member, () -> member.attach(requested.connection()));
        List<ReplayEvent> missed = replay.resume(requested.got());
        long lost = replay.lost(requested.got(), missed.size());
        Place place = place(member);
        effects.add(new PlaceResumed(
                requested.connection(),
                place,
                previous == null,
                previous == null ? member.rankTold : place.rank(),
                replay.counted(),
                missed.size(),
                lost,
                member.isWatchingRoster,
                member.isWatchingCommands));
        if (previous != null) {
            effects.add(new ConnectionFenced(previous, member.id));
        }
        missed.forEach(event -> effects.add(event.toldTo(member.id)));
        if (lost > 0 || mayWatch(member)) {
            effects.add(new RosterShown(member.id, roster.revision(), seats(allMembers())));
        }
        dispatches.feed(member, effects);
    }

    private boolean mayWatch(Member member) {
        return member.isWatchingRoster == null ? roster.size() <= SMALL : member.isWatchingRoster;
    }

    /// Sends a member to the end of the line.
    ///
    /// @return what it is from now on
    Member sendToTheEnd(Member member, Effects effects) {
        remove(member, Departure.YIELDED, effects);
        Member successor = newMember(member.connection(), member.profile, member.terms);
        successor.isAutomatic = member.isAutomatic;
        successor.isWatchingRoster = member.isWatchingRoster;
        successor.isWatchingCommands = member.isWatchingCommands;
        successor.setReplay(member.replay());
        roster.append(successor);
        effects.add(new PlaceYielded(successor.connection(), place(successor), successor.profile));
        return successor;
    }

    /// Takes a member out and closes the ranks. Its own commands go on where they are executed, to
    /// nobody's ears.
    void leave(Member member, Departure why, Effects effects) {
        remove(member, why, effects);
        removeName(member);
        forgetReturn(member);
    }

    private void remove(Member member, Departure why, Effects effects) {
        int rank = roster.remove(member);
        member.hasLeft = true;
        long revision = roster.revision();
        MemberId commander = roster.size() == 0 ? null : roster.first().id;
        effects.add(new MemberLeft(
                member.id,
                member.connectionOrNull(),
                rank,
                roster.size(),
                revision,
                settings.tokenBase() + revision,
                why,
                commander));
        dispatches.abandon(member, rank, effects);
    }

    private Member newMember(ConnectionId connection, Profile profile, Terms terms) {
        lastMember++;
        return new Member(new MemberId(number, lastMember), connection, profile, terms);
    }

    private void prepareReturn(Member member) {
        if (member.terms.hasGrace()) {
            member.setReplay(new Replay(settings.limits().maxReplayEvents(), shared.bodies()));
        }
    }

    private static void forgetReturn(Member member) {
        if (member.replay() != null) {
            member.replay().clear();
            member.setReplay(null);
        }
    }

    private void addName(Member member) {
        if (names != null && member.profile.name() != null) {
            names.merge(member.profile.name(), 1, Integer::sum);
        }
    }

    private void removeName(Member member) {
        if (names != null && member.profile.name() != null) {
            names.computeIfPresent(member.profile.name(), (unused, count) -> count == 1 ? null : count - 1);
        }
    }

    private void countNames() {
        names = settings.hasUniqueNames(name) ? new LinkedHashMap<>() : null;
        roster.forEach(this::addName);
    }

    /// The settings have changed.
    void adjust() {
        countNames();
        int events = settings.limits().maxReplayEvents();
        roster.forEach(member -> {
            if (member.replay() != null) {
                member.replay().limitTo(events);
            }
        });
        dispatches.adjust();
    }

    void save(SnapshotWriter writer) {
        writer.put(name);
        writer.put(lastMember);
        roster.save(writer);
        line.save(writer);
        dispatches.save(writer);
        roster.forEach(member -> member.saveWaiting(writer));
    }

    /// @param number its own
    static Group load(SnapshotReader reader, int number, Shared shared) {
        Group group = new Group(reader.nextText(), number, shared);
        group.lastMember = reader.nextLong();
        group.roster.load(reader, number, shared);
        group.countNames();
        group.line.load(reader, group.name);
        group.dispatches.load(reader);
        group.roster.forEach(member -> member.loadWaiting(reader, group.dispatches::loaded));
        return group;
    }

    /// Lets a member hear how all commands get on that it may know of, or no longer.
    void watchCommands(Member member, boolean isWatching) {
        roster.change(member, () -> member.isWatchingCommands = isWatching);
    }

    Place place(Member member) {
        int rank = roster.rankOf(member);
        long token = settings.tokenBase() + roster.rankRevision(member);
        return new Place(member.id, name, rank, roster.size(), roster.revision(), token, roster.first().id);
    }

    View view() {
        return new View(number, name, roster.size(), roster.revision());
    }

    /// @param target ranging over everybody, upward too; null for all
    void tellRoster(Member member, @Nullable Target target, Effects effects) {
        Selection chosen = selector.everybody(target == null ? Target.ALL : target, roster.rankOf(member));
        tellRoster(member.connection(), chosen, effects);
    }

    /// The same for somebody without a place.
    void tellRoster(ConnectionId observer, @Nullable Target target, Effects effects) {
        tellRoster(observer, selector.fromOutside(target == null ? Target.ALL : target), effects);
    }

    private void tellRoster(ConnectionId asker, Selection selection, Effects effects) {
        switch (selection) {
            case Rejection rejection -> effects.add(new Rejected(asker, rejection));
            case Recipients chosen -> effects.add(new RosterTold(asker, roster.revision(), seats(chosen)));
        }
    }

    private Recipients allMembers() {
        int last = roster.size() - 1;
        return new Recipients(
                roster.size(), roster.at(0).id.number(), roster.at(last).id.number());
    }

    private List<Seat> seats(Recipients chosen) {
        List<Seat> seats = new ArrayList<>(chosen.count());
        for (int range = 0; range < chosen.rangeCount(); range++) {
            int end = roster.endOf(chosen, range);
            for (int rank = roster.firstOf(chosen, range); rank < end; rank++) {
                Member member = roster.at(rank);
                seats.add(new Seat(member.id, rank, member.isAway(), member.profile));
            }
        }
        return seats;
    }
}

package io.echelon.core;

import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.PlaceAdopted;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Effect.RosterTold;
import io.echelon.core.Effect.Seat;
import io.echelon.core.Effect.View;
import io.echelon.core.Input.JoinRequested;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One roster with its commands: who takes a place, who gives it up, who moves up. A group without
/// members keeps its counters: numbers, revisions and commands go on where they stopped.
final class Group {
    private final String name;
    private final int number;
    private final int capacity;
    private final long tokenBase;
    private final Roster roster = new Roster();
    private final Selector selector;
    private final Dispatches dispatches;
    private long lastMember;

    Group(String name, int number, Limits limits, long tokenBase, Clock clock, OpenOutcomes openOutcomes) {
        this.name = name;
        this.number = number;
        this.capacity = limits.capacity();
        this.tokenBase = tokenBase;
        this.selector = new Selector(number, roster);
        this.dispatches = new Dispatches(number, roster, selector, limits, clock, openOutcomes);
    }

    String name() {
        return name;
    }

    int number() {
        return number;
    }

    boolean isFull() {
        return roster.size() >= capacity;
    }

    Dispatches dispatches() {
        return dispatches;
    }

    /// @return the new member, at the end of the line; the group is not full
    Member join(JoinRequested requested, Effects effects) {
        lastMember++;
        MemberId id = new MemberId(number, lastMember);
        Member member = new Member(id, requested.connection(), requested.profile(), requested.isAutomatic());
        roster.append(member);
        effects.add(new MemberJoined(member.connection, place(member), member.profile));
        return member;
    }

    /// Makes a place that was taken automatically the one that its holder asked for.
    void adopt(Member member, Profile profile, Effects effects) {
        roster.change(member, profile);
        member.isAutomatic = false;
        effects.add(new PlaceAdopted(member.connection, place(member), profile));
    }

    /// Takes a member out and closes the ranks. Its own commands go on, to nobody's ears.
    void leave(Member member, Departure why, Effects effects) {
        int rank = roster.rankOf(member);
        roster.remove(rank);
        member.hasLeft = true;
        long revision = roster.revision();
        MemberId commander = roster.size() == 0 ? null : roster.at(0).id;
        effects.add(new MemberLeft(
                member.id, member.connection, rank, roster.size(), revision, tokenBase + revision, why, commander));
        dispatches.abandon(member, rank, effects);
    }

    Place place(Member member) {
        int rank = roster.rankOf(member);
        long token = tokenBase + roster.rankRevision(rank);
        return new Place(member.id, name, rank, roster.size(), roster.revision(), token, roster.at(0).id);
    }

    View view() {
        return new View(number, name, roster.size(), roster.revision());
    }

    /// @param target ranging over everybody, upward too; null for all
    void tellRoster(Member member, @Nullable Target target, Effects effects) {
        Selection chosen = selector.everybody(target == null ? Target.ALL : target, roster.rankOf(member));
        tellRoster(member.connection, chosen, effects);
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

    private List<Seat> seats(Recipients chosen) {
        List<Seat> seats = new ArrayList<>(chosen.count());
        for (int range = 0; range < chosen.rangeCount(); range++) {
            int last = roster.rankOf(chosen.last(range));
            for (int rank = roster.rankOf(chosen.first(range)); rank <= last; rank++) {
                Member member = roster.at(rank);
                seats.add(new Seat(member.id, rank, member.profile));
            }
        }
        return seats;
    }
}

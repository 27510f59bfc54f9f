package io.echelon.core;

import static io.echelon.core.Invariants.require;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.PlaceAdopted;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.RosterTold;
import io.echelon.core.Effect.Seat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who is where, kept as the edge keeps it: by moving up everyone below a departure.
final class RosterInvariants {
    /// A member as the edge sees it.
    static final class Seen {
        final MemberId id;
        final ConnectionId connection;
        final int rankOnArrival;
        Profile profile;
        int rank;
        long token;
        int seniorsThatLeft;

        Seen(MemberJoined joined) {
            this.id = joined.place().member();
            this.connection = joined.connection();
            this.rankOnArrival = joined.place().rank();
            this.profile = joined.profile();
            this.rank = rankOnArrival;
            this.token = joined.place().token();
        }
    }

    private static final class SeenGroup {
        final List<Seen> present = new ArrayList<>();
        final Map<Integer, Long> lastTokens = new HashMap<>();
        long lastNumber;
        long revision;
    }

    private final int capacity;
    private final Map<Integer, SeenGroup> groups = new HashMap<>();

    RosterInvariants(int capacity) {
        this.capacity = capacity;
    }

    void check(Effect effect) {
        switch (effect) {
            case MemberJoined joined -> onJoined(joined);
            case MemberLeft left -> onLeft(left);
            case PlaceAdopted adopted -> {
                seen(adopted.place().member()).profile = adopted.profile();
                placesAgree(adopted.connection(), adopted.place());
            }
            case PlaceTold told -> placesAgree(told.connection(), told.place());
            case RosterTold told -> rostersAgree(told);
            case CommandAccepted accepted ->
                revisionStands(group(accepted.command().group()), accepted.revision(), accepted);
            case Effect other -> {}
        }
    }

    /// @return the members of a group in order of arrival
    List<Seen> present(int group) {
        return group(group).present;
    }

    long revision(int group) {
        return group(group).revision;
    }

    /// Whether a connection has a place in any group.
    boolean isPresent(ConnectionId connection) {
        return groups.values().stream()
                .flatMap(group -> group.present.stream())
                .anyMatch(member -> member.connection.equals(connection));
    }

    /// @return the member, or null if it is not here
    @Nullable
    Seen find(MemberId id) {
        for (Seen seen : group(id.group()).present) {
            if (seen.id.equals(id)) {
                return seen;
            }
        }
        return null;
    }

    private Seen seen(MemberId id) {
        Seen seen = find(id);
        require(seen != null, "only who is present is told of", id);
        return Objects.requireNonNull(seen);
    }

    private SeenGroup group(int number) {
        return groups.computeIfAbsent(number, unused -> new SeenGroup());
    }

    private void onJoined(MemberJoined joined) {
        SeenGroup group = group(joined.place().member().group());
        revisionGrowsByOne(group, joined.place().revision(), joined);
        numbersGrow(group, joined);
        group.present.add(new Seen(joined));
        capacityHolds(group, joined);
        ranksAreGapFree(group, joined);
        tokensGrow(group, joined.place().rank(), joined.place().token(), joined);
        placesAgree(joined.connection(), joined.place());
    }

    private void onLeft(MemberLeft left) {
        SeenGroup group = group(left.member().group());
        Seen gone = seen(left.member());
        require(gone.rank == left.rank(), "a departure tells the rank that was held", left);
        require(gone.connection.equals(left.connection()), "a departure tells the connection", left);
        revisionGrowsByOne(group, left.revision(), left);
        group.present.remove(gone);
        for (Seen other : group.present) {
            if (other.id.number() > left.member().number()) {
                other.seniorsThatLeft++;
            }
            if (other.rank > left.rank()) {
                other.rank--;
                other.token = left.token();
            }
        }
        if (left.rank() < left.size()) {
            group.present.stream()
                    .filter(other -> other.rank >= left.rank())
                    .forEach(other -> tokensGrow(group, other.rank, other.token, left));
        }
        ranksAreGapFree(group, left);
        promotionsEqualDepartures(group, left);
        require(left.size() == group.present.size(), "a departure tells how many are left", left);
        commanderHoldsRankZero(group, left.commander(), left);
    }

    private static void ranksAreGapFree(SeenGroup group, Effect effect) {
        for (int rank = 0; rank < group.present.size(); rank++) {
            require(group.present.get(rank).rank == rank, "ranks are 0 to n-1 in order of arrival", effect);
        }
    }

    private void capacityHolds(SeenGroup group, Effect effect) {
        require(group.present.size() <= capacity, "capacity holds", effect);
    }

    private static void numbersGrow(SeenGroup group, MemberJoined joined) {
        long number = joined.place().member().number();
        require(number > group.lastNumber, "numbers are drawn in order and never reused", joined);
        group.lastNumber = number;
    }

    private static void promotionsEqualDepartures(SeenGroup group, Effect effect) {
        for (Seen seen : group.present) {
            require(
                    seen.rankOnArrival - seen.rank == seen.seniorsThatLeft,
                    "promotions equal departures of seniors",
                    effect);
        }
    }

    private static void revisionGrowsByOne(SeenGroup group, long revision, Effect effect) {
        require(revision == group.revision + 1, "the revision grows by one with each change", effect);
        group.revision = revision;
    }

    private static void revisionStands(SeenGroup group, long revision, Effect effect) {
        require(revision == group.revision, "the revision changes with the roster only", effect);
    }

    private static void tokensGrow(SeenGroup group, int rank, long token, Effect effect) {
        Long last = group.lastTokens.put(rank, token);
        require(last == null || token > last, "the token of each rank strictly grows", effect);
    }

    private static void commanderHoldsRankZero(SeenGroup group, @Nullable MemberId commander, Effect effect) {
        MemberId expected = group.present.isEmpty() ? null : group.present.getFirst().id;
        require(Objects.equals(expected, commander), "the commander holds rank 0", effect);
    }

    private void placesAgree(ConnectionId connection, Place place) {
        SeenGroup group = group(place.member().group());
        Seen seen = seen(place.member());
        boolean agrees =
                seen.rank == place.rank() && seen.connection.equals(connection) && group.present.size() == place.size();
        require(agrees, "a place is told as departures made it", place);
        require(seen.token == place.token(), "a token changes with the rank only", place);
        require(group.revision == place.revision(), "the revision changes with the roster only", place);
        commanderHoldsRankZero(group, place.commander(), new PlaceTold(connection, place));
    }

    private void rostersAgree(RosterTold told) {
        int before = -1;
        for (Seat seat : told.seats()) {
            Seen seen = seen(seat.member());
            boolean agrees = seen.rank == seat.rank() && seen.profile.equals(seat.profile()) && seat.rank() > before;
            require(agrees, "a roster is told in rank order", told);
            revisionStands(group(seat.member().group()), told.revision(), told);
            before = seat.rank();
        }
    }
}

package io.echelon.core;

import static io.echelon.core.Invariants.require;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.ConnectionFenced;
import io.echelon.core.Effect.MemberAway;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.MemberSeated;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.PlaceAdopted;
import io.echelon.core.Effect.PlaceResumed;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.PlaceYielded;
import io.echelon.core.Effect.RosterShown;
import io.echelon.core.Effect.RosterTold;
import io.echelon.core.Effect.Seat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who is where, kept as the edge keeps it: by moving up everyone below a departure.
final class RosterInvariants {
    /// A member as the edge sees it.
    static final class Seen {
        final MemberId id;
        final int rankOnArrival;
        Profile profile;
        Terms terms;
        int rank;
        long token;
        int seniorsThatLeft;
        long awayUntilMillis;
        /// Null while it is away.
        @Nullable
        ConnectionId connection;

        Seen(ConnectionId connection, Place place, Profile profile, Terms terms) {
            this.id = place.member();
            this.connection = connection;
            this.rankOnArrival = place.rank();
            this.profile = profile;
            this.terms = terms;
            this.rank = rankOnArrival;
            this.token = place.token();
        }

        boolean isAway() {
            return connection == null;
        }
    }

    private static final class SeenGroup {
        final List<Seen> present = new ArrayList<>();
        final Map<Integer, Long> lastTokens = new HashMap<>();
        long lastNumber;
        long revision;
    }

    private int capacity;
    private long tokenBase;
    private long nowMillis;
    private final Map<Integer, SeenGroup> groups = new HashMap<>();
    /// What each connection asked for when it last asked for a place.
    private final Map<ConnectionId, Terms> asked = new HashMap<>();
    private Input input = new Input.TimeAdvanced(0);
    private Terms yielded = Terms.NONE;

    RosterInvariants(int capacity, long tokenBase) {
        this.capacity = capacity;
        this.tokenBase = tokenBase;
    }

    void begin(Input next) {
        input = next;
        switch (next) {
            case Input.JoinRequested requested -> asked.put(requested.connection(), requested.terms());
            case Input.TimeAdvanced advanced -> nowMillis = Math.max(nowMillis, advanced.nowMillis());
            case Input.GracesRestarted restarted ->
                everybody().filter(Seen::isAway).forEach(this::startGrace);
            case Input.SettingsChanged changed -> capacity = changed.limits().capacity();
            case Input.TokensRaised raised -> raiseTokens(raised.base());
            case Input other -> {}
        }
    }

    private void raiseTokens(long base) {
        long more = Math.max(0, base - tokenBase);
        tokenBase += more;
        everybody().forEach(seen -> seen.token += more);
    }

    private void startGrace(Seen away) {
        away.awayUntilMillis = nowMillis + away.terms.graceMillis();
    }

    private Stream<Seen> everybody() {
        return groups.values().stream().flatMap(group -> group.present.stream());
    }

    /// To be called behind the effects of an input.
    void end() {
        if (input instanceof Input.ConnectionsLost lost) {
            lostConnectionsHoldNothing(lost);
        }
    }

    void check(Effect effect) {
        switch (effect) {
            case MemberJoined joined -> onArrived(joined.connection(), joined.place(), joined.profile(), null, effect);
            case MemberSeated seated -> onArrived(seated.connection(), seated.place(), seated.profile(), null, effect);
            case PlaceYielded next -> onArrived(next.connection(), next.place(), next.profile(), yielded, effect);
            case MemberLeft left -> onLeft(left);
            case MemberAway away -> onAway(away);
            case PlaceResumed resumed -> onResumed(resumed);
            case ConnectionFenced fenced -> fencedHaveNoPlace(fenced);
            case PlaceAdopted adopted -> {
                Seen seen = seen(adopted.place().member());
                seen.profile = adopted.profile();
                seen.terms = asked.getOrDefault(adopted.connection(), Terms.NONE);
                placesAgree(adopted.connection(), adopted.place());
            }
            case PlaceTold told -> placesAgree(told.connection(), told.place());
            case RosterTold told -> rostersAgree(told.revision(), told.seats(), told);
            case RosterShown shown -> {
                rostersAgree(shown.revision(), shown.seats(), shown);
                wholeRostersAreShown(shown);
            }
            case CommandAccepted accepted -> revisionStands(accepted);
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

    /// The number that was drawn last.
    long lastNumber(int group) {
        return group(group).lastNumber;
    }

    /// @return who holds its place on that connection, or null
    @Nullable
    Seen holder(ConnectionId connection) {
        for (SeenGroup group : groups.values()) {
            for (Seen seen : group.present) {
                if (connection.equals(seen.connection)) {
                    return seen;
                }
            }
        }
        return null;
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
        onlyThePresentAreToldOf(seen, id);
        return Objects.requireNonNull(seen);
    }

    private SeenGroup group(int number) {
        return groups.computeIfAbsent(number, unused -> new SeenGroup());
    }

    private void onArrived(ConnectionId connection, Place place, Profile profile, @Nullable Terms kept, Effect effect) {
        SeenGroup group = group(place.member().group());
        onePlaceAConnection(connection, effect);
        revisionGrowsByOne(group, place.revision(), effect);
        numbersGrow(group, place.member(), effect);
        Terms terms = kept == null ? asked.getOrDefault(connection, Terms.NONE) : kept;
        group.present.add(new Seen(connection, place, profile, terms));
        if (!(effect instanceof PlaceYielded)) { // It does not grow.
            capacityHolds(group, effect);
        }
        ranksAreGapFree(group, effect);
        tokensGrow(group, place.rank(), place.token(), effect);
        placesAgree(connection, place);
    }

    private void onLeft(MemberLeft left) {
        SeenGroup group = group(left.member().group());
        Seen gone = seen(left.member());
        departuresTellTheRank(gone, left);
        departuresTellTheConnection(gone, left);
        exitsHaveTheirReason(gone, left);
        revisionGrowsByOne(group, left.revision(), left);
        yielded = gone.terms;
        group.present.remove(gone);
        for (Seen other : group.present) {
            if (other.id.number() > left.member().number()) {
                other.seniorsThatLeft++;
            }
            if (other.rank > left.rank()) {
                other.rank--;
                other.token = left.token();
                tokensGrow(group, other.rank, other.token, left);
            }
        }
        ranksAreGapFree(group, left);
        promotionsEqualDepartures(group, left);
        departuresTellTheSize(group, left);
        commanderHoldsRankZero(group, left.commander(), left);
    }

    private void onAway(MemberAway away) {
        Seen seen = seen(away.member());
        graceKeepsThePlace(seen, away);
        seen.connection = null;
        startGrace(seen);
    }

    private void onResumed(PlaceResumed resumed) {
        Seen seen = seen(resumed.place().member());
        onePlaceAConnection(resumed.connection(), resumed);
        returnsTellOfTheAbsence(seen, resumed);
        seen.connection = resumed.connection();
        placesAgree(resumed.connection(), resumed.place());
    }

    private static void onlyThePresentAreToldOf(@Nullable Seen seen, MemberId id) {
        require(seen != null, "only who is present is told of", id);
    }

    private void onePlaceAConnection(ConnectionId connection, Effect effect) {
        require(holder(connection) == null, "a connection has one place at most", effect);
    }

    private static void departuresTellTheRank(Seen gone, MemberLeft left) {
        require(gone.rank == left.rank(), "a departure tells the rank that was held", left);
    }

    private static void departuresTellTheConnection(Seen gone, MemberLeft left) {
        require(Objects.equals(gone.connection, left.connection()), "a departure tells the connection", left);
    }

    private static void departuresTellTheSize(SeenGroup group, MemberLeft left) {
        require(left.size() == group.present.size(), "a departure tells how many are left", left);
    }

    private void exitsHaveTheirReason(Seen gone, MemberLeft left) {
        Departure expected = switch (input) {
            case Input.TimeAdvanced advanced -> Departure.EXPIRED;
            case Input.ConnectionLost lost -> Departure.LOST;
            case Input.ConnectionsLost lost -> Departure.LOST;
            case Input.YieldRequested requested -> Departure.YIELDED;
            case Input.GracesRestarted restarted -> null;
            case Input.SettingsChanged changed -> null;
            case Input.TokensRaised raised -> null;
            case Input other -> Departure.QUIT;
        };
        boolean isAsAgreed = switch (left.why()) {
            case EXPIRED -> gone.isAway() && gone.awayUntilMillis <= nowMillis;
            case LOST -> gone.terms.graceMillis() == 0;
            case QUIT, YIELDED -> !gone.isAway();
        };
        require(expected == left.why() && isAsAgreed, "an exit has one reason", left);
    }

    private static void ranksAreGapFree(SeenGroup group, Effect effect) {
        for (int rank = 0; rank < group.present.size(); rank++) {
            require(group.present.get(rank).rank == rank, "ranks are 0 to n-1 in order of arrival", effect);
        }
    }

    private void capacityHolds(SeenGroup group, Effect effect) {
        require(group.present.size() <= capacity, "capacity holds", effect);
    }

    private static void numbersGrow(SeenGroup group, MemberId id, Effect effect) {
        require(id.number() > group.lastNumber, "numbers are drawn in order and never reused", effect);
        group.lastNumber = id.number();
    }

    private static void promotionsEqualDepartures(SeenGroup group, Effect effect) {
        for (Seen seen : group.present) {
            int promotions = seen.rankOnArrival - seen.rank;
            require(promotions == seen.seniorsThatLeft, "promotions equal departures of seniors", effect);
        }
    }

    private static void revisionGrowsByOne(SeenGroup group, long revision, Effect effect) {
        require(revision == group.revision + 1, "the revision grows by one with each change", effect);
        group.revision = revision;
    }

    private void revisionStands(CommandAccepted accepted) {
        long revision = revision(accepted.command().group());
        require(revision == accepted.revision(), "a command is accepted at the present revision", accepted);
    }

    private static void tokensGrow(SeenGroup group, int rank, long token, Effect effect) {
        Long last = group.lastTokens.put(rank, token);
        require(last == null || token > last, "the token of each rank strictly grows", effect);
    }

    private void tokensAreAboveTheirBase(Place place) {
        require(place.token() > tokenBase, "a token is greater than what tokens count from", place);
    }

    private void lostConnectionsHoldNothing(Input.ConnectionsLost lost) {
        boolean isAnyHeld = everybody()
                .map(seen -> seen.connection)
                .filter(Objects::nonNull)
                .anyMatch(areIn(lost));
        require(!isAnyHeld, "a lost connection holds nothing", lost);
    }

    static Predicate<ConnectionId> areIn(Input.ConnectionsLost lost) {
        return connection -> connection.number() >= lost.first() && connection.number() <= lost.last();
    }

    private static void commanderHoldsRankZero(SeenGroup group, @Nullable MemberId commander, Object effect) {
        MemberId expected = group.present.isEmpty() ? null : group.present.getFirst().id;
        require(Objects.equals(expected, commander), "the commander holds rank 0", effect);
    }

    /// That a return changes nothing but the connection is this, too: a place is as it was before.
    private void placesAgree(ConnectionId connection, Place place) {
        SeenGroup group = group(place.member().group());
        Seen seen = seen(place.member());
        tokensAreAboveTheirBase(place);
        boolean agrees = seen.rank == place.rank()
                && connection.equals(seen.connection)
                && group.present.size() == place.size()
                && seen.token == place.token()
                && group.revision == place.revision();
        require(agrees, "a place changes by departures of seniors only", place);
        commanderHoldsRankZero(group, place.commander(), place);
    }

    private void graceKeepsThePlace(Seen seen, MemberAway away) {
        boolean isKept = away.graceMillis() > 0
                && away.graceMillis() == seen.terms.graceMillis()
                && away.connection().equals(seen.connection)
                && away.rank() == seen.rank
                && away.revision() == revision(away.member().group());
        require(isKept, "who is lost with grace keeps its place", away);
    }

    private static void returnsTellOfTheAbsence(Seen seen, PlaceResumed resumed) {
        boolean agrees = resumed.wasAway() == seen.isAway() && resumed.rankTold() >= seen.rank;
        require(agrees, "a return tells whether the member was away", resumed);
    }

    private void fencedHaveNoPlace(ConnectionFenced fenced) {
        Seen seen = find(fenced.member());
        boolean isMoved = seen != null && !seen.isAway() && holder(fenced.connection()) == null;
        require(isMoved, "a fenced connection has no place", fenced);
    }

    private void rostersAgree(long revision, List<Seat> seats, Effect effect) {
        int before = -1;
        for (Seat seat : seats) {
            Seen seen = seen(seat.member());
            boolean agrees = seen.rank == seat.rank()
                    && seen.isAway() == seat.isAway()
                    && seen.profile.equals(seat.profile())
                    && seat.rank() > before
                    && revision == revision(seat.member().group());
            require(agrees, "a roster is told in rank order as it is", effect);
            before = seat.rank();
        }
    }

    private void wholeRostersAreShown(RosterShown shown) {
        int size = present(shown.member().group()).size();
        require(shown.seats().size() == size, "who has missed changes is shown everybody", shown);
    }
}

package io.echelon.testkit.simulation;

import static io.echelon.testkit.simulation.Violation.require;

import io.echelon.core.ConnectionId;
import io.echelon.core.Departure;
import io.echelon.core.Effect;
import io.echelon.core.Input;
import io.echelon.core.MemberId;
import io.echelon.core.Rejection;
import io.echelon.core.SessionHash;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who has a place and who had one, by what the log comes to; with what must be true of places whatever
/// fails. `Deeds` has the same for commands.
final class Facts {
    /// A member that is there.
    static final class Standing {
        final MemberId id;
        long graceMillis;
        int rank;
        /// Null while it is away.
        @Nullable
        ConnectionId connection;

        /// Until when it must be waited for while it is away.
        long awaitedUntilMillis;

        @Nullable
        SessionHash session;

        Standing(Effect.Place place, @Nullable ConnectionId connection) {
            this.id = place.member();
            this.rank = place.rank();
            this.connection = connection;
        }
    }

    private record RankHeld(int group, int rank) {}

    private final Deeds deeds;
    private final Map<MemberId, Standing> present = new LinkedHashMap<>();
    private final Map<ConnectionId, Standing> holders = new LinkedHashMap<>();
    private final Map<ConnectionId, Input.JoinRequested> asked = new LinkedHashMap<>();
    private final Map<RankHeld, Long> lastTokens =
            new TreeMap<>(java.util.Comparator.comparingInt(RankHeld::group).thenComparingInt(RankHeld::rank));
    private final Set<MemberId> departed = new LinkedHashSet<>();
    private final Map<SessionHash, MemberId> sessions = new LinkedHashMap<>();
    private @Nullable Standing yielded;
    private long nowMillis;
    private long electedMillis = Long.MIN_VALUE / 2;

    Facts(Deeds deeds) {
        this.deeds = deeds;
    }

    Collection<Standing> present() {
        return present.values();
    }

    /// Whether a member is there that had this session, now or before.
    boolean isHolderOf(SessionHash session) {
        MemberId id = sessions.get(session);
        return id != null && present.containsKey(id);
    }

    boolean isPresent(MemberId id) {
        return present.containsKey(id);
    }

    boolean hasDeparted(MemberId id) {
        return departed.contains(id);
    }

    @Nullable
    Standing holder(ConnectionId connection) {
        return holders.get(connection);
    }

    void check(Input input, List<Effect> effects) {
        begin(input);
        deeds.begin(input, holderOf(input), nowMillis);
        for (Effect effect : effects) {
            check(input, effect);
            deeds.check(effect);
        }
    }

    /// Another leader begins: whoever is away has its whole grace again.
    void onElected() {
        electedMillis = nowMillis;
    }

    private @Nullable MemberId holderOf(Input input) {
        Standing standing = input instanceof Input.AboutCommand about ? holders.get(about.connection()) : null;
        return standing == null ? null : standing.id;
    }

    private void begin(Input input) {
        switch (input) {
            case Input.TimeAdvanced advanced -> nowMillis = Math.max(nowMillis, advanced.nowMillis());
            case Input.JoinRequested requested -> asked.put(requested.connection(), requested);
            case Input.GracesRestarted restarted ->
                present.values().stream()
                        .filter(standing -> standing.connection == null)
                        .forEach(standing -> standing.awaitedUntilMillis = nowMillis + standing.graceMillis);
            case Input other -> {}
        }
    }

    private void check(Input input, Effect effect) {
        switch (effect) {
            case Effect.MemberJoined joined -> onArrived(joined.connection(), joined.place());
            case Effect.MemberSeated seated -> onArrived(seated.connection(), seated.place());
            case Effect.PlaceYielded next -> {
                Standing arrived = onArrived(next.connection(), next.place());
                Standing before = Objects.requireNonNull(yielded);
                arrived.graceMillis = before.graceMillis;
                arrived.session = before.session;
                sessions.replaceAll((session, id) -> id.equals(before.id) ? arrived.id : id);
            }
            case Effect.PlaceResumed resumed -> onResumed(input, resumed);
            case Effect.MemberAway away -> onAway(away);
            case Effect.MemberLeft left -> onLeft(left);
            case Effect.Rejected rejected -> onRejected(input, rejected);
            case Effect other -> {}
        }
    }

    private Standing onArrived(ConnectionId connection, Effect.Place place) {
        MemberId id = place.member();
        require(!present.containsKey(id) && !departed.contains(id), "a number is drawn once", place);
        Standing standing = new Standing(place, connection);
        Input.JoinRequested requested = asked.get(connection);
        if (requested != null) {
            standing.graceMillis = requested.terms().graceMillis();
            standing.session = requested.terms().session();
        }
        if (standing.session != null) {
            sessions.put(standing.session, id);
        }
        present.put(id, standing);
        hold(connection, standing);
        tokensGrow(id.group(), place.rank(), place.token());
        return standing;
    }

    private void hold(ConnectionId connection, Standing standing) {
        require(holders.put(connection, standing) == null, "a connection has one place at most", connection);
        standing.connection = connection;
    }

    private void onResumed(Input input, Effect.PlaceResumed resumed) {
        Standing standing = present.get(resumed.place().member());
        require(standing != null, "who comes back has not left", resumed);
        Standing found = Objects.requireNonNull(standing);
        if (found.connection != null) {
            holders.remove(found.connection);
        }
        hold(resumed.connection(), found);
        if (input instanceof Input.ResumeRequested requested) {
            found.session = requested.next();
            sessions.put(requested.next(), found.id);
        }
        require(found.rank == resumed.place().rank(), "a rank changes by departures of seniors only", resumed);
    }

    private void onAway(Effect.MemberAway away) {
        Standing standing = Objects.requireNonNull(present.get(away.member()), "only who is present goes away");
        if (standing.connection != null) {
            holders.remove(standing.connection);
        }
        standing.connection = null;
        standing.awaitedUntilMillis = nowMillis + standing.graceMillis;
    }

    private void onLeft(Effect.MemberLeft left) {
        Standing gone = Objects.requireNonNull(present.remove(left.member()), "only who is present leaves");
        boolean isAwaited = gone.connection == null && gone.graceMillis > 0 && nowMillis < gone.awaitedUntilMillis;
        require(!isAwaited, "nobody who is away loses its place within its grace", left);
        if (left.why() == Departure.EXPIRED) {
            boolean isOfBefore = nowMillis <= electedMillis;
            boolean isWhole = nowMillis >= electedMillis + gone.graceMillis;
            require(isOfBefore || isWhole, "a new leader restarts every grace", left + " at " + nowMillis);
        }
        if (gone.connection != null) {
            holders.remove(gone.connection);
        }
        departed.add(gone.id);
        yielded = gone;
        for (Standing other : present.values()) {
            if (other.id.group() == gone.id.group() && other.id.number() > gone.id.number()) {
                other.rank--;
                tokensGrow(gone.id.group(), other.rank, left.token());
            }
        }
    }

    private void tokensGrow(int group, int rank, long token) {
        Long last = lastTokens.put(new RankHeld(group, rank), token);
        require(last == null || token > last, "the token of each rank strictly grows", rank + " has " + token);
    }

    private void onRejected(Input input, Effect.Rejected rejected) {
        if (input instanceof Input.ResumeRequested requested && rejected.rejection() instanceof Rejection.BadSession) {
            boolean isKnown = present.values().stream()
                    .anyMatch(standing -> requested.session().equals(standing.session));
            require(!isKnown, "the session of a member finds it", rejected);
        }
    }
}

package io.echelon.core;

import static io.echelon.core.Invariants.require;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberSeated;
import io.echelon.core.Effect.ObservationEnded;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.OutcomeAccepted;
import io.echelon.core.Effect.PlaceAdopted;
import io.echelon.core.Effect.PlaceResumed;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.PlaceYielded;
import io.echelon.core.Effect.Reply;
import io.echelon.core.Effect.RosterTold;
import io.echelon.core.Effect.TallyTold;
import io.echelon.core.Effect.View;
import io.echelon.core.Effect.ViewTold;
import io.echelon.core.Effect.WaitingStarted;
import io.echelon.core.Effect.WatchChanged;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who sees which group without a place, kept as the edge keeps it: told of nothing but the
/// beginning and the end.
final class ObserverInvariants {
    private final RosterInvariants rosters;
    private final Map<ConnectionId, Integer> groups = new HashMap<>();

    ObserverInvariants(RosterInvariants rosters) {
        this.rosters = rosters;
    }

    /// @param effect that the rosters know of already
    void check(Effect effect) {
        switch (effect) {
            case ObservationStarted started -> onStarted(started);
            case ObservationEnded ended -> onEnded(ended);
            case ViewTold told -> {
                viewIsOfItsGroup(told);
                viewAgrees(told.view());
            }
            case WatchChanged changed -> isInGroup(changed);
            case RosterTold told -> rosterIsOfItsGroup(told);
            case MemberJoined joined -> hasAPlace(joined);
            case PlaceAdopted adopted -> hasAPlace(adopted);
            case PlaceTold told -> hasAPlace(told);
            case CommandAccepted accepted -> hasAPlace(accepted);
            case OutcomeAccepted accepted -> hasAPlace(accepted);
            case TallyTold told -> hasAPlace(told);
            case PlaceResumed resumed -> hasAPlace(resumed);
            case PlaceYielded yielded -> hasAPlace(yielded);
            case MemberSeated seated -> hasNoView(seated.connection(), seated);
            case WaitingStarted started -> hasNoView(started.connection(), started);
            case Effect other -> {}
        }
    }

    /// To be called behind the effects of an input.
    void end(Input input) {
        Predicate<ConnectionId> isGone = switch (input) {
            case Input.ConnectionLost lost -> lost.connection()::equals;
            case Input.ConnectionsLost lost -> RosterInvariants.areIn(lost);
            case Input.QuitRequested requested -> requested.connection()::equals;
            case Input.LeaveRequested requested -> requested.connection()::equals;
            case Input other -> connection -> false;
        };
        observationsEnd(isGone, input);
    }

    private void observationsEnd(Predicate<ConnectionId> isGone, Input input) {
        require(groups.keySet().stream().noneMatch(isGone), "an observation ends with its connection", input);
    }

    private void onStarted(ObservationStarted started) {
        oneObservationAtATime(started);
        groups.put(started.connection(), started.view().group());
        observersHaveNoPlace(rosters.holder(started.connection()) == null, started);
        viewAgrees(started.view());
    }

    private void oneObservationAtATime(ObservationStarted started) {
        boolean isOther = groups.containsKey(started.connection());
        require(!isOther, "one observation ends before the next begins", started);
    }

    private void onEnded(ObservationEnded ended) {
        Integer group = groups.remove(ended.connection());
        onlyObservationsEnd(group, ended);
    }

    private static void onlyObservationsEnd(@Nullable Integer group, ObservationEnded ended) {
        require(Objects.equals(group, ended.group()), "only what was observed is observed no longer", ended);
    }

    private void viewIsOfItsGroup(ViewTold told) {
        Integer observed = groups.get(told.connection());
        require(Objects.equals(observed, told.view().group()), "an observer is told what it observes", told);
    }

    private void viewAgrees(View view) {
        boolean agrees = view.size() == rosters.present(view.group()).size()
                && view.revision() == rosters.revision(view.group());
        require(agrees, "observers count nowhere", view);
    }

    private void isInGroup(WatchChanged changed) {
        Integer observed = groups.get(changed.connection());
        boolean isInGroup = observed != null
                ? observed == changed.group()
                : rosters.present(changed.group()).stream()
                        .anyMatch(member -> changed.connection().equals(member.connection));
        require(isInGroup, "everybody watches its own group", changed);
    }

    private void rosterIsOfItsGroup(RosterTold told) {
        Integer observed = groups.get(told.connection());
        if (observed != null) {
            boolean isItsOwn =
                    told.seats().stream().allMatch(seat -> seat.member().group() == observed);
            require(isItsOwn && told.revision() == rosters.revision(observed), "an observer sees its group", told);
        }
    }

    private void hasAPlace(Reply reply) {
        hasNoView(reply.connection(), reply);
    }

    private void hasNoView(ConnectionId connection, Effect effect) {
        observersHaveNoPlace(!groups.containsKey(connection), effect);
    }

    private static void observersHaveNoPlace(boolean isOneOnly, Effect effect) {
        require(isOneOnly, "an observer has no place", effect);
    }
}

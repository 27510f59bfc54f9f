package io.echelon.core;

import static io.echelon.core.Invariants.require;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.ObservationEnded;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.PlaceAdopted;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.Reply;
import io.echelon.core.Effect.RosterTold;
import io.echelon.core.Effect.TallyTold;
import io.echelon.core.Effect.ViewTold;
import io.echelon.core.Effect.WatchChanged;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one input may be answered with.
final class ReplyInvariants {
    private ReplyInvariants() {}

    static void check(Input input, List<Effect> effects) {
        ConnectionId asker = asker(input);
        List<Reply> replies = effects.stream()
                .filter(Reply.class::isInstance)
                .map(Reply.class::cast)
                .toList();
        require(replies.size() == (asker == null ? 0 : 1), "exactly one reply per request", effects);
        for (Reply reply : replies) {
            require(reply.connection().equals(asker), "a reply goes to who asked", effects);
            repliesComeFirst(input, effects);
        }
        rejectionsReachNobody(input, effects);
        nothingCrossesGroups(input, effects);
    }

    private static void repliesComeFirst(Input input, List<Effect> effects) {
        require(
                mayTrade(input) || effects.getFirst() instanceof Reply,
                "a reply comes before what follows from it",
                effects);
    }

    private static boolean mayTrade(Input input) {
        return input instanceof Input.JoinRequested || input instanceof Input.ObservationRequested;
    }

    /// Only a JOIN that gave up an automatic place or an observation first has changed something all
    /// the same.
    private static void rejectionsReachNobody(Input input, List<Effect> effects) {
        boolean isRejected = effects.stream().anyMatch(Effect.Rejected.class::isInstance);
        boolean isTrade = mayTrade(input)
                && (effects.getFirst() instanceof MemberLeft || effects.getFirst() instanceof ObservationEnded);
        require(!isRejected || isTrade || effects.size() == 1, "a rejection changes nothing", effects);
    }

    private static void nothingCrossesGroups(Input input, List<Effect> effects) {
        Set<Integer> all = new TreeSet<>();
        for (Effect effect : effects) {
            Set<Integer> groups = new TreeSet<>();
            groupsOf(effect).forEach(groups::add);
            require(groups.size() <= 1, "nothing crosses groups", effect);
            all.addAll(groups);
        }
        int most = switch (input) {
            case Input.TimeAdvanced advanced -> Integer.MAX_VALUE;
            case Input.JoinRequested requested -> 2;
            case Input.ObservationRequested requested -> 2;
            case Input other -> 1;
        };
        require(all.size() <= most, "nothing crosses groups", effects);
    }

    private static Stream<Integer> groupsOf(Effect effect) {
        return switch (effect) {
            case MemberJoined joined -> groupsOf(joined.place());
            case PlaceAdopted adopted -> groupsOf(adopted.place());
            case PlaceTold told -> groupsOf(told.place());
            case CommandAccepted accepted -> Stream.of(accepted.command().group());
            case TallyTold told -> Stream.of(told.command().group());
            case RosterTold told ->
                told.seats().stream().map(seat -> seat.member().group());
            case WatchChanged changed -> Stream.of(changed.group());
            case ObservationStarted started -> Stream.of(started.view().group());
            case ViewTold told -> Stream.of(told.view().group());
            case ObservationEnded ended -> Stream.of(ended.group());
            case MemberLeft left ->
                Stream.of(left.member(), left.commander() == null ? left.member() : left.commander())
                        .map(MemberId::group);
            case Deliver deliver ->
                Stream.of(deliver.command().group(), deliver.sender().group());
            case OutcomeTold told ->
                Stream.of(
                        told.sender().group(),
                        told.command().group(),
                        told.executor().group());
            case CommandClosed closed ->
                Stream.of(closed.sender().group(), closed.command().group());
            case Effect.LeaveAccepted accepted -> Stream.of();
            case Effect.QuitAccepted accepted -> Stream.of();
            case Effect.OutcomeAccepted accepted -> Stream.of();
            case Effect.Rejected rejected -> Stream.of();
        };
    }

    private static Stream<Integer> groupsOf(Effect.Place place) {
        return Stream.of(place.member().group(), place.commander().group());
    }

    /// @return who is to be answered, or null if nobody is
    private static @Nullable ConnectionId asker(Input input) {
        return switch (input) {
            case Input.TimeAdvanced advanced -> null;
            case Input.ConnectionLost lost -> null;
            case Input.JoinRequested request -> request.connection();
            case Input.ObservationRequested request -> request.connection();
            case Input.LeaveRequested request -> request.connection();
            case Input.QuitRequested request -> request.connection();
            case Input.CommandSubmitted request -> request.connection();
            case Input.OutcomeReported request -> request.connection();
            case Input.RosterRequested request -> request.connection();
            case Input.PlaceRequested request -> request.connection();
            case Input.TallyRequested request -> request.connection();
            case Input.WatchRequested request -> request.connection();
        };
    }
}

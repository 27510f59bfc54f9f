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
import io.echelon.core.Effect.WaitingEnded;
import io.echelon.core.Effect.WatchChanged;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
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
        oneReplyARequest(asker, replies, effects);
        for (Reply reply : replies) {
            repliesGoToWhoAsked(asker, reply, effects);
            repliesComeFirst(input, effects);
        }
        rejectionsReachNobody(input, effects);
        nothingCrossesGroups(input, effects);
    }

    private static void oneReplyARequest(@Nullable ConnectionId asker, List<Reply> replies, List<Effect> effects) {
        require(replies.size() == (asker == null ? 0 : 1), "exactly one reply per request", effects);
    }

    private static void repliesGoToWhoAsked(@Nullable ConnectionId asker, Reply reply, List<Effect> effects) {
        require(reply.connection().equals(asker), "a reply goes to who asked", effects);
    }

    /// Only what is given up for a request ends before its answer.
    private static void repliesComeFirst(Input input, List<Effect> effects) {
        boolean isFirst = effects.getFirst() instanceof Reply;
        require(
                isFirst || (mayGiveUp(input) && isGivingUp(effects)),
                "a reply comes before what follows from it",
                effects);
    }

    private static boolean mayGiveUp(Input input) {
        return switch (input) {
            case Input.JoinRequested requested -> true;
            case Input.ObservationRequested requested -> true;
            case Input.ResumeRequested requested -> true;
            case Input.YieldRequested requested -> true;
            case Input other -> false;
        };
    }

    private static boolean isGivingUp(List<Effect> effects) {
        Effect first = effects.getFirst();
        return first instanceof MemberLeft || first instanceof ObservationEnded || first instanceof WaitingEnded;
    }

    /// Only what was given up for the request is gone all the same.
    private static void rejectionsReachNobody(Input input, List<Effect> effects) {
        boolean isRejected = effects.stream().anyMatch(Effect.Rejected.class::isInstance);
        boolean isAlone = effects.size() == 1 || (mayGiveUp(input) && isGivingUp(effects));
        require(!isRejected || isAlone, "a rejection changes nothing", effects);
    }

    private static void nothingCrossesGroups(Input input, List<Effect> effects) {
        BitSet all = new BitSet();
        for (Effect effect : effects) {
            BitSet groups = new BitSet();
            groupsOf(effect).forEach(groups::set);
            require(groups.cardinality() <= 1, "nothing crosses groups", effect);
            all.or(groups);
        }
        int most = switch (input) {
            case Input.TimeAdvanced advanced -> Integer.MAX_VALUE;
            case Input.ConnectionsLost lost -> Integer.MAX_VALUE;
            case Input.SettingsChanged changed -> Integer.MAX_VALUE;
            case Input.JoinRequested requested -> 2;
            case Input.ObservationRequested requested -> 2;
            case Input.ResumeRequested requested -> 2;
            case Input other -> 1;
        };
        require(all.cardinality() <= most, "nothing crosses groups", effects);
    }

    private static IntStream groupsOf(Effect effect) {
        return switch (effect) {
            case MemberJoined joined -> groupsOf(joined.place());
            case PlaceAdopted adopted -> groupsOf(adopted.place());
            case PlaceTold told -> groupsOf(told.place());
            case Effect.PlaceResumed resumed -> groupsOf(resumed.place());
            case Effect.PlaceYielded yielded -> groupsOf(yielded.place());
            case Effect.MemberSeated seated -> groupsOf(seated.place());
            case Effect.WaitingStarted started -> IntStream.of(started.group());
            case WaitingEnded ended -> IntStream.of(ended.group());
            case CommandAccepted accepted -> IntStream.of(accepted.command().group());
            case Effect.CommandRepeated repeated ->
                IntStream.of(repeated.first().command().group());
            case TallyTold told -> IntStream.of(told.command().group());
            case Effect.ResultsTold told ->
                IntStream.concat(
                        IntStream.of(told.command().group()),
                        told.results().stream()
                                .mapToInt(result -> result.executor().group()));
            case RosterTold told ->
                told.seats().stream().mapToInt(seat -> seat.member().group());
            case Effect.RosterShown shown ->
                IntStream.concat(
                        IntStream.of(shown.member().group()),
                        shown.seats().stream().mapToInt(seat -> seat.member().group()));
            case WatchChanged changed -> IntStream.of(changed.group());
            case ObservationStarted started -> IntStream.of(started.view().group());
            case ViewTold told -> IntStream.of(told.view().group());
            case ObservationEnded ended -> IntStream.of(ended.group());
            case MemberLeft left ->
                IntStream.of(
                        left.member().group(), (left.commander() == null ? left.member() : left.commander()).group());
            case Effect.MemberAway away -> IntStream.of(away.member().group());
            case Effect.ConnectionFenced fenced -> IntStream.of(fenced.member().group());
            case Effect about -> groupsOfCommand(about);
        };
    }

    private static IntStream groupsOfCommand(Effect effect) {
        return switch (effect) {
            case Deliver deliver ->
                IntStream.of(deliver.command().group(), deliver.sender().group());
            case Effect.CancelAsked asked -> IntStream.of(asked.command().group());
            case OutcomeTold told ->
                IntStream.of(
                        told.sender().group(),
                        told.command().group(),
                        told.executor().group());
            case CommandClosed closed ->
                IntStream.of(closed.sender().group(), closed.command().group());
            case Effect.TallyMoved moved ->
                IntStream.of(moved.sender().group(), moved.command().group());
            case Effect.OutputTold told ->
                IntStream.of(
                        told.sender().group(),
                        told.command().group(),
                        told.executor().group());
            case Effect.ProgressTold told ->
                IntStream.of(
                        told.sender().group(),
                        told.command().group(),
                        told.executor().group());
            case Effect nothing -> IntStream.empty();
        };
    }

    private static IntStream groupsOf(Effect.Place place) {
        return IntStream.of(place.member().group(), place.commander().group());
    }

    /// @return who is to be answered, or null if nobody is
    private static @Nullable ConnectionId asker(Input input) {
        return switch (input) {
            case Input.TimeAdvanced advanced -> null;
            case Input.ConnectionLost lost -> null;
            case Input.ConnectionsLost lost -> null;
            case Input.GracesRestarted restarted -> null;
            case Input.SettingsChanged changed -> null;
            case Input.TokensRaised raised -> null;
            case Input.JoinRequested request -> request.connection();
            case Input.ObservationRequested request -> request.connection();
            case Input.LeaveRequested request -> request.connection();
            case Input.QuitRequested request -> request.connection();
            case Input.ResumeRequested request -> request.connection();
            case Input.YieldRequested request -> request.connection();
            case Input.AboutCommand about -> about.connection();
            case Input.RosterRequested request -> request.connection();
            case Input.PlaceRequested request -> request.connection();
            case Input.WatchRequested request -> request.connection();
        };
    }
}

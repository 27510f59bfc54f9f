package io.echelon.core;

import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.LeaveAccepted;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.ObservationEnded;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.OutcomeAccepted;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.PlaceAdopted;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.QuitAccepted;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Effect.RosterTold;
import io.echelon.core.Effect.Seat;
import io.echelon.core.Effect.TallyTold;
import io.echelon.core.Effect.View;
import io.echelon.core.Effect.ViewTold;
import io.echelon.core.Effect.WatchChanged;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes an [Effect] as one line of a transcript, leaving nothing out. Members and commands of the
/// first group are written `m1` and `c1`, those of the second `g1/m1` and `g1/c1`; the groups themselves
/// `g0` and `g1`.
final class EffectText {
    private EffectText() {}

    static String of(Effect effect) {
        return switch (effect) {
            case MemberJoined joined ->
                "joined " + joined.connection() + " " + place(joined.place()) + profile(joined.profile());
            case PlaceAdopted adopted ->
                "adopted " + adopted.connection() + " " + place(adopted.place()) + profile(adopted.profile());
            case PlaceTold told -> "place " + told.connection() + " " + place(told.place());
            case ObservationStarted started -> "observing " + started.connection() + " " + view(started.view());
            case ViewTold told -> "view " + told.connection() + " " + view(told.view());
            case LeaveAccepted accepted -> "leaving " + accepted.connection();
            case QuitAccepted accepted -> "quitting " + accepted.connection();
            case CommandAccepted accepted ->
                "accepted " + accepted.connection() + " " + id(accepted.command()) + " n=" + accepted.count()
                        + " above=" + accepted.above() + " rev=" + accepted.revision();
            case OutcomeAccepted accepted -> "noted " + accepted.connection();
            case RosterTold told -> roster(told);
            case TallyTold told ->
                "tally " + told.connection() + " " + id(told.command()) + " open=" + yesOrNo(told.isOpen()) + " "
                        + told.tally();
            case WatchChanged changed ->
                "watching " + changed.connection() + " g" + changed.group() + " " + yesOrNo(changed.isWatching());
            case Rejected rejected -> "rejected " + rejected.connection() + " " + rejection(rejected.rejection());
            case MemberLeft left -> left(left);
            case ObservationEnded ended -> "unobserving " + ended.connection() + " g" + ended.group();
            case Deliver deliver -> deliver(deliver, deliver.recipients().toString());
            case OutcomeTold told -> outcome(told);
            case CommandClosed closed ->
                "closed " + id(closed.command()) + " to=" + id(closed.sender()) + " " + closed.tally() + " ms="
                        + closed.elapsedMillis();
        };
    }

    private static String place(Place place) {
        return id(place.member()) + " group=" + place.group() + " rank=" + place.rank() + " of=" + place.size()
                + " rev=" + place.revision() + " token=" + place.token() + " commander=" + id(place.commander());
    }

    private static String view(View view) {
        return "g" + view.group() + " group=" + view.name() + " of=" + view.size() + " rev=" + view.revision();
    }

    private static String roster(RosterTold told) {
        StringBuilder text = new StringBuilder("roster " + told.connection() + " rev=" + told.revision());
        for (Seat seat : told.seats()) {
            text.append(" | ").append(id(seat.member())).append(" rank=").append(seat.rank());
            text.append(profile(seat.profile()));
        }
        return text.toString();
    }

    private static String left(MemberLeft left) {
        return "left " + id(left.member()) + " " + left.connection() + " rank=" + left.rank() + " of=" + left.size()
                + " rev=" + left.revision() + " token=" + left.token() + " why="
                + left.why().name().toLowerCase(Locale.ROOT) + " commander="
                + (left.commander() == null ? "none" : id(left.commander()));
    }

    /// @param recipients as they are to be written
    static String deliver(Deliver deliver, String recipients) {
        return "deliver " + id(deliver.command()) + " from=" + id(deliver.sender()) + " rank=" + deliver.senderRank()
                + " to=" + recipients + " n=" + deliver.recipients().count() + " ttl=" + deliver.ttlMillis() + " :"
                + text(deliver.body());
    }

    private static String outcome(OutcomeTold told) {
        return "told " + id(told.sender()) + " " + id(told.command()) + " " + id(told.executor()) + " rank="
                + told.rank() + " state=" + told.outcome().name().toLowerCase(Locale.ROOT)
                + (told.code() == null ? "" : " rc=" + told.code()) + " ms=" + told.elapsedMillis()
                + (told.body().length() == 0 ? "" : " :" + text(told.body()));
    }

    private static String rejection(Rejection rejection) {
        return switch (rejection) {
            case Rejection.Upward upward ->
                "UPWARD who=" + id(upward.who()) + " rank=" + upward.rank() + " own=" + upward.ownRank();
            case Rejection.Self self -> "SELF who=" + id(self.who());
            case Rejection.NobodyBelow nobody -> "NOBODY_BELOW";
            case Rejection.NoSuchMember nobody -> "NO_SUCH_MEMBER who=" + id(nobody.who());
            case Rejection.NoSuchRank nobody -> "NO_SUCH_RANK rank=" + nobody.rank() + " of=" + nobody.size();
            case Rejection.NoMatch nobody -> "NO_MATCH";
            case Rejection.NotAMember not -> "NOT_A_MEMBER";
            case Rejection.AlreadyAMember already ->
                "ALREADY_A_MEMBER who=" + id(already.member()) + " group=" + already.group();
            case Rejection.GroupFull full -> "GROUP_FULL group=" + full.group() + " capacity=" + full.capacity();
            case Rejection.TooManyGroups many -> "TOO_MANY_GROUPS limit=" + many.limit();
            case Rejection.TooManyOpen many -> "TOO_MANY_OPEN limit=" + many.limit();
            case Rejection.NoSuchCommand unknown -> "NO_SUCH_COMMAND " + id(unknown.command());
            case Rejection.NotYours foreign -> "NOT_YOURS " + id(foreign.command());
            case Rejection.NotATarget foreign -> "NOT_A_TARGET " + id(foreign.command());
            case Rejection.AlreadyClosed closed -> "ALREADY_CLOSED " + id(closed.command());
        };
    }

    /// As a transcript's `join` has it, each part preceded by a space.
    static String profile(Profile profile) {
        StringBuilder text = new StringBuilder(named(profile.name()));
        profile.labels()
                .forEach((key, value) ->
                        text.append(" label.").append(key).append('=').append(value));
        return text.append(profile.reportsResults() ? " results=yes" : "").toString();
    }

    private static String named(@Nullable String name) {
        return name == null ? "" : " name=" + name;
    }

    static String text(Body body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private static String id(MemberId member) {
        return inGroup(member.group()) + member;
    }

    private static String id(CommandId command) {
        return inGroup(command.group()) + command;
    }

    private static String inGroup(int group) {
        return group == 0 ? "" : "g" + group + "/";
    }

    private static String yesOrNo(boolean isYes) {
        return isYes ? "yes" : "no";
    }
}

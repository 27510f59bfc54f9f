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
import java.util.List;
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
            case Effect.WaitingStarted started ->
                "waiting " + started.connection() + " g" + started.group() + " position=" + started.position();
            case Effect.PlaceResumed resumed -> resumed(resumed);
            case Effect.PlaceYielded yielded ->
                "yielded " + yielded.connection() + " " + place(yielded.place()) + profile(yielded.profile());
            case PlaceTold told -> "place " + told.connection() + " " + place(told.place());
            case ObservationStarted started -> "observing " + started.connection() + " " + view(started.view());
            case ViewTold told -> "view " + told.connection() + " " + view(told.view());
            case LeaveAccepted accepted -> "leaving " + accepted.connection();
            case QuitAccepted accepted -> "quitting " + accepted.connection();
            case CommandAccepted accepted -> "accepted " + accepted(accepted);
            case Effect.CommandRepeated repeated ->
                "repeated " + accepted(repeated.first()) + " open=" + yesOrNo(repeated.isOpen()) + " "
                        + repeated.tally();
            case Effect.CancelAccepted accepted ->
                "cancelling " + accepted.connection() + " dropped=" + accepted.dropped() + " asked=" + accepted.asked();
            case OutcomeAccepted accepted -> "noted " + accepted.connection() + (accepted.isLate() ? " late" : "");
            case RosterTold told -> roster(told);
            case TallyTold told ->
                "tally " + told.connection() + " " + id(told.command()) + " open=" + yesOrNo(told.isOpen()) + " "
                        + told.tally() + (told.late() == 0 ? "" : " late=" + told.late());
            case Effect.ResultsTold told -> results(told);
            case WatchChanged changed ->
                "watching " + changed.connection() + " g" + changed.group() + " "
                        + subject(changed.subject(), "c" + changed.command()) + " " + yesOrNo(changed.isWatching());
            case Rejected rejected -> "rejected " + rejected.connection() + " " + rejection(rejected.rejection());
            case MemberLeft left -> left(left);
            case Effect.MemberAway away ->
                "away " + id(away.member()) + " " + away.connection() + " rank=" + away.rank() + " rev="
                        + away.revision() + " grace=" + away.graceMillis();
            case Effect.MemberSeated seated ->
                "seated " + seated.connection() + " " + place(seated.place()) + profile(seated.profile());
            case Effect.WaitingEnded ended -> "unwaiting " + ended.connection() + " g" + ended.group();
            case Effect.ConnectionFenced fenced -> "fenced " + fenced.connection() + " " + id(fenced.member());
            case Effect.RosterShown shown ->
                "shown " + id(shown.member()) + " rev=" + shown.revision() + seats(shown.seats());
            case ObservationEnded ended -> "unobserving " + ended.connection() + " g" + ended.group();
            case Deliver deliver -> deliver(deliver, deliver.recipients().toString());
            case Effect.CancelAsked asked -> cancel(asked, asked.recipients().toString());
            case OutcomeTold told -> outcome(told);
            case Effect.TallyMoved moved ->
                "moved " + id(moved.command()) + " from=" + id(moved.sender()) + " open=" + yesOrNo(moved.isOpen())
                        + " " + moved.tally();
            case Effect.OutputTold told ->
                "output " + id(told.command()) + " from=" + id(told.sender()) + " " + id(told.executor()) + " rank="
                        + told.rank() + " stream=" + told.stream() + " :" + text(told.body());
            case Effect.ProgressTold told ->
                "progress " + id(told.command()) + " from=" + id(told.sender()) + " " + id(told.executor()) + " rank="
                        + told.rank() + " percent=" + told.percent() + " :" + text(told.body());
            case Effect.GroupShown shown -> shown(shown);
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

    private static String shown(Effect.GroupShown shown) {
        StringBuilder text = new StringBuilder("group ").append(view(shown.view()));
        shown.line().forEach(connection -> text.append(' ').append(connection));
        return text.toString();
    }

    private static String roster(RosterTold told) {
        return "roster " + told.connection() + " rev=" + told.revision() + seats(told.seats());
    }

    private static String seats(List<Seat> seats) {
        StringBuilder text = new StringBuilder();
        for (Seat seat : seats) {
            text.append(" | ").append(id(seat.member())).append(" rank=").append(seat.rank());
            text.append(seat.isAway() ? " away" : "").append(profile(seat.profile()));
        }
        return text.toString();
    }

    private static String resumed(Effect.PlaceResumed resumed) {
        Boolean isWatching = resumed.isWatchingRoster();
        return "resumed " + resumed.connection() + " " + place(resumed.place()) + " away="
                + yesOrNo(resumed.wasAway()) + " told=" + resumed.rankTold() + " counted=" + resumed.counted()
                + " replayed=" + resumed.replayed() + " lost=" + resumed.lost()
                + (isWatching == null ? "" : " watching=" + yesOrNo(isWatching))
                + (resumed.isWatchingCommands() ? " watching-commands=yes" : "");
    }

    private static String accepted(CommandAccepted accepted) {
        return accepted.connection() + " " + id(accepted.command()) + " n=" + accepted.count() + " above="
                + accepted.above() + " rev=" + accepted.revision();
    }

    private static String results(Effect.ResultsTold told) {
        StringBuilder text = new StringBuilder("results ")
                .append(told.connection())
                .append(' ')
                .append(id(told.command()))
                .append(" open=")
                .append(yesOrNo(told.isOpen()));
        for (Effect.Result result : told.results()) {
            text.append(" | ").append(id(result.executor())).append(" state=").append(word(result.outcome()));
            text.append(result.code() == null ? "" : " rc=" + result.code());
            text.append(" ms=").append(result.elapsedMillis());
            text.append(result.late() == null ? "" : " late=" + word(result.late()));
            text.append(result.body().length() == 0 ? "" : " :" + text(result.body()));
        }
        return text.toString();
    }

    /// @param command as it is to be written
    static String subject(WatchSubject subject, String command) {
        return switch (subject) {
            case ROSTER -> "roster";
            case COMMANDS -> "commands";
            case COMMAND -> command;
        };
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String left(MemberLeft left) {
        return "left " + id(left.member()) + " " + (left.connection() == null ? "none" : left.connection()) + " rank="
                + left.rank() + " of=" + left.size()
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

    /// @param recipients as they are to be written
    static String cancel(Effect.CancelAsked asked, String recipients) {
        return "cancel " + id(asked.command()) + " to=" + recipients + " why=" + word(asked.why());
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
            case Rejection.StaleRevision stale -> "STALE_REVISION rev=" + stale.revision();
            case Rejection.UnexpectedCount count ->
                "UNEXPECTED_COUNT expected=" + count.expected() + " count=" + count.count();
            case Rejection.KeyConflict conflict -> "KEY_CONFLICT " + id(conflict.command());
            case Rejection.NameTaken taken -> "NAME_TAKEN name=" + taken.name();
            case Rejection.BadSession bad -> "BAD_SESSION";
            case Rejection.TooMuchWaiting much -> "TOO_MUCH_WAITING limit=" + much.limitBytes();
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

package io.echelon.server.gateway;

import io.echelon.core.Effect;
import io.echelon.core.Effect.CancelAccepted;
import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.CommandRepeated;
import io.echelon.core.Effect.LeaveAccepted;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.OutcomeAccepted;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.PlaceAdopted;
import io.echelon.core.Effect.PlaceResumed;
import io.echelon.core.Effect.PlaceTold;
import io.echelon.core.Effect.PlaceYielded;
import io.echelon.core.Effect.QuitAccepted;
import io.echelon.core.Effect.Rejected;
import io.echelon.core.Effect.Result;
import io.echelon.core.Effect.ResultsTold;
import io.echelon.core.Effect.RosterTold;
import io.echelon.core.Effect.Seat;
import io.echelon.core.Effect.TallyTold;
import io.echelon.core.Effect.View;
import io.echelon.core.Effect.ViewTold;
import io.echelon.core.Effect.WaitingStarted;
import io.echelon.core.Effect.WatchChanged;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.gateway.ReplyLine.Awaited;
import io.echelon.server.gateway.ReplyLine.Kind;
import org.jspecify.annotations.Nullable;

/// How the answers read that the core gives. Each is in the writer that is handed out, until the next.
final class Answers {
    private final Gateway gateway;

    Answers(Gateway gateway) {
        this.gateway = gateway;
    }

    ReplyWriter write(Effect.Reply reply, LineForm form, Awaited request) {
        return switch (reply) {
            case MemberJoined joined when request.kind() == Kind.AUTOJOIN -> welcome(joined.place(), form, null);
            case MemberJoined joined -> place(joined.place(), form, request);
            case PlaceAdopted adopted -> place(adopted.place(), form, request);
            case PlaceResumed resumed -> resumed(resumed, form, request);
            case PlaceYielded yielded -> place(yielded.place(), form, request);
            case PlaceTold told -> place(told.place(), form, request);
            case WaitingStarted started ->
                ok(form, request)
                        .pair("waiting", "yes")
                        .pair("position", started.position())
                        .end();
            case ObservationStarted started -> view(started.view(), ok(form, request));
            case ViewTold told -> view(told.view(), ok(form, request));
            case LeaveAccepted accepted -> ok(form, request).end();
            case QuitAccepted accepted -> ok(form, request).end();
            case OutcomeAccepted accepted -> outcomeAccepted(accepted, ok(form, request));
            case WatchChanged changed -> ok(form, request).end();
            case CommandAccepted accepted ->
                accepted(accepted, ok(form, request)).end();
            case CommandRepeated repeated -> repeated(repeated, ok(form, request));
            case CancelAccepted accepted ->
                ok(form, request)
                        .pair("dropped", accepted.dropped())
                        .pair("asked", accepted.asked())
                        .end();
            case RosterTold told -> roster(told, form, request);
            case TallyTold told -> tally(told, ok(form, request));
            case ResultsTold told -> results(told, form, request);
            case Rejected rejected -> Rejections.write(gateway.writer(), form, request.tag(), rejected.rejection());
        };
    }

    /// To whoever has a place without having asked at this moment.
    ///
    /// @param session what the member comes back with, if it may
    ReplyWriter welcome(Place place, LineForm form, @Nullable SessionSecret session) {
        ReplyWriter writer = gateway.writer();
        Lines.welcome(writer, form, place, session, gateway.ageMillis());
        return writer;
    }

    /// Whether whoever is told so is in a group from now on, in line for it, or sees it.
    static boolean isPlace(Effect.Reply reply) {
        return reply instanceof MemberJoined
                || reply instanceof PlaceResumed
                || reply instanceof PlaceYielded
                || reply instanceof WaitingStarted
                || reply instanceof ObservationStarted;
    }

    private ReplyWriter place(Place place, LineForm form, Awaited request) {
        ReplyWriter writer = ok(form, request).pair("group", place.group());
        Lines.place(writer, place);
        if (request.session() != null) {
            Lines.age(writer, gateway.ageMillis());
            Lines.session(writer, request.session());
        }
        return writer.end();
    }

    /// The place is taken in any case; what is lost makes an error of it, so that no client overlooks it.
    private ReplyWriter resumed(PlaceResumed resumed, LineForm form, Awaited request) {
        ReplyWriter writer = resumed.lost() == 0 ? ok(form, request) : error(form, request, ErrorCode.GAP);
        writer.pair("group", resumed.place().group());
        Lines.place(writer, resumed.place());
        writer.pair("sent", resumed.counted()).pair("replay", resumed.replayed());
        if (resumed.lost() > 0) {
            writer.pair("lost", resumed.lost());
        }
        Lines.session(writer, request.session());
        if (resumed.lost() > 0) {
            writer.text(resumed.lost() + (resumed.lost() == 1 ? " event is" : " events are")
                    + " gone; the place is yours again");
        }
        return writer.end();
    }

    private static ReplyWriter view(View view, ReplyWriter writer) {
        return writer.pair("group", view.name())
                .pair("of", view.size())
                .pair("rev", view.revision())
                .pair("observe", "yes")
                .end();
    }

    private static ReplyWriter accepted(CommandAccepted accepted, ReplyWriter writer) {
        return writer.pair("id", accepted.command().number())
                .pair("n", accepted.count())
                .pair("above", accepted.above())
                .pair("rev", accepted.revision());
    }

    private static ReplyWriter repeated(CommandRepeated repeated, ReplyWriter writer) {
        accepted(repeated.first(), writer).pair("dup", "yes").pair("open", yesOrNo(repeated.isOpen()));
        Lines.tally(writer, repeated.tally());
        return writer.end();
    }

    private static ReplyWriter outcomeAccepted(OutcomeAccepted accepted, ReplyWriter writer) {
        if (accepted.isLate()) {
            writer.pair("late", "yes");
        }
        return writer.end();
    }

    private ReplyWriter roster(RosterTold told, LineForm form, Awaited request) {
        ReplyWriter list = gateway.listWriter();
        for (Seat seat : told.seats()) {
            Lines.seat(list, form, seat);
            if (list.length() > gateway.maxListBytes()) {
                return listRefused(
                        form, request, "the roster is too long for one answer; ask for a part, as in WHO rank:0-99");
            }
        }
        return ok(form, request)
                .pair("n", told.seats().size())
                .pair("rev", told.revision())
                .list(list)
                .end();
    }

    private static ReplyWriter tally(TallyTold told, ReplyWriter writer) {
        writer.pair("id", told.command().number()).pair("open", yesOrNo(told.isOpen()));
        Lines.tally(writer, told.tally());
        if (told.late() > 0) {
            writer.pair("late", told.late());
        }
        return writer.end();
    }

    private ReplyWriter results(ResultsTold told, LineForm form, Awaited request) {
        ReplyWriter list = gateway.listWriter();
        for (Result result : told.results()) {
            Lines.outcome(list, form, result);
            if (list.length() > gateway.maxListBytes()) {
                return listRefused(
                        form,
                        request,
                        "the results are too long for one answer; ask for a part, as in RESULTS "
                                + told.command().number() + " state=failed");
            }
        }
        return ok(form, request)
                .pair("id", told.command().number())
                .pair("open", yesOrNo(told.isOpen()))
                .pair("n", told.results().size())
                .list(list)
                .end();
    }

    private ReplyWriter listRefused(LineForm form, Awaited request, String text) {
        return error(form, request, ErrorCode.BODY_TOO_LARGE)
                .pair("max", gateway.maxListBytes())
                .text(text)
                .end();
    }

    private static String yesOrNo(boolean isYes) {
        return isYes ? "yes" : "no";
    }

    private ReplyWriter ok(LineForm form, Awaited request) {
        return gateway.writer().start(form.isCrLf()).ok(request.tag());
    }

    private ReplyWriter error(LineForm form, Awaited request, ErrorCode code) {
        return gateway.writer().start(form.isCrLf()).error(request.tag(), code);
    }
}

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

/// How the answer to one request reads.
///
/// @param maxListBytes that a list may have
/// @param ageMillis how long the server has known what it knows
record Answers(LineForm form, Awaited request, int maxListBytes, long ageMillis) {
    /// @param writer takes the answer
    /// @param list empty, for a list within it
    void write(Effect.Reply reply, ReplyWriter writer, ReplyWriter list) {
        switch (reply) {
            case MemberJoined joined -> writePlace(joined.place(), writer);
            case PlaceAdopted adopted -> writePlace(adopted.place(), writer);
            case PlaceResumed resumed -> writeResumed(resumed, writer);
            case PlaceYielded yielded -> writePlace(yielded.place(), writer);
            case PlaceTold told -> writePlace(told.place(), writer);
            case WaitingStarted started ->
                ok(writer)
                        .pair("waiting", "yes")
                        .pair("position", started.position())
                        .end();
            case ObservationStarted started -> writeView(started.view(), writer);
            case ViewTold told -> writeView(told.view(), writer);
            case LeaveAccepted accepted -> ok(writer).end();
            case QuitAccepted accepted -> ok(writer).end();
            case OutcomeAccepted accepted -> writeOutcomeAccepted(accepted, writer);
            case WatchChanged changed -> ok(writer).end();
            case CommandAccepted accepted -> writeAccepted(accepted, writer).end();
            case CommandRepeated repeated -> writeRepeated(repeated, writer);
            case CancelAccepted accepted ->
                ok(writer)
                        .pair("dropped", accepted.dropped())
                        .pair("asked", accepted.asked())
                        .end();
            case RosterTold told -> writeRoster(told, writer, list);
            case TallyTold told -> writeTally(told, writer);
            case ResultsTold told -> writeResults(told, writer, list);
            case Rejected rejected -> Rejections.write(writer, form, request.tag(), rejected.rejection());
        }
    }

    private void writePlace(Place place, ReplyWriter writer) {
        ok(writer).pair("group", place.group());
        Lines.place(writer, place);
        Lines.age(writer, request.session(), ageMillis);
        Lines.session(writer, request.session());
        writer.end();
    }

    /// The place is taken in any case; what is lost makes an error of it, so that no client overlooks it.
    private void writeResumed(PlaceResumed resumed, ReplyWriter writer) {
        if (resumed.lost() == 0) {
            ok(writer);
        } else {
            writer.start(form.isCrLf()).error(request.tag(), ErrorCode.GAP);
        }
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
        writer.end();
    }

    private void writeView(View view, ReplyWriter writer) {
        ok(writer)
                .pair("group", view.name())
                .pair("of", view.size())
                .pair("rev", view.revision())
                .pair("observe", "yes")
                .end();
    }

    private ReplyWriter writeAccepted(CommandAccepted accepted, ReplyWriter writer) {
        return ok(writer)
                .pair("id", accepted.command().number())
                .pair("n", accepted.count())
                .pair("above", accepted.above())
                .pair("rev", accepted.revision());
    }

    private void writeRepeated(CommandRepeated repeated, ReplyWriter writer) {
        writeAccepted(repeated.first(), writer).pair("dup", "yes").pair("open", yesOrNo(repeated.isOpen()));
        Lines.tally(writer, repeated.tally());
        writer.end();
    }

    private void writeOutcomeAccepted(OutcomeAccepted accepted, ReplyWriter writer) {
        ok(writer);
        if (accepted.isLate()) {
            writer.pair("late", "yes");
        }
        writer.end();
    }

    private void writeRoster(RosterTold told, ReplyWriter writer, ReplyWriter list) {
        for (Seat seat : told.seats()) {
            Lines.seat(list, form, seat);
            if (list.length() > maxListBytes) {
                refuseList(writer, "the roster is too long for one answer; ask for a part, as in WHO rank:0-99");
                return;
            }
        }
        ok(writer)
                .pair("n", told.seats().size())
                .pair("rev", told.revision())
                .list(list)
                .end();
    }

    private void writeTally(TallyTold told, ReplyWriter writer) {
        ok(writer).pair("id", told.command().number()).pair("open", yesOrNo(told.isOpen()));
        Lines.tally(writer, told.tally());
        if (told.late() > 0) {
            writer.pair("late", told.late());
        }
        writer.end();
    }

    private void writeResults(ResultsTold told, ReplyWriter writer, ReplyWriter list) {
        for (Result result : told.results()) {
            Lines.outcome(list, form, result);
            if (list.length() > maxListBytes) {
                refuseList(
                        writer,
                        "the results are too long for one answer; ask for a part, as in RESULTS "
                                + told.command().number() + " state=failed");
                return;
            }
        }
        ok(writer)
                .pair("id", told.command().number())
                .pair("open", yesOrNo(told.isOpen()))
                .pair("n", told.results().size())
                .list(list)
                .end();
    }

    private void refuseList(ReplyWriter writer, String text) {
        writer.start(form.isCrLf())
                .error(request.tag(), ErrorCode.BODY_TOO_LARGE)
                .pair("max", maxListBytes);
        writer.text(text).end();
    }

    private static String yesOrNo(boolean isYes) {
        return isYes ? "yes" : "no";
    }

    private ReplyWriter ok(ReplyWriter writer) {
        return writer.start(form.isCrLf()).ok(request.tag());
    }
}

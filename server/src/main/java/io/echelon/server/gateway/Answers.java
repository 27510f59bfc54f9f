package io.echelon.server.gateway;

import io.echelon.core.Effect;
import io.echelon.core.Effect.CommandAccepted;
import io.echelon.core.Effect.LeaveAccepted;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.OutcomeAccepted;
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
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.ReplyWriter;
import org.jspecify.annotations.Nullable;

/// How the answer to one request reads.
///
/// @param tag of the request
/// @param maxRosterBytes that a list of members may have
record Answers(LineForm form, @Nullable String tag, int maxRosterBytes) {
    /// @param writer takes the answer
    /// @param list empty, for a list within it
    void write(Effect.Reply reply, ReplyWriter writer, ReplyWriter list) {
        switch (reply) {
            case MemberJoined joined -> writePlace(joined.place(), writer);
            case PlaceAdopted adopted -> writePlace(adopted.place(), writer);
            case PlaceTold told -> writePlace(told.place(), writer);
            case ObservationStarted started -> writeView(started.view(), writer);
            case ViewTold told -> writeView(told.view(), writer);
            case LeaveAccepted accepted -> ok(writer).end();
            case QuitAccepted accepted -> ok(writer).end();
            case OutcomeAccepted accepted -> ok(writer).end();
            case WatchChanged changed -> ok(writer).end();
            case CommandAccepted accepted -> writeAccepted(accepted, writer);
            case RosterTold told -> writeRoster(told, writer, list);
            case TallyTold told -> writeTally(told, writer);
            case Rejected rejected -> Rejections.write(writer, form, tag, rejected.rejection());
        }
    }

    private void writePlace(Place place, ReplyWriter writer) {
        ok(writer).pair("group", place.group());
        Lines.place(writer, place);
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

    private void writeAccepted(CommandAccepted accepted, ReplyWriter writer) {
        ok(writer)
                .pair("id", accepted.command().number())
                .pair("n", accepted.count())
                .pair("above", accepted.above())
                .pair("rev", accepted.revision())
                .end();
    }

    private void writeRoster(RosterTold told, ReplyWriter writer, ReplyWriter list) {
        for (Seat seat : told.seats()) {
            Lines.seat(list, form, seat);
            if (list.length() > maxRosterBytes) {
                writer.start(form.isCrLf()).error(tag, ErrorCode.BODY_TOO_LARGE).pair("max", maxRosterBytes);
                writer.text("the roster is too long for one answer; ask for a part, as in WHO rank:0-99")
                        .end();
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
        ok(writer).pair("id", told.command().number()).pair("open", told.isOpen() ? "yes" : "no");
        Lines.tally(writer, told.tally());
        writer.end();
    }

    private ReplyWriter ok(ReplyWriter writer) {
        return writer.start(form.isCrLf()).ok(tag);
    }
}

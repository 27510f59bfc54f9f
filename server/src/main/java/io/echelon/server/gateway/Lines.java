package io.echelon.server.gateway;

import io.echelon.core.Departure;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.Seat;
import io.echelon.core.MemberId;
import io.echelon.core.Outcome;
import io.echelon.core.Profile;
import io.echelon.core.Tally;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.EventName;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How each event reads: the one place that knows their keys and their order. Adds whole lines to
/// a writer.
public final class Lines {
    /// When a client that was let go may come back.
    public enum Again {
        NOW,
        LATER,
        NEVER
    }

    private Lines() {}

    static void hello(ReplyWriter writer, LineForm form, ServerOptions options, String epoch, int members) {
        writer.start(form.isCrLf())
                .event(EventName.HELLO)
                .word("echelon/1")
                .pair("server", options.version())
                .pair("epoch", epoch)
                .pair("group", Gateway.MAIN_GROUP)
                .pair("members", members)
                .pair("capacity", options.limit(Limit.CAPACITY))
                .pair("auth", "none")
                .text("type HELP")
                .end();
    }

    static void welcome(ReplyWriter writer, LineForm form, Place place) {
        writer.start(form.isCrLf()).event(EventName.WELCOME).pair("group", place.group());
        place(writer, place);
        writer.text(command(place.member(), place.commander())).end();
    }

    /// The keys of a place, for whoever holds it.
    static void place(ReplyWriter writer, Place place) {
        writer.pair("id", 'm', place.member().number())
                .pair("rank", place.rank())
                .pair("of", place.size())
                .pair("rev", place.revision())
                .pair("token", place.token());
    }

    /// @param left the last departure of a senior, which brought the rank
    public static void rank(ReplyWriter writer, LineForm form, MemberId member, int rank, int was, MemberLeft left) {
        writer.start(form.isCrLf())
                .event(EventName.RANK)
                .number(rank)
                .pair("was", was)
                .pair("of", left.size())
                .pair("rev", left.revision())
                .pair("token", left.token());
        String departed = was - rank == 1 ? left.member() + " left; " : (was - rank) + " members left; ";
        writer.text(departed + command(member, left.commander())).end();
    }

    public static void joined(ReplyWriter writer, LineForm form, MemberJoined joined) {
        Place place = joined.place();
        writer.start(form.isCrLf())
                .event(EventName.JOIN)
                .word('m', place.member().number())
                .pair("rank", place.rank())
                .pair("rev", place.revision());
        if (joined.profile().name() != null) {
            writer.pair("name", joined.profile().name());
        }
        writer.end();
    }

    public static void left(ReplyWriter writer, LineForm form, MemberLeft left) {
        writer.start(form.isCrLf())
                .event(EventName.LEFT)
                .word('m', left.member().number())
                .pair("rank", left.rank())
                .pair("rev", left.revision())
                .pair("why", why(left.why()))
                .end();
    }

    public static void command(ReplyWriter writer, LineForm form, Deliver deliver) {
        writer.start(form.isCrLf())
                .event(EventName.COMMAND)
                .number(deliver.command().number())
                .pair("from", 'm', deliver.sender().number())
                .pair("rank", deliver.senderRank());
        duration(writer, "ttl", deliver.ttlMillis());
        writer.body(deliver.body().bytes(), form.body()).end();
    }

    public static void result(ReplyWriter writer, LineForm form, OutcomeTold told) {
        writer.start(form.isCrLf())
                .event(EventName.RESULT)
                .number(told.command().number())
                .word('m', told.executor().number())
                .pair("rank", told.rank())
                .pair("state", key(told.outcome()));
        if (told.code() != null) {
            writer.pair("rc", told.code());
        }
        writer.pair("ms", told.elapsedMillis());
        if (told.body().length() > 0) {
            writer.body(told.body().bytes(), form.body());
        }
        writer.end();
    }

    public static void closed(ReplyWriter writer, LineForm form, CommandClosed closed) {
        writer.start(form.isCrLf())
                .event(EventName.CLOSED)
                .number(closed.command().number());
        tally(writer, closed.tally());
        writer.pair("ms", closed.elapsedMillis()).end();
    }

    /// `total=12 done=10 unknown=2`: what is not named is 0.
    static void tally(ReplyWriter writer, Tally tally) {
        writer.pair("total", tally.total());
        for (Outcome outcome : Outcome.values()) {
            if (tally.count(outcome) > 0) {
                writer.pair(key(outcome), tally.count(outcome));
            }
        }
    }

    /// The last line before a close.
    ///
    /// @param code null when the client asked for it
    static void bye(ReplyWriter writer, LineForm form, @Nullable ErrorCode code, Again again, String text) {
        writer.start(form.isCrLf()).event(EventName.BYE);
        if (code != null) {
            writer.pair("code", code.number());
        }
        writer.pair("again", again.name().toLowerCase(Locale.ROOT)).text(text).end();
    }

    /// One line of a roster, as it stands in the answer to WHO.
    static void seat(ReplyWriter writer, LineForm form, Seat seat) {
        Profile profile = seat.profile();
        writer.start(form.isCrLf())
                .word(seat.member().toString())
                .pair("rank", seat.rank())
                .pair("state", "active");
        if (profile.name() != null) {
            writer.pair("name", profile.name());
        }
        profile.labels().forEach((label, value) -> writer.pair("label." + label, value));
        writer.end();
    }

    /// One line of a list that is all the server's own.
    static void plain(ReplyWriter writer, LineForm form, String line) {
        writer.start(form.isCrLf()).plain(line).end();
    }

    /// In seconds where that is exact, as `60s`, else as `1500ms`.
    private static void duration(ReplyWriter writer, String key, long millis) {
        writer.pair(key, millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms");
    }

    private static String command(MemberId member, @Nullable MemberId commander) {
        return member.equals(commander) ? "you are in command" : commander + " is in command";
    }

    private static String key(Outcome outcome) {
        return switch (outcome) {
            case SENT -> "sent";
            case RUNNING -> "running";
            case DONE -> "done";
            case FAILED -> "failed";
            case REFUSED -> "refused";
            case DELIVERED -> "delivered";
            case UNKNOWN -> "unknown";
        };
    }

    private static String why(Departure departure) {
        return switch (departure) {
            case QUIT -> "quit";
            case LOST -> "lost";
        };
    }
}

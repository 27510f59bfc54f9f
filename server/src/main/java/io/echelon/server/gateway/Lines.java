package io.echelon.server.gateway;

import io.echelon.core.Departure;
import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.MemberAway;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.OutputTold;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.ProgressTold;
import io.echelon.core.Effect.Result;
import io.echelon.core.Effect.RosterShown;
import io.echelon.core.Effect.Seat;
import io.echelon.core.Effect.TallyMoved;
import io.echelon.core.MemberId;
import io.echelon.core.Outcome;
import io.echelon.core.Profile;
import io.echelon.core.Tally;
import io.echelon.protocol.EventName;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How each event reads: the one place that knows their keys and their order. Adds whole lines to
/// a writer.
public final class Lines {
    private static final Outcome[] OUTCOMES = Outcome.values();

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

    /// @param session what a member comes back with, if it may
    /// @param ageMillis how long the server has known what it knows
    static void welcome(
            ReplyWriter writer, LineForm form, Place place, @Nullable SessionSecret session, long ageMillis) {
        writer.start(form.isCrLf()).event(EventName.WELCOME).pair("group", place.group());
        place(writer, place);
        if (session != null) {
            age(writer, ageMillis);
            session(writer, session);
        }
        writer.text("");
        commander(writer, place.member(), place.commander());
        writer.end();
    }

    /// The keys of a place, for whoever holds it.
    static void place(ReplyWriter writer, Place place) {
        writer.pair("id", 'm', place.member().number())
                .pair("rank", place.rank())
                .pair("of", place.size())
                .pair("rev", place.revision())
                .pair("token", place.token());
    }

    /// For whoever wants to be sure that nobody else still acts by right of a place that was forgotten.
    static void age(ReplyWriter writer, long ageMillis) {
        duration(writer, "age", ageMillis);
    }

    static void session(ReplyWriter writer, @Nullable SessionSecret session) {
        if (session != null) {
            writer.pair("session", session.text());
        }
    }

    public static void waiting(ReplyWriter writer, LineForm form, int position) {
        writer.start(form.isCrLf())
                .event(EventName.WAITING)
                .pair("position", position)
                .end();
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
        if (was - rank == 1) {
            writer.text("").more('m', left.member().number()).more(" left; ");
        } else {
            writer.text("").more(was - rank).more(" members left; ");
        }
        commander(writer, member, left.commander());
        writer.end();
    }

    /// To a member that was away while seniors left.
    public static void rank(ReplyWriter writer, LineForm form, Place place, int was) {
        int departures = was - place.rank();
        writer.start(form.isCrLf())
                .event(EventName.RANK)
                .number(place.rank())
                .pair("was", was)
                .pair("of", place.size())
                .pair("rev", place.revision())
                .pair("token", place.token())
                .text("")
                .more(departures)
                .more(departures == 1 ? " senior left meanwhile; " : " seniors left meanwhile; ");
        commander(writer, place.member(), place.commander());
        writer.end();
    }

    public static void joined(ReplyWriter writer, LineForm form, Place place, Profile profile) {
        writer.start(form.isCrLf())
                .event(EventName.JOIN)
                .word('m', place.member().number())
                .pair("rank", place.rank())
                .pair("rev", place.revision());
        if (profile.name() != null) {
            writer.pair("name", profile.name());
        }
        writer.end();
    }

    public static void away(ReplyWriter writer, LineForm form, MemberAway away) {
        writer.start(form.isCrLf())
                .event(EventName.AWAY)
                .word('m', away.member().number())
                .pair("rank", away.rank())
                .pair("rev", away.revision());
        duration(writer, "grace", away.graceMillis());
        writer.end();
    }

    public static void back(ReplyWriter writer, LineForm form, Place place) {
        writer.start(form.isCrLf())
                .event(EventName.BACK)
                .word('m', place.member().number())
                .pair("rank", place.rank())
                .pair("rev", place.revision())
                .end();
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

    public static void cancel(ReplyWriter writer, LineForm form, CancelAsked asked) {
        writer.start(form.isCrLf())
                .event(EventName.CANCEL)
                .number(asked.command().number())
                .pair("why", asked.why().name().toLowerCase(Locale.ROOT))
                .end();
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

    public static void moved(ReplyWriter writer, LineForm form, TallyMoved moved) {
        writer.start(form.isCrLf())
                .event(EventName.TALLY)
                .number(moved.command().number())
                .pair("from", 'm', moved.sender().number())
                .pair("open", moved.isOpen() ? "yes" : "no");
        tally(writer, moved.tally());
        writer.end();
    }

    public static void output(ReplyWriter writer, LineForm form, OutputTold told) {
        writer.start(form.isCrLf())
                .event(EventName.OUT)
                .number(told.command().number())
                .word('m', told.executor().number())
                .pair("rank", told.rank())
                .pair("stream", told.stream())
                .body(told.body().bytes(), form.body())
                .end();
    }

    public static void progress(ReplyWriter writer, LineForm form, ProgressTold told) {
        writer.start(form.isCrLf())
                .event(EventName.PROG)
                .number(told.command().number())
                .word('m', told.executor().number())
                .pair("rank", told.rank())
                .pair("percent", told.percent());
        if (told.body().length() > 0) {
            writer.body(told.body().bytes(), form.body());
        }
        writer.end();
    }

    public static void ping(ReplyWriter writer, LineForm form, long number, long sent) {
        writer.start(form.isCrLf())
                .event(EventName.PING)
                .number(number)
                .pair("sent", sent)
                .end();
    }

    /// @param unsentBytes of at most `limitBytes`
    public static void slow(ReplyWriter writer, LineForm form, long unsentBytes, long limitBytes) {
        writer.start(form.isCrLf())
                .event(EventName.SLOW)
                .pair("unsent", unsentBytes)
                .pair("limit", limitBytes)
                .text("read faster, or you will be cut")
                .end();
    }

    /// @param dropped how many lines of progress
    public static void gap(ReplyWriter writer, LineForm form, long dropped) {
        writer.start(form.isCrLf())
                .event(EventName.GAP)
                .pair("dropped", dropped)
                .text("so many lines of *OUT, *PROG and *TALLY did not fit")
                .end();
    }

    /// The roster as it is now, to somebody who has missed some of its changes.
    ///
    /// @param list empty, for the list within the line
    /// @param maxListBytes that the list may have; if it is longer, it is left out
    public static void roster(
            ReplyWriter writer, ReplyWriter list, LineForm form, RosterShown shown, int maxListBytes) {
        for (int seat = 0; seat < shown.seats().size() && list.length() <= maxListBytes; seat++) {
            seat(list, form, shown.seats().get(seat));
        }
        writer.start(form.isCrLf())
                .event(EventName.ROSTER)
                .pair("n", shown.seats().size())
                .pair("rev", shown.revision());
        if (list.length() <= maxListBytes) {
            writer.list(list);
        } else {
            writer.pair("whole", "no");
            writer.text("the roster is too long for one event; ask for parts, as in WHO rank:0-99");
        }
        writer.end();
    }

    /// `total=12 done=10 unknown=2`: what is not named is 0.
    static void tally(ReplyWriter writer, Tally tally) {
        writer.pair("total", tally.total());
        for (Outcome outcome : OUTCOMES) {
            if (tally.count(outcome) > 0) {
                writer.pair(key(outcome), tally.count(outcome));
            }
        }
    }

    /// The last line before a close.
    static void bye(ReplyWriter writer, LineForm form, Farewell farewell) {
        writer.start(form.isCrLf()).event(EventName.BYE);
        if (farewell.code() != null) {
            writer.pair("code", farewell.code().number());
        }
        writer.pair("again", farewell.again().name().toLowerCase(Locale.ROOT))
                .text(farewell.text())
                .end();
    }

    /// One line of a roster, as it stands in the answer to WHO.
    static void seat(ReplyWriter writer, LineForm form, Seat seat) {
        Profile profile = seat.profile();
        writer.start(form.isCrLf())
                .word('m', seat.member().number())
                .pair("rank", seat.rank())
                .pair("state", seat.isAway() ? "away" : "active");
        if (profile.name() != null) {
            writer.pair("name", profile.name());
        }
        profile.labels().forEach((label, value) -> writer.pair("label." + label, value));
        writer.end();
    }

    /// One line of the answer to RESULTS.
    static void outcome(ReplyWriter writer, LineForm form, Result result) {
        writer.start(form.isCrLf()).word('m', result.executor().number()).pair("state", key(result.outcome()));
        if (result.late() != null) {
            writer.pair("late", key(result.late()));
        }
        if (result.code() != null) {
            writer.pair("rc", result.code());
        }
        writer.pair("ms", result.elapsedMillis());
        if (result.body().length() > 0) {
            writer.pair("result", new String(result.body().bytes(), StandardCharsets.UTF_8));
        }
        writer.end();
    }

    /// One line of a list that is all the server's own.
    static void plain(ReplyWriter writer, LineForm form, String line) {
        writer.start(form.isCrLf()).plain(line).end();
    }

    /// In seconds where that is exact, as `60s`, else as `1500ms`.
    private static void duration(ReplyWriter writer, String key, long millis) {
        boolean isExact = millis % 1_000 == 0;
        writer.pair(key, isExact ? millis / 1_000 : millis, isExact ? "s" : "ms");
    }

    /// The end of a text to a member.
    private static void commander(ReplyWriter writer, MemberId member, @Nullable MemberId commander) {
        if (commander == null || member.equals(commander)) {
            writer.more("you are in command");
        } else {
            writer.more('m', commander.number()).more(" is in command");
        }
    }

    private static String key(Outcome outcome) {
        return switch (outcome) {
            case WAITING -> "waiting";
            case SENT -> "sent";
            case RUNNING -> "running";
            case DONE -> "done";
            case FAILED -> "failed";
            case REFUSED -> "refused";
            case CANCELLED -> "cancelled";
            case EXPIRED -> "expired";
            case UNDELIVERED -> "undelivered";
            case DELIVERED -> "delivered";
            case UNKNOWN -> "unknown";
        };
    }

    private static String why(Departure departure) {
        return switch (departure) {
            case QUIT -> "quit";
            case LOST -> "lost";
            case EXPIRED -> "expired";
            case YIELDED -> "yielded";
        };
    }
}

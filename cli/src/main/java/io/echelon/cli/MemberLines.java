package io.echelon.cli;

import io.echelon.client.Accepted;
import io.echelon.client.Cancellation;
import io.echelon.client.Outcome;
import io.echelon.client.Output;
import io.echelon.client.Place;
import io.echelon.client.Progress;
import io.echelon.client.RefusedException;
import io.echelon.client.Result;
import io.echelon.client.Roster;
import io.echelon.client.Seat;
import io.echelon.client.Tally;
import io.echelon.client.TargetState;
import io.echelon.protocol.BodyForm;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.EventName;
import io.echelon.protocol.ReplyWriter;
import io.echelon.protocol.Verb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the lines of a [MemberSocket] read: as those of the server, of which they are a part. Adds whole lines
/// to a writer.
///
/// @param isCrLf whether they end in CRLF
/// @param form of what others wrote
record MemberLines(boolean isCrLf, BodyForm form) {
    /// The requests that are answered, in the order in which HELP lists them.
    static final List<Verb> VERBS = List.of(
            Verb.HELLO,
            Verb.SEND,
            Verb.CANCEL,
            Verb.TALLY,
            Verb.RESULTS,
            Verb.WATCH,
            Verb.UNWATCH,
            Verb.ME,
            Verb.WHO,
            Verb.PING,
            Verb.QUIT,
            Verb.HELP);

    void hello(ReplyWriter writer, @Nullable String tag) {
        ok(writer, tag).pair("proto", 1).pair("server", BuildVersion.get()).end();
    }

    void accepted(ReplyWriter writer, @Nullable String tag, Accepted word) {
        ok(writer, tag)
                .pair("id", word.command())
                .pair("n", word.targets())
                .pair("above", word.above())
                .pair("rev", word.revision());
        if (word.isRepeated()) {
            writer.pair("dup", "yes");
        }
        writer.end();
    }

    void calledBack(ReplyWriter writer, @Nullable String tag, Cancellation cancellation) {
        ok(writer, tag)
                .pair("dropped", cancellation.dropped())
                .pair("asked", cancellation.asked())
                .end();
    }

    void tally(ReplyWriter writer, @Nullable String tag, Tally tally) {
        counts(ok(writer, tag).pair("id", tally.command()).pair("open", yesOrNo(tally.isOpen())), tally);
    }

    void results(ReplyWriter writer, @Nullable String tag, Tally tally, List<TargetState> targets) {
        ReplyWriter list = new ReplyWriter();
        targets.forEach(target -> target(list, target));
        ok(writer, tag)
                .pair("id", tally.command())
                .pair("open", yesOrNo(tally.isOpen()))
                .pair("n", targets.size())
                .list(list)
                .end();
    }

    private void target(ReplyWriter list, TargetState target) {
        list.start(isCrLf)
                .word('m', target.executor().number())
                .pair("state", target.outcome().key());
        if (target.late() != null) {
            list.pair("late", target.late().key());
        }
        if (target.code() != null) {
            list.pair("rc", target.code());
        }
        if (target.elapsed() != null) {
            list.pair("ms", target.elapsed().toMillis());
        }
        if (!target.text().isEmpty()) {
            list.pair("result", target.text());
        }
        list.end();
    }

    /// What has changed about a command.
    void moved(ReplyWriter writer, Tally tally) {
        counts(
                writer.start(isCrLf)
                        .event(EventName.TALLY)
                        .number(tally.command())
                        .pair("open", yesOrNo(tally.isOpen())),
                tally);
    }

    void output(ReplyWriter writer, Output output) {
        writer.start(isCrLf)
                .event(EventName.OUT)
                .number(output.command())
                .word('m', output.executor().number())
                .pair("rank", output.rank())
                .pair("stream", output.stream())
                .body(output.body(), form)
                .end();
    }

    void progress(ReplyWriter writer, Progress progress) {
        writer.start(isCrLf)
                .event(EventName.PROG)
                .number(progress.command())
                .word('m', progress.executor().number())
                .pair("rank", progress.rank())
                .pair("percent", progress.percent());
        if (!progress.text().isEmpty()) {
            writer.body(progress.text().getBytes(StandardCharsets.UTF_8), form);
        }
        writer.end();
    }

    private static String yesOrNo(boolean isSo) {
        return isSo ? "yes" : "no";
    }

    /// The server's own refusal, passed on.
    void refused(ReplyWriter writer, @Nullable String tag, RefusedException refused) {
        writer.start(isCrLf).error(tag, refused.code(), refused.codeName());
        refused.details().forEach(writer::pair);
        if (!refused.text().isEmpty()) {
            writer.text(refused.text());
        }
        writer.end();
    }

    void error(ReplyWriter writer, @Nullable String tag, ErrorCode code, String text) {
        writer.start(isCrLf).error(tag, code).text(text).end();
    }

    void result(ReplyWriter writer, Result result) {
        writer.start(isCrLf)
                .event(EventName.RESULT)
                .number(result.command())
                .word('m', result.executor().number())
                .pair("rank", result.rank())
                .pair("state", result.outcome().key());
        if (result.code() != null) {
            writer.pair("rc", result.code());
        }
        writer.pair("ms", result.elapsed().toMillis());
        if (result.body().length > 0) {
            writer.body(result.body(), form);
        }
        writer.end();
    }

    void closed(ReplyWriter writer, Tally tally) {
        counts(writer.start(isCrLf).event(EventName.CLOSED).number(tally.command()), tally);
    }

    private static void counts(ReplyWriter writer, Tally tally) {
        writer.pair("total", tally.total());
        for (Outcome outcome : tally.counts().keySet()) {
            writer.pair(outcome.key(), tally.count(outcome));
        }
        if (tally.elapsed() != null) {
            writer.pair("ms", tally.elapsed().toMillis());
        }
        writer.end();
    }

    void place(ReplyWriter writer, @Nullable String tag, Place place) {
        ok(writer, tag)
                .pair("group", place.group())
                .pair("id", 'm', place.id().number())
                .pair("rank", place.rank())
                .pair("of", place.size())
                .pair("rev", place.revision())
                .pair("token", place.token())
                .end();
    }

    void roster(ReplyWriter writer, @Nullable String tag, Roster roster) {
        ReplyWriter list = new ReplyWriter();
        roster.seats().forEach(seat -> seat(list, seat));
        ok(writer, tag)
                .pair("n", roster.seats().size())
                .pair("rev", roster.revision())
                .list(list)
                .end();
    }

    private void seat(ReplyWriter list, Seat seat) {
        list.start(isCrLf).value(seat.id().toString()).pair("rank", seat.rank()).pair("state", seat.state());
        if (seat.name() != null) {
            list.pair("name", seat.name());
        }
        seat.labels().forEach((label, value) -> list.pair("label." + label, value));
        list.end();
    }

    void pong(ReplyWriter writer, @Nullable String tag, @Nullable String word) {
        ok(writer, tag).word("PONG");
        if (word != null) {
            writer.value(word);
        }
        writer.end();
    }

    /// @param topic a verb in any case, or null for all
    void help(ReplyWriter writer, @Nullable String tag, @Nullable String topic) {
        List<String> page = topic == null ? overview() : page(topic);
        if (page.isEmpty()) {
            error(writer, tag, ErrorCode.BAD_ARGS, "there is no help on that; HELP lists the verbs");
            return;
        }
        ReplyWriter list = new ReplyWriter();
        page.forEach(line -> list.start(isCrLf).plain(line).end());
        ok(writer, tag).list(list).end();
    }

    private static List<String> overview() {
        return Stream.concat(
                        VERBS.stream().map(verb -> String.format(Locale.ROOT, "%-9s%s", verb.name(), verb.summary())),
                        Stream.of("try: SEND all :uptime"))
                .toList();
    }

    private static List<String> page(String topic) {
        return VERBS.stream()
                .filter(verb -> verb.name().equalsIgnoreCase(topic))
                .flatMap(verb -> Stream.of("usage: " + verb.usage(), verb.summary(), "try: " + verb.example()))
                .toList();
    }

    /// The last line before a close.
    ///
    /// @param code null when the caller asked for it
    void bye(ReplyWriter writer, @Nullable ErrorCode code, String again, String text) {
        writer.start(isCrLf).event(EventName.BYE);
        if (code != null) {
            writer.pair("code", code.number());
        }
        writer.pair("again", again).text(text).end();
    }

    ReplyWriter ok(ReplyWriter writer, @Nullable String tag) {
        return writer.start(isCrLf).ok(tag);
    }
}

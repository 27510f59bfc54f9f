package io.echelon.server.gateway;

import io.echelon.core.Target;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Malformed;
import io.echelon.protocol.ReplyWriter;
import io.echelon.protocol.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the answers read that need nothing of the core. Each is in the writer that is handed out, until
/// the next.
final class LocalAnswers {
    private final Gateway gateway;

    LocalAnswers(Gateway gateway) {
        this.gateway = gateway;
    }

    ReplyWriter hello(LineForm form, Request.Hello hello) {
        ReplyWriter writer = ok(form, hello.tag())
                .pair("proto", 1)
                .pair("server", gateway.options().version())
                .pair("epoch", gateway.epoch());
        List<String> servers = gateway.clientAddresses();
        if (!servers.isEmpty()) {
            writer.pair("servers", String.join(",", servers));
        }
        return writer.end();
    }

    ReplyWriter ping(LineForm form, Request.Ping ping) {
        ReplyWriter writer = ok(form, ping.tag()).word("PONG");
        if (ping.word() != null) {
            writer.value(ping.word());
        }
        return writer.end();
    }

    ReplyWriter help(LineForm form, Request.Help help) {
        List<String> page = gateway.help().page(help.topic());
        if (page == null) {
            return error(form, help.tag(), ErrorCode.BAD_ARGS)
                    .text("there is no help on that; HELP lists the verbs")
                    .end();
        }
        ReplyWriter list = gateway.listWriter();
        page.forEach(line -> Lines.plain(list, form, line));
        return ok(form, help.tag()).list(list).end();
    }

    /// @param code of what passes by itself
    ReplyWriter refused(LineForm form, @Nullable String tag, ErrorCode code) {
        String text = switch (code) {
            case NO_QUORUM -> "a majority of the servers is missing; try again, here or at another";
            case RATE_LIMITED -> "the servers have more to do than they can; try again in a moment";
            case TOO_MANY_CONNECTIONS -> "the server has as many connections as it may";
            default -> code.meaning();
        };
        return error(form, tag, code).text(text).end();
    }

    ReplyWriter greeting(LineForm form) {
        ReplyWriter writer = gateway.writer();
        Lines.hello(writer, form, gateway.options(), gateway.epoch(), gateway.mainSize());
        return writer;
    }

    ReplyWriter farewell(LineForm form, Farewell farewell) {
        ReplyWriter writer = gateway.writer();
        Lines.bye(writer, form, farewell);
        return writer;
    }

    ReplyWriter misunderstood(LineForm form, @Nullable String tag, Target.Misunderstood misunderstood) {
        return error(form, tag, ErrorCode.BAD_ARGS)
                .pair("arg", "target")
                .pair("at", misunderstood.position() + 1)
                .text(misunderstood.problem())
                .end();
    }

    /// @param farewell why it is the last that is said; null when it is not
    ReplyWriter malformed(LineForm form, Malformed malformed, @Nullable String farewell) {
        ReplyWriter writer = gateway.writer();
        writer.start(form.isCrLf()).malformed(malformed);
        if (farewell != null) {
            Lines.bye(writer, form, new Farewell(malformed.code(), Farewell.Again.NEVER, farewell));
        }
        return writer;
    }

    private ReplyWriter ok(LineForm form, @Nullable String tag) {
        return gateway.writer().start(form.isCrLf()).ok(tag);
    }

    private ReplyWriter error(LineForm form, @Nullable String tag, ErrorCode code) {
        return gateway.writer().start(form.isCrLf()).error(tag, code);
    }
}

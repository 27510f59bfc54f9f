package io.echelon.server.gateway;

import io.echelon.core.Target;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.Malformed;
import io.echelon.protocol.ReplyWriter;
import io.echelon.protocol.Request;
import io.echelon.server.gateway.Lines.Again;
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
        return ok(form, hello.tag())
                .pair("proto", 1)
                .pair("server", gateway.options().version())
                .pair("epoch", gateway.epoch())
                .end();
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
            Lines.bye(writer, form, malformed.code(), Again.NEVER, farewell);
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

package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// What a line and its body ask for: one method for each verb that has arguments.
final class RequestReader {
    static final int PROTOCOL_VERSION = 1;

    private static final int MOST_PING_BYTES = 64;
    private static final long SHORTEST_PING_MILLIS = 100;
    private static final long LONGEST_PING_MILLIS = 3_600_000;

    private final ProtocolLimits limits;

    RequestReader(ProtocolLimits limits) {
        this.limits = limits;
    }

    /// Why the line can be no request whatever its body is, or null.
    @Nullable
    Malformed refusal(RequestLine line) {
        Verb verb = line.verb();
        if (line.countedBytes() > limits.maxBodyBytes()) {
            tooLarge(line);
        } else if (verb == null) {
            unknownVerb(line);
        } else if (!verb.isSupported()) {
            line.fail(ErrorCode.UNSUPPORTED, verb.name() + " is not supported yet");
        }
        return line.failure();
    }

    /// @param body what belongs to the line, empty if it has none
    Frame read(RequestLine line, byte[] body) {
        Malformed refusal = refusal(line);
        Verb verb = line.verb();
        Form form = verb == null ? null : verb.form();
        if (refusal != null || verb == null || form == null) {
            return refused(refusal);
        }
        Arguments arguments = new Arguments(line, verb, limits);
        arguments.checkForm(form);
        if (body.length > limits.maxBodyBytes()) {
            tooLarge(line);
        }
        Request request = request(verb, line, arguments, body);
        Malformed failure = line.failure();
        return failure != null ? failure : request;
    }

    private static Frame refused(@Nullable Malformed refusal) {
        if (refusal == null) {
            throw new IllegalStateException("a verb that is not supported was not refused");
        }
        return refusal;
    }

    private Request request(Verb verb, RequestLine line, Arguments arguments, byte[] body) {
        String tag = line.tag();
        return switch (verb) {
            case HELLO -> hello(line, arguments);
            case JOIN -> join(tag, arguments);
            case RESUME -> resume(tag, arguments);
            case LEAVE -> new Request.Leave(tag);
            case QUIT -> new Request.Quit(tag);
            case YIELD -> new Request.Yield(tag);
            case WHO -> new Request.Who(tag, arguments.word(0, "the target", limits.maxLineBytes()));
            case ME -> new Request.Me(tag);
            case SEND -> send(line, arguments, body);
            case ACK -> new Request.Ack(tag, arguments.command());
            case DONE -> new Request.Done(tag, arguments.command(), arguments.integer("rc"), body);
            case FAIL -> new Request.Fail(tag, arguments.command(), arguments.integer("rc"), body);
            case REFUSE -> new Request.Refuse(tag, arguments.command(), body);
            case OUT -> new Request.Out(tag, arguments.command(), arguments.stream(), body);
            case PROG -> new Request.Prog(tag, arguments.command(), arguments.percent(), body);
            case CANCEL -> new Request.Cancel(tag, arguments.command());
            case TALLY -> new Request.Tally(tag, arguments.command());
            case RESULTS -> new Request.Results(tag, arguments.command(), arguments.state());
            case WATCH, UNWATCH -> watch(verb, tag, arguments);
            case PING -> new Request.Ping(tag, arguments.word(0, "the word", MOST_PING_BYTES));
            case PONG -> pong(tag, arguments);
            case HELP -> new Request.Help(tag, arguments.word(0, "the topic", limits.maxLineBytes()));
            case AUTH -> throw new IllegalStateException(verb + " was not refused");
        };
    }

    private Request hello(RequestLine line, Arguments arguments) {
        Integer version = arguments.integer("proto");
        if (version != null && version != PROTOCOL_VERSION) {
            line.fail(
                    ErrorCode.PROTO_VERSION,
                    "this server speaks version " + PROTOCOL_VERSION + " of the protocol",
                    new Malformed.Detail("proto", Integer.toString(PROTOCOL_VERSION)));
        }
        String language = arguments.text("lang", limits.maxNameBytes());
        String programVersion = arguments.text("ver", limits.maxNameBytes());
        return new Request.Hello(
                line.tag(),
                arguments.name(),
                language,
                programVersion,
                arguments.isFirst("body", "count", "text"),
                arguments.millis("ping", 0, SHORTEST_PING_MILLIS, LONGEST_PING_MILLIS));
    }

    private Request join(@Nullable String tag, Arguments arguments) {
        Integer window = arguments.count("window", 1, limits.maxWindow());
        return new Request.Join(
                tag,
                arguments.group(),
                arguments.name(),
                arguments.labels(),
                arguments.isFirst("results", "yes", "no"),
                arguments.isFirst("observe", "yes", "no"),
                window == null ? 0 : window,
                arguments.millis("grace", 0, 0, limits.maxGraceMillis()),
                arguments.isFirst("wait", "yes", "no"));
    }

    private static Request resume(@Nullable String tag, Arguments arguments) {
        String session = arguments.session();
        Long got = arguments.number("got");
        if (got == null) {
            arguments.missing("got");
        }
        return new Request.Resume(tag, session, got == null ? 0 : got);
    }

    private Request send(RequestLine line, Arguments arguments, byte[] body) {
        String target = arguments.word(0, "the target", limits.maxLineBytes());
        if (arguments.has("stop") && !arguments.has("wave")) {
            arguments.bad("stop= ends the waves that are to come, so it needs wave=");
        }
        return new Request.Send(
                line.tag(),
                target == null ? "all" : target,
                arguments.millis("ttl", Request.DEFAULT_TTL_MILLIS, 1, DurationUnit.LONGEST_MILLIS),
                arguments.millis("limit", Request.DEFAULT_LIMIT_MILLIS, 1, DurationUnit.LONGEST_MILLIS),
                arguments.key(),
                arguments.number("rev"),
                arguments.count("expect", 0, Integer.MAX_VALUE),
                arguments.waves(),
                arguments.count("stop", 1, Integer.MAX_VALUE),
                body);
    }

    private static Request watch(Verb verb, @Nullable String tag, Arguments arguments) {
        Request.Subject subject = arguments.subject();
        long command = subject == Request.Subject.COMMAND ? arguments.command() : 0;
        return verb == Verb.WATCH
                ? new Request.Watch(tag, subject, command)
                : new Request.Unwatch(tag, subject, command);
    }

    private static Request pong(@Nullable String tag, Arguments arguments) {
        Long got = arguments.number("got");
        return new Request.Pong(tag, arguments.word(0, "the word", MOST_PING_BYTES), got == null ? -1 : got);
    }

    private void tooLarge(RequestLine line) {
        line.fail(
                ErrorCode.BODY_TOO_LARGE,
                "the body has more than " + limits.maxBodyBytes() + " bytes and was skipped",
                new Malformed.Detail("max", Integer.toString(limits.maxBodyBytes())));
    }

    private static void unknownVerb(RequestLine line) {
        String word = line.unknownVerb();
        String shown = VisibleText.excerpt(word);
        Verb nearest = Verb.nearest(word);
        if (nearest == null) {
            line.fail(ErrorCode.UNKNOWN_VERB, "no verb " + shown + "; HELP lists them");
        } else {
            line.fail(
                    ErrorCode.UNKNOWN_VERB,
                    "no verb " + shown + "; did you mean " + nearest + "?",
                    new Malformed.Detail("did", nearest.name()));
        }
    }
}

package io.echelon.protocol;

import org.jspecify.annotations.Nullable;

/// What a line and its body ask for: one method for each verb that has arguments.
///
/// Parsers whose connections live on one thread may share it, since it keeps nothing from one request to the next.
public final class RequestReader {
    static final int PROTOCOL_VERSION = 1;

    private static final int MOST_PING_BYTES = 64;
    private static final long SHORTEST_PING_MILLIS = 100;
    private static final long LONGEST_PING_MILLIS = 3_600_000;

    private final ProtocolLimits limits;
    private final RequestLine line;
    private final Arguments arguments;

    public RequestReader(ProtocolLimits limits) {
        this.limits = limits;
        this.line = new RequestLine(limits);
        this.arguments = new Arguments(line, limits);
    }

    ProtocolLimits limits() {
        return limits;
    }

    /// The line in `bytes[from..to)`, which is not blank, its EOL left out. It has failed if it can be no request
    /// whatever its body is. It is gone with the next one.
    RequestLine line(byte[] bytes, int from, int to) {
        line.read(bytes, from, to);
        Verb verb = line.verb();
        if (line.countedBytes() > limits.maxBodyBytes()) {
            tooLarge();
        } else if (verb == null) {
            unknownVerb();
        } else if (!verb.isSupported()) {
            line.fail(ErrorCode.UNSUPPORTED, verb.name() + " is not supported yet");
        }
        return line;
    }

    /// What the last line asks for, which has not failed.
    ///
    /// @param body what belongs to it, empty if it has none
    Frame read(byte[] body) {
        Verb verb = line.verb();
        Form form = verb == null ? null : verb.form();
        if (verb == null || form == null) {
            throw new IllegalStateException("a line that is no request was not refused");
        }
        arguments.checkForm(form);
        if (body.length > limits.maxBodyBytes()) {
            tooLarge();
        }
        Request request = request(verb, body);
        Malformed failure = line.failure();
        return failure != null ? failure : request;
    }

    private Request request(Verb verb, byte[] body) {
        String tag = line.tag();
        return switch (verb) {
            case HELLO -> hello(tag);
            case JOIN -> join(tag);
            case RESUME -> resume(tag);
            case LEAVE -> new Request.Leave(tag);
            case QUIT -> new Request.Quit(tag);
            case YIELD -> new Request.Yield(tag);
            case WHO -> who(tag);
            case ME -> new Request.Me(tag);
            case SEND -> send(tag, body);
            case ACK -> ack(tag);
            case DONE -> done(tag, body);
            case FAIL -> fail(tag, body);
            case REFUSE -> refuse(tag, body);
            case OUT -> out(tag, body);
            case PROG -> prog(tag, body);
            case CANCEL -> cancel(tag);
            case TALLY -> tally(tag);
            case RESULTS -> results(tag);
            case WATCH, UNWATCH -> watch(verb, tag);
            case PING -> ping(tag);
            case PONG -> pong(tag);
            case HELP -> help(tag);
            case CLUSTER -> cluster(tag);
            case AUTH -> throw refused(verb);
        };
    }

    private static IllegalStateException refused(Verb verb) {
        return new IllegalStateException(verb + " was not refused");
    }

    private Request hello(@Nullable String tag) {
        Integer version = arguments.integer(Option.PROTO);
        if (version != null && version != PROTOCOL_VERSION) {
            line.fail(
                    ErrorCode.PROTO_VERSION,
                    "this server speaks version " + PROTOCOL_VERSION + " of the protocol",
                    new Malformed.Detail("proto", Integer.toString(PROTOCOL_VERSION)));
        }
        String language = arguments.text(Option.LANG, limits.maxNameBytes());
        String programVersion = arguments.text(Option.VER, limits.maxNameBytes());
        return new Request.Hello(
                tag,
                arguments.name(),
                language,
                programVersion,
                arguments.isFirst(Option.BODY, "count", "text"),
                arguments.millis(Option.PING, 0, SHORTEST_PING_MILLIS, LONGEST_PING_MILLIS));
    }

    private Request join(@Nullable String tag) {
        Integer window = arguments.count(Option.WINDOW, 1, limits.maxWindow());
        return new Request.Join(
                tag,
                arguments.group(),
                arguments.name(),
                arguments.labels(),
                arguments.isFirst(Option.RESULTS, "yes", "no"),
                arguments.isFirst(Option.OBSERVE, "yes", "no"),
                window == null ? 0 : window,
                arguments.millis(Option.GRACE, 0, 0, limits.maxGraceMillis()),
                arguments.isFirst(Option.WAIT, "yes", "no"));
    }

    private Request resume(@Nullable String tag) {
        String session = arguments.session();
        Long got = arguments.number(Option.GOT);
        if (got == null) {
            arguments.missing(Option.GOT);
        }
        return new Request.Resume(tag, session, got == null ? 0 : got);
    }

    private Request who(@Nullable String tag) {
        return new Request.Who(tag, arguments.word(0, "the target", limits.maxLineBytes()));
    }

    private Request send(@Nullable String tag, byte[] body) {
        String target = arguments.target();
        if (arguments.has(Option.STOP) && !arguments.has(Option.WAVE)) {
            arguments.bad("stop= ends the waves that are to come, so it needs wave=");
        }
        return new Request.Send(
                tag,
                target,
                arguments.millis(Option.TTL, Request.DEFAULT_TTL_MILLIS, 1, DurationUnit.LONGEST_MILLIS),
                arguments.millis(Option.LIMIT, Request.DEFAULT_LIMIT_MILLIS, 1, DurationUnit.LONGEST_MILLIS),
                arguments.key(),
                arguments.number(Option.REV),
                arguments.count(Option.EXPECT, 0, Integer.MAX_VALUE),
                arguments.waves(),
                arguments.count(Option.STOP, 1, Integer.MAX_VALUE),
                body);
    }

    private Request ack(@Nullable String tag) {
        return new Request.Ack(tag, arguments.command());
    }

    private Request done(@Nullable String tag, byte[] body) {
        return new Request.Done(tag, arguments.command(), arguments.integer(Option.RC), body);
    }

    private Request fail(@Nullable String tag, byte[] body) {
        return new Request.Fail(tag, arguments.command(), arguments.integer(Option.RC), body);
    }

    private Request refuse(@Nullable String tag, byte[] body) {
        return new Request.Refuse(tag, arguments.command(), body);
    }

    private Request out(@Nullable String tag, byte[] body) {
        return new Request.Out(tag, arguments.command(), arguments.stream(), body);
    }

    private Request prog(@Nullable String tag, byte[] body) {
        return new Request.Prog(tag, arguments.command(), arguments.percent(), body);
    }

    private Request cancel(@Nullable String tag) {
        return new Request.Cancel(tag, arguments.command());
    }

    private Request tally(@Nullable String tag) {
        return new Request.Tally(tag, arguments.command());
    }

    private Request results(@Nullable String tag) {
        return new Request.Results(tag, arguments.command(), arguments.state());
    }

    private Request watch(Verb verb, @Nullable String tag) {
        Request.Subject subject = arguments.subject();
        long command = subject == Request.Subject.COMMAND ? arguments.command() : 0;
        return verb == Verb.WATCH
                ? new Request.Watch(tag, subject, command)
                : new Request.Unwatch(tag, subject, command);
    }

    private Request ping(@Nullable String tag) {
        return new Request.Ping(tag, arguments.word(0, "the word", MOST_PING_BYTES));
    }

    private Request help(@Nullable String tag) {
        return new Request.Help(tag, arguments.word(0, "the topic", limits.maxLineBytes()));
    }

    private Request pong(@Nullable String tag) {
        Long got = arguments.number(Option.GOT);
        return new Request.Pong(tag, arguments.word(0, "the word", MOST_PING_BYTES), got == null ? -1 : got);
    }

    private Request cluster(@Nullable String tag) {
        Request.Cluster.Action action = arguments.clusterAction();
        return new Request.Cluster(tag, action, arguments.node(action), arguments.peerAddress(action));
    }

    private void tooLarge() {
        line.fail(
                ErrorCode.BODY_TOO_LARGE,
                "the body has more than " + limits.maxBodyBytes() + " bytes and was skipped",
                new Malformed.Detail("max", Integer.toString(limits.maxBodyBytes())));
    }

    private void unknownVerb() {
        if (line.failure() != null) {
            return; // What stands there is no word at all.
        }
        String word = line.firstWord();
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

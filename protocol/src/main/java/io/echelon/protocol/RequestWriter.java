package io.echelon.protocol;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes requests, one after another, into one array that grows and is used again.
///
/// Bodies are always counted, and what equals a default is left out. The receiver reads the same request back. For one
/// thread at a time.
public final class RequestWriter {
    private final LineWriter line;

    public RequestWriter() {
        line = new LineWriter();
    }

    /// Adds a whole request, its end included.
    ///
    /// @throws IllegalArgumentException if a tag or the name of a label is none; nothing is added then
    public RequestWriter write(Request request) {
        checkTag(request.tag());
        if (request instanceof Request.Join join) {
            join.labels().keySet().forEach(RequestWriter::checkLabel);
        }
        line.start(false);
        line.ascii(request.verb().name());
        line.tag(request.tag());
        byte[] body = arguments(request);
        if (body != null) {
            line.counted(body, 0, body.length);
        }
        line.end();
        return this;
    }

    /// What was written, up to [#length]; valid until the next call that writes.
    public byte[] array() {
        return line.array();
    }

    public int length() {
        return line.length();
    }

    /// Forgets what was written and keeps the array.
    public void clear() {
        line.clear();
    }

    /// What was written, for tests and logs.
    @Override
    public String toString() {
        return line.toString();
    }

    /// Writes words and options, and returns the body that is to follow, if any.
    private byte @Nullable [] arguments(Request request) {
        return switch (request.verb()) {
            case HELLO -> hello((Request.Hello) request);
            case JOIN -> join((Request.Join) request);
            case RESUME -> resume((Request.Resume) request);
            case LEAVE, QUIT, YIELD, ME -> null;
            case WHO -> word(((Request.Who) request).target());
            case SEND -> send((Request.Send) request);
            case ACK -> command(((Request.Ack) request).command());
            case DONE -> done((Request.Done) request);
            case FAIL -> fail((Request.Fail) request);
            case REFUSE -> refuse((Request.Refuse) request);
            case OUT -> out((Request.Out) request);
            case PROG -> progress((Request.Prog) request);
            case CANCEL -> command(((Request.Cancel) request).command());
            case TALLY -> command(((Request.Tally) request).command());
            case RESULTS -> results((Request.Results) request);
            case WATCH -> subject(((Request.Watch) request).subject(), ((Request.Watch) request).command());
            case UNWATCH -> subject(((Request.Unwatch) request).subject(), ((Request.Unwatch) request).command());
            case PING -> word(((Request.Ping) request).word());
            case PONG -> pong((Request.Pong) request);
            case HELP -> word(((Request.Help) request).topic());
            case AUTH -> throw new IllegalStateException("there is no request " + request.verb() + " yet");
        };
    }

    private byte @Nullable [] hello(Request.Hello hello) {
        line.pair("proto", RequestReader.PROTOCOL_VERSION);
        option("name", hello.name());
        option("lang", hello.language());
        option("ver", hello.version());
        option("body", hello.countsBodies() ? "count" : null);
        duration("ping", hello.pingMillis(), 0);
        return null;
    }

    private byte @Nullable [] join(Request.Join join) {
        if (!join.group().equals(Request.DEFAULT_GROUP)) {
            line.value(join.group());
        }
        option("name", join.name());
        for (Map.Entry<String, String> label : join.labels().entrySet()) {
            line.pair(Arguments.LABEL + label.getKey(), label.getValue());
        }
        option("results", join.reportsResults() ? "yes" : null);
        if (join.window() != 0) {
            line.pair("window", join.window());
        }
        duration("grace", join.graceMillis(), 0);
        option("wait", join.waits() ? "yes" : null);
        option("observe", join.observes() ? "yes" : null);
        return null;
    }

    private byte @Nullable [] resume(Request.Resume resume) {
        line.pair("session", resume.session());
        line.pair("got", resume.got());
        return null;
    }

    private byte[] send(Request.Send send) {
        line.value(send.target());
        duration("ttl", send.ttlMillis(), Request.DEFAULT_TTL_MILLIS);
        duration("limit", send.limitMillis(), Request.DEFAULT_LIMIT_MILLIS);
        option("key", send.key());
        option("rev", send.rev());
        option("expect", send.expect());
        if (!send.waves().isEmpty()) {
            line.pair("wave", Waves.text(send.waves()));
        }
        option("stop", send.stop());
        return send.body();
    }

    private byte @Nullable [] done(Request.Done done) {
        line.number(done.command());
        option("rc", done.code());
        return unlessEmpty(done.body());
    }

    private byte @Nullable [] fail(Request.Fail fail) {
        line.number(fail.command());
        option("rc", fail.code());
        return unlessEmpty(fail.body());
    }

    private byte @Nullable [] refuse(Request.Refuse refuse) {
        line.number(refuse.command());
        return unlessEmpty(refuse.body());
    }

    private byte[] out(Request.Out out) {
        line.number(out.command());
        line.number(out.stream());
        return out.body();
    }

    private byte @Nullable [] progress(Request.Prog progress) {
        line.number(progress.command());
        line.number(progress.percent());
        line.octet('%');
        return unlessEmpty(progress.body());
    }

    private byte @Nullable [] results(Request.Results results) {
        line.number(results.command());
        option("state", results.state());
        return null;
    }

    private byte @Nullable [] subject(Request.Subject subject, long command) {
        switch (subject) {
            case ROSTER -> line.word(Arguments.ROSTER);
            case COMMANDS -> line.word(Arguments.COMMANDS);
            case COMMAND -> line.number(command);
        }
        return null;
    }

    private byte @Nullable [] pong(Request.Pong pong) {
        word(pong.word());
        if (pong.got() >= 0) {
            line.pair("got", pong.got());
        }
        return null;
    }

    private byte @Nullable [] command(long command) {
        line.number(command);
        return null;
    }

    private byte @Nullable [] word(@Nullable String word) {
        if (word != null) {
            line.value(word);
        }
        return null;
    }

    private void option(String key, @Nullable String value) {
        if (value != null) {
            line.pair(key, value);
        }
    }

    private void option(String key, @Nullable Number value) {
        if (value != null) {
            line.pair(key, value.longValue());
        }
    }

    private void duration(String key, long millis, long otherwise) {
        if (millis != otherwise) {
            DurationUnit unit = DurationUnit.of(millis);
            line.pair(key, millis / unit.millis());
            line.ascii(unit.sign());
        }
    }

    private static byte @Nullable [] unlessEmpty(byte[] body) {
        return body.length == 0 ? null : body;
    }

    private static void checkTag(@Nullable String tag) {
        if (tag != null && (tag.length() > Line.MOST_TAG_BYTES || !isWord(tag))) {
            throw new IllegalArgumentException("not a tag: " + VisibleText.excerpt(tag));
        }
    }

    private static void checkLabel(String name) {
        if (!isWord(name)) {
            throw new IllegalArgumentException("not the name of a label: " + VisibleText.excerpt(name));
        }
    }

    private static boolean isWord(String word) {
        return !word.isEmpty() && word.chars().allMatch(Ascii::isWordPart);
    }
}

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
            case CLUSTER -> cluster((Request.Cluster) request);
            case AUTH -> throw new IllegalStateException("there is no request " + request.verb() + " yet");
        };
    }

    private byte @Nullable [] hello(Request.Hello hello) {
        line.pair(Option.PROTO.key(), RequestReader.PROTOCOL_VERSION);
        option(Option.NAME, hello.name());
        option(Option.LANG, hello.language());
        option(Option.VER, hello.version());
        option(Option.BODY, hello.countsBodies() ? "count" : null);
        duration(Option.PING, hello.pingMillis(), 0);
        return null;
    }

    private byte @Nullable [] join(Request.Join join) {
        if (!join.group().equals(Request.DEFAULT_GROUP)) {
            line.value(join.group());
        }
        option(Option.NAME, join.name());
        for (Map.Entry<String, String> label : join.labels().entrySet()) {
            line.pair(Arguments.LABEL + label.getKey(), label.getValue());
        }
        option(Option.RESULTS, join.reportsResults() ? "yes" : null);
        if (join.window() != 0) {
            line.pair(Option.WINDOW.key(), join.window());
        }
        duration(Option.GRACE, join.graceMillis(), 0);
        option(Option.WAIT, join.waits() ? "yes" : null);
        option(Option.OBSERVE, join.observes() ? "yes" : null);
        return null;
    }

    private byte @Nullable [] resume(Request.Resume resume) {
        line.pair(Option.SESSION.key(), resume.session());
        line.pair(Option.GOT.key(), resume.got());
        return null;
    }

    private byte[] send(Request.Send send) {
        line.value(send.target());
        duration(Option.TTL, send.ttlMillis(), Request.DEFAULT_TTL_MILLIS);
        duration(Option.LIMIT, send.limitMillis(), Request.DEFAULT_LIMIT_MILLIS);
        option(Option.KEY, send.key());
        option(Option.REV, send.rev());
        option(Option.EXPECT, send.expect());
        if (!send.waves().isEmpty()) {
            line.pair(Option.WAVE.key(), Waves.text(send.waves()));
        }
        option(Option.STOP, send.stop());
        return send.body();
    }

    private byte @Nullable [] done(Request.Done done) {
        line.number(done.command());
        option(Option.RC, done.code());
        return unlessEmpty(done.body());
    }

    private byte @Nullable [] fail(Request.Fail fail) {
        line.number(fail.command());
        option(Option.RC, fail.code());
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
        option(Option.STATE, results.state());
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
            line.pair(Option.GOT.key(), pong.got());
        }
        return null;
    }

    private byte @Nullable [] cluster(Request.Cluster cluster) {
        if (cluster.action() != Request.Cluster.Action.STATUS) {
            line.word(cluster.action().word());
        }
        word(cluster.node());
        word(cluster.address());
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

    private void option(Option option, @Nullable String value) {
        if (value != null) {
            line.pair(option.key(), value);
        }
    }

    private void option(Option option, @Nullable Number value) {
        if (value != null) {
            line.pair(option.key(), value.longValue());
        }
    }

    private void duration(Option option, long millis, long otherwise) {
        if (millis != otherwise) {
            DurationUnit unit = DurationUnit.of(millis);
            line.pair(option.key(), millis / unit.millis());
            line.ascii(unit.sign());
        }
    }

    private static byte @Nullable [] unlessEmpty(byte[] body) {
        return body.length == 0 ? null : body;
    }

    private static void checkTag(@Nullable String tag) {
        if (tag != null && (tag.length() > Tag.MOST_BYTES || !isWord(tag))) {
            throw new IllegalArgumentException("not a tag: " + VisibleText.excerpt(tag));
        }
    }

    private static void checkLabel(String name) {
        if (!isWord(name)) {
            throw new IllegalArgumentException("not the name of a label: " + VisibleText.excerpt(name));
        }
    }

    private static boolean isWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!Ascii.isWordPart(word.charAt(i))) {
                return false;
            }
        }
        return !word.isEmpty();
    }
}

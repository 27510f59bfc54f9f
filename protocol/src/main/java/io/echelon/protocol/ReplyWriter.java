package io.echelon.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes responses and events, line after line, into one array that grows and is used again.
///
/// A line is [#start], one of [#ok], [#error] and [#event] (none for a line of a list), arguments, at most one body,
/// [#end]. Whatever is passed in, a line stays one line. For one thread at a time.
public final class ReplyWriter {
    private final LineWriter line;
    private boolean owesRetry;

    public ReplyWriter() {
        line = new LineWriter();
    }

    /// Begins a line.
    ///
    /// @param crlf whether lines end in CRLF from here on, else in LF
    public ReplyWriter start(boolean crlf) {
        line.start(crlf);
        return this;
    }

    /// `+OK #tag`
    public ReplyWriter ok(@Nullable String tag) {
        line.ascii("+OK");
        line.tag(tag);
        return this;
    }

    /// `-ERR #tag 101 UNKNOWN_VERB`, with `retry=yes` as its last key if the code is temporary.
    public ReplyWriter error(@Nullable String tag, ErrorCode code) {
        line.ascii("-ERR");
        line.tag(tag);
        owesRetry = code.isTemporary();
        return number(code.number()).word(code.name());
    }

    /// The refusal of another server, passed on: `-ERR #tag 300 UPWARD`, without a key that it does not have.
    ///
    /// @param code from 0 to 999, which need not be one that [ErrorCode] knows
    public ReplyWriter error(@Nullable String tag, int code, String name) {
        line.ascii("-ERR");
        line.tag(tag);
        return word(String.format(Locale.ROOT, "%03d", code)).word(name);
    }

    /// The whole answer to what was no request, its end included.
    public ReplyWriter malformed(Malformed malformed) {
        error(malformed.tag(), malformed.code());
        for (Malformed.Detail detail : malformed.details()) {
            pair(detail.key(), detail.value());
        }
        return text(malformed.text()).end();
    }

    /// `*RANK`
    public ReplyWriter event(EventName event) {
        line.octet('*');
        line.ascii(event.name());
        return this;
    }

    /// A positional of the server's own, written as it is.
    ///
    /// @throws IllegalArgumentException if it has other than visible ASCII characters
    public ReplyWriter word(String word) {
        line.word(word);
        return this;
    }

    /// A whole line of a list of the server's own, escaped for reading.
    public ReplyWriter plain(String text) {
        line.shown(text);
        return this;
    }

    /// Such as `m7`.
    public ReplyWriter word(char prefix, long number) {
        line.word(prefix, number);
        return this;
    }

    public ReplyWriter number(long number) {
        line.number(number);
        return this;
    }

    /// A positional that others wrote, quoted when needed.
    public ReplyWriter value(String value) {
        line.value(value);
        return this;
    }

    /// `key=value`, quoted when needed: the receiver reads the same value back.
    public ReplyWriter pair(String key, String value) {
        line.pair(key, value);
        return this;
    }

    public ReplyWriter pair(String key, long value) {
        line.pair(key, value);
        return this;
    }

    /// Such as `id=m7`.
    public ReplyWriter pair(String key, char prefix, long number) {
        line.pair(key, prefix, number);
        return this;
    }

    /// Such as `ttl=60s`.
    public ReplyWriter pair(String key, long number, String unit) {
        line.pair(key, number);
        line.ascii(unit);
        return this;
    }

    /// ` :text`, escaped for reading.
    public ReplyWriter text(String text) {
        settleRetry();
        line.colon();
        line.shown(text);
        return this;
    }

    /// More of a text, behind [#text].
    public ReplyWriter more(String text) {
        line.shown(text);
        return this;
    }

    /// A number within a text.
    public ReplyWriter more(long number) {
        line.decimal(number);
        return this;
    }

    /// Such as `m7` within a text.
    public ReplyWriter more(char prefix, long number) {
        line.octet(prefix);
        line.decimal(number);
        return this;
    }

    /// A member's body, in the form in which the receiver wants it.
    public ReplyWriter body(byte[] body, BodyForm form) {
        if (form == BodyForm.COUNTED) {
            return counted(body, 0, body.length);
        }
        line.colon();
        line.shown(body);
        return this;
    }

    /// `{n}`, EOL and the octets as they are; [#end] writes the EOL behind them.
    public ReplyWriter counted(byte[] octets, int from, int to) {
        line.counted(octets, from, to);
        return this;
    }

    /// A list for everybody: the lines of another writer, made with the same EOL, as a counted body.
    /// The last EOL is the one that [#end] writes.
    public ReplyWriter list(ReplyWriter lines) {
        byte[] listed = lines.array();
        int to = lines.length();
        if (to > 0 && listed[to - 1] == '\n') {
            to--;
        }
        if (to > 0 && listed[to - 1] == '\r') {
            to--;
        }
        return counted(listed, 0, to);
    }

    /// Ends the line.
    public ReplyWriter end() {
        settleRetry();
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

    private void settleRetry() {
        if (owesRetry) {
            owesRetry = false;
            pair("retry", "yes");
        }
    }
}

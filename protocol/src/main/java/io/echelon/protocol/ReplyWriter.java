package io.echelon.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes responses and events, line after line, into one array that grows and is used again.
///
/// A line is [#start], one of [#ok], [#error] and [#event] (none for a line of a list), arguments, at most one body,
/// [#end]. Whatever is passed in, a line stays one line. For one thread at a time.
public final class ReplyWriter {
    private static final int FIRST_CAPACITY = 256;
    private static final int MOST_LONG_BYTES = 20;
    private static final int MOST_ESCAPE_BYTES = 10;
    private static final byte[] MIN_LONG = Ascii.bytes(Long.toString(Long.MIN_VALUE));

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private int lineFrom;
    private boolean answersCrLf;
    private boolean owesRetry;

    /// Begins a line.
    ///
    /// @param crlf whether lines end in CRLF from here on, else in LF
    public ReplyWriter start(boolean crlf) {
        answersCrLf = crlf;
        lineFrom = length;
        return this;
    }

    /// `+OK #tag`
    public ReplyWriter ok(@Nullable String tag) {
        ascii("+OK");
        return tag(tag);
    }

    /// `-ERR #tag 101 UNKNOWN_VERB`, with `retry=yes` as its last key if the code is temporary.
    public ReplyWriter error(@Nullable String tag, ErrorCode code) {
        ascii("-ERR");
        tag(tag).number(code.number()).word(code.name());
        owesRetry = code.isTemporary();
        return this;
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
        octet('*');
        ascii(event.name());
        return this;
    }

    /// A positional of the server's own, written as it is.
    ///
    /// @throws IllegalArgumentException if it has other than visible ASCII characters
    public ReplyWriter word(String word) {
        separate();
        ascii(word);
        return this;
    }

    /// A whole line of a list of the server's own, escaped for reading.
    public ReplyWriter plain(String line) {
        for (int i = 0; i < line.length(); ) {
            int codePoint = line.codePointAt(i);
            shown(codePoint, VisibleText.isEscaped(codePoint));
            i += Character.charCount(codePoint);
        }
        return this;
    }

    /// Such as `m7`.
    public ReplyWriter word(char prefix, long number) {
        separate();
        octet(prefix);
        decimal(number);
        return this;
    }

    public ReplyWriter number(long number) {
        separate();
        decimal(number);
        return this;
    }

    /// A positional that others wrote, quoted when needed.
    public ReplyWriter value(String value) {
        separate();
        if (isPlain(value) && value.indexOf('=') < 0) {
            ascii(value);
        } else {
            quoted(value);
        }
        return this;
    }

    /// `key=value`, quoted when needed: the receiver reads the same value back.
    public ReplyWriter pair(String key, String value) {
        key(key);
        if (isPlain(value)) {
            ascii(value);
        } else {
            quoted(value);
        }
        return this;
    }

    public ReplyWriter pair(String key, long value) {
        key(key);
        decimal(value);
        return this;
    }

    /// Such as `id=m7`.
    public ReplyWriter pair(String key, char prefix, long number) {
        key(key);
        octet(prefix);
        decimal(number);
        return this;
    }

    /// ` :text`, escaped for reading.
    public ReplyWriter text(String text) {
        settleRetry();
        separate();
        octet(':');
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            shown(codePoint, VisibleText.isEscaped(codePoint));
            i += Character.charCount(codePoint);
        }
        return this;
    }

    /// A member's body, in the form in which the receiver wants it.
    public ReplyWriter body(byte[] body, BodyForm form) {
        if (form == BodyForm.COUNTED) {
            return counted(body, 0, body.length);
        }
        separate();
        octet(':');
        for (int i = 0; i < body.length; ) {
            int codePoint = Utf8.codePointAt(body, i, body.length);
            shown(codePoint, VisibleText.isEscaped(codePoint));
            i += codePoint == Utf8.MALFORMED ? 1 : Utf8.byteCount(codePoint);
        }
        return this;
    }

    /// `{n}`, EOL and the octets as they are; [#end] writes the EOL behind them.
    public ReplyWriter counted(byte[] octets, int from, int to) {
        separate();
        octet('{');
        decimal(to - from);
        octet('}');
        endOfLine();
        reserve(to - from);
        System.arraycopy(octets, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    /// A list for everybody: the lines of another writer, made with the same EOL, as a counted body.
    /// The last EOL is the one that [#end] writes.
    public ReplyWriter list(ReplyWriter lines) {
        int to = lines.length;
        if (to > 0 && lines.bytes[to - 1] == '\n') {
            to--;
        }
        if (to > 0 && lines.bytes[to - 1] == '\r') {
            to--;
        }
        return counted(lines.bytes, 0, to);
    }

    /// Ends the line.
    public ReplyWriter end() {
        settleRetry();
        endOfLine();
        lineFrom = length;
        return this;
    }

    /// What was written, up to [#length]; valid until the next call that writes.
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /// Forgets what was written and keeps the array.
    public void clear() {
        length = 0;
        lineFrom = 0;
    }

    /// What was written, for tests and logs.
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void settleRetry() {
        if (owesRetry) {
            owesRetry = false;
            pair("retry", "yes");
        }
    }

    private ReplyWriter tag(@Nullable String tag) {
        if (tag == null) {
            return this;
        }
        separate();
        octet('#');
        ascii(tag);
        return this;
    }

    private void key(String key) {
        separate();
        ascii(key);
        octet('=');
    }

    private void separate() {
        if (length > lineFrom) {
            octet(' ');
        }
    }

    private void endOfLine() {
        if (answersCrLf) {
            octet('\r');
        }
        octet('\n');
    }

    /// Whether it reads back the same without quotes.
    private static boolean isPlain(String value) {
        if (value.isEmpty() || ":{#".indexOf(value.charAt(0)) >= 0) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character <= ' ' || character >= 0x7f || character == '"' || character == '\\') {
                return false;
            }
        }
        return true;
    }

    private void quoted(String value) {
        octet('"');
        for (int i = 0; i < value.length(); ) {
            int codePoint = value.codePointAt(i);
            if (codePoint == '"' || codePoint == '\\') {
                octet('\\');
            }
            shown(codePoint, !VisibleText.isPrintable(codePoint));
            i += Character.charCount(codePoint);
        }
        octet('"');
    }

    private void shown(int codePoint, boolean isEscaped) {
        reserve(MOST_ESCAPE_BYTES);
        if (!Utf8.isScalar(codePoint)) {
            utf8(VisibleText.REPLACEMENT);
        } else if (!isEscaped) {
            utf8(codePoint);
        } else {
            escape(codePoint);
        }
    }

    private void escape(int codePoint) {
        bytes[length++] = '\\';
        switch (codePoint) {
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '{';
                int shift = (31 - Integer.numberOfLeadingZeros(codePoint | 1)) & ~3;
                for (; shift >= 0; shift -= 4) {
                    bytes[length++] = (byte) Character.forDigit((codePoint >>> shift) & 0xf, 16);
                }
                bytes[length++] = '}';
            }
        }
    }

    private void utf8(int codePoint) {
        switch (Utf8.byteCount(codePoint)) {
            case 1 -> bytes[length++] = (byte) codePoint;
            case 2 -> {
                bytes[length++] = (byte) (0xc0 | (codePoint >>> 6));
                continuation(codePoint);
            }
            case 3 -> {
                bytes[length++] = (byte) (0xe0 | (codePoint >>> 12));
                continuation(codePoint >>> 6);
                continuation(codePoint);
            }
            default -> {
                bytes[length++] = (byte) (0xf0 | (codePoint >>> 18));
                continuation(codePoint >>> 12);
                continuation(codePoint >>> 6);
                continuation(codePoint);
            }
        }
    }

    private void continuation(int bits) {
        bytes[length++] = (byte) (0x80 | (bits & 0x3f));
    }

    private void ascii(String word) {
        reserve(word.length());
        for (int i = 0; i < word.length(); i++) {
            char character = word.charAt(i);
            if (character <= ' ' || character >= 0x7f) {
                throw new IllegalArgumentException("not a plain word: " + VisibleText.escape(word));
            }
            bytes[length++] = (byte) character;
        }
    }

    private void decimal(long number) {
        if (number == Long.MIN_VALUE) {
            reserve(MIN_LONG.length);
            System.arraycopy(MIN_LONG, 0, bytes, length, MIN_LONG.length);
            length += MIN_LONG.length;
            return; // Has no positive counterpart.
        }
        reserve(MOST_LONG_BYTES);
        if (number < 0) {
            bytes[length++] = '-';
        }
        long rest = Math.abs(number);
        int digits = 1;
        for (long more = rest / 10; more > 0; more /= 10) {
            digits++;
        }
        length += digits;
        for (int i = length - 1; digits > 0; digits--, i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private void octet(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            int needed = Math.addExact(length, count);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}

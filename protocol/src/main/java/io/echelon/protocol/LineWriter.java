package io.echelon.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines in one array that grows and is used again: what requests and replies have in common.
///
/// A line is [#start], words, options, at most one body, [#end]. Words are separated as they come, and whatever is
/// passed in, a line stays one line.
final class LineWriter {
    private static final int FIRST_CAPACITY = 256;
    private static final int MOST_ESCAPE_BYTES = 10;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private int lineFrom;
    private boolean endsInCrLf;

    void start(boolean crlf) {
        endsInCrLf = crlf;
        lineFrom = length;
    }

    void end() {
        endOfLine();
        lineFrom = length;
    }

    /// A word as it is.
    ///
    /// @throws IllegalArgumentException if it has other than visible ASCII characters
    void word(String word) {
        separate();
        ascii(word);
    }

    void word(char prefix, long number) {
        separate();
        octet(prefix);
        decimal(number);
    }

    void number(long number) {
        separate();
        decimal(number);
    }

    void tag(@Nullable String tag) {
        if (tag != null) {
            separate();
            octet('#');
            ascii(tag);
        }
    }

    /// A positional, quoted when needed.
    void value(String value) {
        separate();
        if (isPlain(value) && value.indexOf('=') < 0) {
            ascii(value);
        } else {
            quoted(value);
        }
    }

    /// `key=value`, quoted when needed.
    void pair(String key, String value) {
        key(key);
        if (isPlain(value)) {
            ascii(value);
        } else {
            quoted(value);
        }
    }

    void pair(String key, long value) {
        key(key);
        decimal(value);
    }

    void pair(String key, char prefix, long number) {
        key(key);
        octet(prefix);
        decimal(number);
    }

    /// A space and `key=`, for a value that is written next.
    void key(String key) {
        separate();
        ascii(key);
        octet('=');
    }

    /// ` :`, for a text that is written next.
    void colon() {
        separate();
        octet(':');
    }

    /// `{n}`, EOL and the octets as they are; [#end] writes the EOL behind them.
    void counted(byte[] octets, int from, int to) {
        separate();
        octet('{');
        decimal(to - from);
        octet('}');
        endOfLine();
        octets(octets, from, to);
    }

    /// Text, escaped for reading.
    void shown(String text) {
        for (int i = 0; i < text.length(); ) {
            i = copyPrintable(text, i);
            if (i < text.length()) {
                int codePoint = text.codePointAt(i);
                shown(codePoint, VisibleText.isEscaped(codePoint));
                i += Character.charCount(codePoint);
            }
        }
    }

    /// A body, escaped for reading; each byte that is not UTF-8 becomes U+FFFD.
    void shown(byte[] body) {
        for (int i = 0; i < body.length; ) {
            int end = Runs.printableEnd(body, i, body.length);
            octets(body, i, end);
            i = end;
            if (i < body.length) {
                int codePoint = Utf8.codePointAt(body, i, body.length);
                shown(codePoint, VisibleText.isEscaped(codePoint));
                i += codePoint == Utf8.MALFORMED ? 1 : Utf8.byteCount(codePoint);
            }
        }
    }

    void ascii(String word) {
        reserve(word.length());
        int to = length;
        for (int i = 0; i < word.length(); i++) {
            char character = word.charAt(i);
            if (character <= ' ' || character >= 0x7f) {
                throw new IllegalArgumentException("not a plain word: " + VisibleText.escape(word));
            }
            bytes[to++] = (byte) character;
        }
        length = to;
    }

    void decimal(long number) {
        reserve(Decimal.MOST_BYTES);
        length = Decimal.write(number, bytes, length);
    }

    void octet(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    /// What was written, up to [#length]; valid until the next call that writes.
    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    /// Forgets what was written and keeps the array.
    void clear() {
        length = 0;
        lineFrom = 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /// Copies what is printable ASCII from `from` on, and returns where that ends.
    private int copyPrintable(String text, int from) {
        reserve(text.length() - from);
        int to = length;
        for (int i = from; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character >= 0x7f) {
                length = to;
                return i;
            }
            bytes[to++] = (byte) character;
        }
        length = to;
        return text.length();
    }

    private void octets(byte[] octets, int from, int to) {
        reserve(to - from);
        System.arraycopy(octets, from, bytes, length, to - from);
        length += to - from;
    }

    private void separate() {
        if (length > lineFrom) {
            octet(' ');
        }
    }

    private void endOfLine() {
        if (endsInCrLf) {
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

    private void reserve(int count) {
        if (bytes.length - length < count) {
            int needed = Math.addExact(length, count);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}

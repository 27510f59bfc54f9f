package io.echelon.protocol;

import java.nio.charset.StandardCharsets;

/// A value between quotes, where a backslash and one of `" \ n r t` or `u{hex}` stand for what could not stand there.
final class Quoted {
    static final String COMPLAINT_OF_CHARACTER = "a control or invisible character, or no UTF-8";
    static final String COMPLAINT =
            "an open quote, a bad escape, text behind the closing quote, or " + COMPLAINT_OF_CHARACTER;

    private static final int MOST_HEX_DIGITS = 6;

    private Quoted() {}

    static boolean isQuoted(byte[] bytes, int from, int to) {
        return from < to && bytes[from] == '"';
    }

    /// Behind the closing quote, after which the line ends or a space follows; else `-1 -` the index of the offence,
    /// which for an open quote is that of the quote.
    static int end(byte[] bytes, int from, int to) {
        int at = from + 1;
        while (at < to) {
            int codePoint = Utf8.codePointAt(bytes, at, to);
            if (codePoint == '"') {
                return at + 1 == to || bytes[at + 1] == ' ' ? at + 1 : -1 - (at + 1);
            }
            int next = codePoint == '\\' ? escapeEnd(bytes, at, to) : at + Utf8.byteCount(codePoint);
            if (next < 0 || codePoint == Utf8.MALFORMED || !VisibleText.isPrintable(codePoint)) {
                return -1 - at;
            }
            at = next;
        }
        return -1 - from;
    }

    /// What a value says, quoted or not.
    static String value(byte[] bytes, int from, int to) {
        return isQuoted(bytes, from, to)
                ? text(bytes, from, to)
                : new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /// What stands between the quotes, for which [#end] found no offence.
    private static String text(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int runFrom = from + 1;
        for (int at = runFrom; at < to - 1; ) {
            if (bytes[at] != '\\') {
                at++;
                continue;
            }
            text.append(new String(bytes, runFrom, at - runFrom, StandardCharsets.UTF_8));
            int end = escapeEnd(bytes, at, to);
            text.appendCodePoint(escaped(bytes, at, end));
            at = end;
            runFrom = end;
        }
        return text.append(new String(bytes, runFrom, to - 1 - runFrom, StandardCharsets.UTF_8))
                .toString();
    }

    /// Behind the escape that begins at `at`, or -1 if it is none.
    private static int escapeEnd(byte[] bytes, int at, int to) {
        if (at + 1 == to) {
            return -1;
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', 'n', 'r', 't' -> at + 2;
            case 'u' -> hexEnd(bytes, at, to);
            default -> -1;
        };
    }

    private static int hexEnd(byte[] bytes, int at, int to) {
        int end = at + 3;
        while (end < to && end - at - 3 <= MOST_HEX_DIGITS && Character.digit(bytes[end], 16) >= 0) {
            end++;
        }
        int digits = end - at - 3;
        if (digits < 1 || digits > MOST_HEX_DIGITS || end == to || bytes[at + 2] != '{' || bytes[end] != '}') {
            return -1;
        }
        return Utf8.isScalar(hex(bytes, at + 3, end)) ? end + 1 : -1;
    }

    private static int escaped(byte[] bytes, int at, int end) {
        return switch (bytes[at + 1]) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex(bytes, at + 3, end - 1);
            default -> bytes[at + 1];
        };
    }

    private static int hex(byte[] bytes, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = (number << 4) | Character.digit(bytes[i], 16);
        }
        return number;
    }
}

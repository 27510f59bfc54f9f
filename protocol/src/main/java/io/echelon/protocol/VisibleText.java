package io.echelon.protocol;

/// What people can safely be shown: text that neither forges a line nor drives a terminal.
public final class VisibleText {
    static final int REPLACEMENT = 0xfffd;
    static final int MOST_EXCERPT_CHARS = 32;

    private VisibleText() {}

    /// Whether a name may contain it: no control, format or separator character but the space, nothing unassigned.
    public static boolean isPrintable(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint >= ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /// Whether every character of it is printable; an empty text is.
    public static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (!isPrintable(codePoint)) {
                return false;
            }
            i += Character.charCount(codePoint);
        }
        return true;
    }

    public static boolean isUtf8(byte[] bytes, int from, int to) {
        for (int i = from; i < to; ) {
            int codePoint = Utf8.codePointAt(bytes, i, to);
            if (codePoint == Utf8.MALFORMED) {
                return false;
            }
            i += Utf8.byteCount(codePoint);
        }
        return true;
    }

    /// Whether it is shown by an escape: control, bidirectional and line-separator characters.
    public static boolean isEscaped(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint < ' ';
        }
        return codePoint <= 0x9f
                || codePoint == 0x061c
                || codePoint == 0x200e
                || codePoint == 0x200f
                || (codePoint >= 0x2028 && codePoint <= 0x202e)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    /// The text on one line, for reading only: a backslash stays as it is.
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> appendEscaped(escaped, codePoint));
        return escaped.toString();
    }

    /// The body on one line, for reading only; each byte that is not UTF-8 becomes U+FFFD.
    public static String escape(byte[] body) {
        StringBuilder escaped = new StringBuilder(body.length);
        for (int i = 0; i < body.length; ) {
            int codePoint = Utf8.codePointAt(body, i, body.length);
            appendEscaped(escaped, codePoint);
            i += codePoint == Utf8.MALFORMED ? 1 : Utf8.byteCount(codePoint);
        }
        return escaped.toString();
    }

    /// The beginning of it, escaped, to be quoted in a message.
    static String excerpt(String text) {
        StringBuilder excerpt = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int lengthBefore = excerpt.length();
            appendEscaped(excerpt, codePoint);
            i += Character.charCount(codePoint);
            int room = i < text.length() ? MOST_EXCERPT_CHARS - 1 : MOST_EXCERPT_CHARS;
            if (excerpt.length() > room) {
                excerpt.setLength(lengthBefore);
                return excerpt.append('…').toString();
            }
        }
        return excerpt.toString();
    }

    private static void appendEscaped(StringBuilder escaped, int codePoint) {
        if (!Utf8.isScalar(codePoint)) {
            escaped.appendCodePoint(REPLACEMENT);
        } else if (!isEscaped(codePoint)) {
            escaped.appendCodePoint(codePoint);
        } else {
            switch (codePoint) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default ->
                    escaped.append("\\u{")
                            .append(Integer.toHexString(codePoint))
                            .append('}');
            }
        }
    }
}

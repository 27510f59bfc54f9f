package io.echelon.cli;

import io.echelon.protocol.VisibleText;
import java.nio.charset.StandardCharsets;

/// What others have written, made safe for a terminal: no control, bidirectional or line-separator character
/// of theirs reaches it.
final class Shown {
    private static final String INDENT = "    ";

    private Shown() {}

    /// On one line.
    static String line(byte[] body) {
        return VisibleText.escape(body);
    }

    /// On one line.
    static String line(String text) {
        return VisibleText.escape(text);
    }

    /// A short text as ` text` behind what announces it; one of several lines below it, indented. Empty for
    /// no text.
    static String below(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).stripTrailing();
        if (text.isEmpty()) {
            return "";
        }
        if (text.indexOf('\n') < 0) {
            return " " + line(text);
        }
        StringBuilder lines = new StringBuilder();
        text.lines().forEach(each -> lines.append('\n').append(INDENT).append(line(each)));
        return lines.toString();
    }
}

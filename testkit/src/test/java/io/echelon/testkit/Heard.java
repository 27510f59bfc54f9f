package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reading what a client heard.
final class Heard {
    /// Control, bidirectional and line-separator characters; line ends are none.
    private static final Pattern HARMFUL = Pattern.compile(
            "[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f" + "\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]");

    private Heard() {}

    /// The value of `key=` in a line, without quotes to take off.
    static String value(String line, String key) {
        Matcher matcher = Pattern.compile(" " + Pattern.quote(key) + "=(\\S+)").matcher(line);
        assertThat(matcher.find()).as("%s= in: %s", key, line).isTrue();
        return matcher.group(1);
    }

    static long number(String line, String key) {
        return Long.parseLong(value(line, key));
    }

    /// All lines up to and with the first that matches.
    static List<String> until(ScriptedClient client, String pattern) {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(client.line());
        } while (!Pattern.matches(pattern, lines.getLast()));
        return lines;
    }

    /// That none of it could drive a terminal, or is a line that says it is forged.
    static void assertHarmless(byte[] heard) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(heard))
                .toString()
                .replace("\r\n", "\n");

        assertThat(text).endsWith("\n").doesNotContainPattern(HARMFUL);
        assertThat(text.lines()).noneMatch(line -> line.matches("(\\+OK|\\*RANK) forged.*"));
    }
}

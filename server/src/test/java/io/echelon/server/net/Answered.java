package io.echelon.server.net;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reading what was written to a client.
final class Answered {
    private Answered() {}

    /// The value of `key=` in the only line that has it.
    static String value(List<String> lines, String key) {
        List<String> found = lines.stream()
                .flatMap(line -> Pattern.compile(" " + key + "=(\\S+)")
                        .matcher(line)
                        .results()
                        .map(result -> result.group(1)))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("not one " + key + "= in " + lines);
        }
        return found.getFirst();
    }

    static long number(String line, String key) {
        Matcher matcher = Pattern.compile(" " + key + "=(\\d+)").matcher(line);
        if (!matcher.find()) {
            throw new AssertionError("no " + key + "= in " + line);
        }
        return Long.parseLong(matcher.group(1));
    }
}

package io.echelon.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a server has told.
final class Told {
    private static final Pattern COUNT = Pattern.compile("\\{(\\d+)}$");

    private Told() {}

    /// The number of `key=12`.
    static int number(String line, String key) {
        Matcher matcher = Pattern.compile(" " + key + "=(\\d+)").matcher(line);
        if (!matcher.find()) {
            throw new AssertionError("there is no " + key + "= in: " + line);
        }
        return Integer.parseInt(matcher.group(1));
    }

    /// Has a member ask who is there.
    ///
    /// @return a line a member, senior first
    static List<String> roster(ScriptedClient asker) {
        asker.send("WHO");
        String answer = asker.await("\\+OK n=.*");
        Matcher count = COUNT.matcher(answer);
        if (!count.find()) {
            throw new AssertionError("no list in: " + answer);
        }
        byte[] list = asker.bytes(Integer.parseInt(count.group(1)));
        asker.expect("");
        return new String(list, StandardCharsets.UTF_8).lines().toList();
    }
}

package io.echelon.testkit.chaos;

import io.echelon.testkit.chaos.Event.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A line of a server, taken apart. Knows no quotes, which nobody here gives the server a reason for.
///
/// @param words up to the first option
/// @param body behind ` :`, empty if there is none
record WireLine(List<String> words, Map<String, String> options, String body) {
    private static final Set<String> NO_STATES = Set.of("id", "total", "open", "late", "ms");

    WireLine {
        words = List.copyOf(words);
    }

    static WireLine parse(String line) {
        int colon = line.indexOf(" :");
        String head = colon < 0 ? line : line.substring(0, colon);
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (String part : head.split(" ", -1)) {
            int equal = part.indexOf('=');
            if (equal < 0) {
                words.add(part);
            } else {
                options.put(part.substring(0, equal), part.substring(equal + 1));
            }
        }
        return new WireLine(words, options, colon < 0 ? "" : line.substring(colon + 2));
    }

    /// `+OK`, `-ERR` or `*EVENT`.
    String head() {
        return words.getFirst();
    }

    boolean isError() {
        return head().equals("-ERR");
    }

    /// Of an error; 0 of anything else.
    int code() {
        return isError() ? Integer.parseInt(words.get(1)) : 0;
    }

    boolean has(String key) {
        return options.containsKey(key);
    }

    String text(String key) {
        return options.getOrDefault(key, "");
    }

    long number(String key) {
        return Long.parseLong(options.getOrDefault(key, "0"));
    }

    /// @param index of a word, such as 1 for the 7 of `*COMMAND 7`
    long number(int index) {
        return Long.parseLong(words.get(index));
    }

    /// The 7 of `m7`.
    static long member(String text) {
        return Long.parseLong(text.substring(1));
    }

    /// Of the answer to JOIN, RESUME or ME.
    Standing standing() {
        return new Standing(
                member(text("id")), (int) number("rank"), (int) number("of"), number("rev"), number("token"));
    }

    /// Of `*RANK`.
    Standing promotion(long member) {
        return new Standing(member, (int) number(1), (int) number("of"), number("rev"), number("token"));
    }

    /// Of `*CLOSED`, or of the answer to TALLY.
    Map<String, Integer> states() {
        Map<String, Integer> states = new LinkedHashMap<>();
        options.forEach((key, value) -> {
            if (!NO_STATES.contains(key)) {
                states.put(key, Integer.valueOf(value));
            }
        });
        return states;
    }
}

package io.echelon.core;

import io.echelon.core.Target.Misunderstood;
import io.echelon.core.Target.Parsed;
import io.echelon.core.Target.Range;
import io.echelon.core.Target.Understood;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Reads one target from left to right.
final class TargetParser {
    private static final int MAX_DIGITS = 18;

    private final String text;

    TargetParser(String text) {
        this.text = text;
    }

    Parsed parse() {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "all" -> new Understood(Target.ALL);
            case "next" -> new Understood(new Target.Next());
            case "last" -> new Understood(new Target.Last());
            case "any" -> new Understood(new Target.Any());
            default -> parseNumbers();
        };
    }

    private Parsed parseNumbers() {
        if (isCombined()) {
            return new Misunderstood("names, labels and combined targets are not supported yet", true);
        }
        if (startsWith("rank:")) {
            return parseRanks(text.substring("rank:".length()));
        }
        if (startsWith("+")) {
            return parseOffset();
        }
        if (startsWith("m") && isNumber(text.substring(1))) {
            return new Understood(new Target.Numbered(Long.parseLong(text.substring(1))));
        }
        return misunderstood("a target is all, next, last, any, m7, rank:4-9,12 or +1..+3");
    }

    private Parsed parseRanks(String list) {
        List<Range> ranges = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            int dash = item.indexOf('-');
            String first = dash < 0 ? item : item.substring(0, dash);
            String last = dash < 0 ? item : item.substring(dash + 1);
            Range range = range(first, last, 0);
            if (range == null) {
                return misunderstood(
                        "a list of ranks has numbers from 0 to " + Target.MAX_RANK + ", as in rank:4-9,12");
            }
            ranges.add(range);
        }
        ranges.sort(Comparator.comparingInt(Range::first));
        return new Understood(new Target.Ranked(ranges));
    }

    private Parsed parseOffset() {
        int dots = text.indexOf("..");
        String first = dots < 0 ? text : text.substring(0, dots);
        String last = dots < 0 ? text : text.substring(dots + 2);
        Range range = last.startsWith("+") ? range(first.substring(1), last.substring(1), 1) : null;
        if (range == null) {
            return misunderstood("places below you are counted from +1 to +" + Target.MAX_RANK + ", as in +1..+3");
        }
        return new Understood(new Target.Offset(range));
    }

    private static @Nullable Range range(String first, String last, int smallest) {
        OptionalInt from = rank(first);
        OptionalInt to = rank(last);
        if (from.isEmpty() || to.isEmpty() || from.getAsInt() < smallest || to.getAsInt() < from.getAsInt()) {
            return null;
        }
        return new Range(from.getAsInt(), to.getAsInt());
    }

    private static OptionalInt rank(String digits) {
        if (!isNumber(digits) || Long.parseLong(digits) > Target.MAX_RANK) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }

    private static boolean isNumber(String digits) {
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return false;
        }
        for (int index = 0; index < digits.length(); index++) {
            if (digits.charAt(index) < '0' || digits.charAt(index) > '9') {
                return false;
            }
        }
        return true;
    }

    private boolean isCombined() {
        for (int index = 0; index < text.length(); index++) {
            if ("&|!()".indexOf(text.charAt(index)) >= 0) {
                return true;
            }
        }
        return startsWith("name:") || startsWith("label:");
    }

    private boolean startsWith(String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private Parsed misunderstood(String problem) {
        return new Misunderstood(problem, false);
    }
}

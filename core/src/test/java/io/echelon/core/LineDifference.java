package io.echelon.core;

import java.util.ArrayList;
import java.util.List;

/// Two lists of lines in one: what both begin and end with, and between `-` what was expected and
/// `+` what came.
final class LineDifference {
    private LineDifference() {}

    static String between(List<String> expected, List<String> actual) {
        int shorter = Math.min(expected.size(), actual.size());
        int head = 0;
        while (head < shorter && expected.get(head).equals(actual.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && expected.reversed().get(tail).equals(actual.reversed().get(tail))) {
            tail++;
        }
        List<String> lines = new ArrayList<>();
        expected.subList(0, head).forEach(line -> lines.add("      " + line));
        expected.subList(head, expected.size() - tail).forEach(line -> lines.add("    - " + line));
        actual.subList(head, actual.size() - tail).forEach(line -> lines.add("    + " + line));
        expected.subList(expected.size() - tail, expected.size()).forEach(line -> lines.add("      " + line));
        return String.join("\n", lines);
    }
}

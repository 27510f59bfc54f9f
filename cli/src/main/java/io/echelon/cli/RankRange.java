package io.echelon.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ranks at which a program may run, both ends among them.
record RankRange(int first, int last) {
    static final int MAX_RANK = 65_535;
    /// Every rank there can be.
    static final RankRange ANY = new RankRange(0, Integer.MAX_VALUE);

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    /// @param text as in `0` or `0-2`
    /// @throws IllegalArgumentException if it is none, with a message that says what one is
    static RankRange parse(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is neither a rank, as in 0, nor a range, as in 0-2");
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (first > last) {
            throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
        }
        if (last > MAX_RANK) {
            throw new IllegalArgumentException("\"" + text + "\" is beyond the last rank, " + MAX_RANK);
        }
        return new RankRange(first, last);
    }

    boolean contains(int rank) {
        return first <= rank && rank <= last;
    }

    /// As it is typed.
    @Override
    public String toString() {
        if (equals(ANY)) {
            return "any";
        }
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}

package io.echelon.core;

import io.echelon.core.Target.Expression;
import io.echelon.core.Target.Misunderstood;
import io.echelon.core.Target.Parsed;
import io.echelon.core.Target.Range;
import io.echelon.core.Target.Understood;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads one target from left to right. Only the first thing that is wrong is complained about.
final class TargetParser {
    private static final String RANKS = "a rank from 0 to " + Target.MAX_RANK + ", as in rank:4-9,12,";
    private static final String OFFSETS = "a number from 1 to " + Target.MAX_RANK + ", as in +1..+3,";
    private static final String ATOMS = "all, next, last, any, m7, rank:4-9,12, +1..+3, name:web* or label:os=linux";

    private final TargetScanner scanner;
    private int atoms;
    /// Where `any` stands, or a negative value.
    private int anyPosition = -1;

    TargetParser(String text) {
        this.scanner = new TargetScanner(text);
    }

    Parsed parse() {
        Expression expression = alternatives(0);
        int behind = scanner.position();
        if (!scanner.isAtEnd()) {
            scanner.complain(behind, scanner.takes(")") ? "expected no \")\"" : "expected \"&\", \"|\" or the end");
        }
        Misunderstood complaint = scanner.complaint();
        if (complaint != null) {
            return complaint;
        }
        return new Understood(anyPosition < 0 ? expression : new Target.Any(expression));
    }

    private Expression alternatives(int depth) {
        List<Expression> parts = new ArrayList<>();
        do {
            parts.add(conjunction(depth));
        } while (comes("|"));
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        if (depth == 0 && anyPosition >= 0) {
            complainOfAny(anyPosition);
        }
        return new Target.Or(parts);
    }

    private Expression conjunction(int depth) {
        List<Expression> parts = new ArrayList<>();
        do {
            Expression part = part(depth);
            if (!part.equals(Target.ALL)) { // Beside anything else it says nothing.
                parts.add(part);
            }
        } while (comes("&"));
        return switch (parts.size()) {
            case 0 -> Target.ALL;
            case 1 -> parts.getFirst();
            default -> new Target.And(parts);
        };
    }

    private Expression part(int depth) {
        int negations = 0;
        while (comes("!")) {
            negations++;
        }
        Expression part = comes("(") ? parenthesis(depth + 1) : atom(depth == 0 && negations == 0);
        return negations % 2 == 0 ? part : negated(part);
    }

    private static Expression negated(Expression part) {
        return part instanceof Target.Not(Expression inner) ? inner : new Target.Not(part);
    }

    /// What follows a `(`, and the `)`.
    private Expression parenthesis(int depth) {
        int opened = scanner.position() - 1;
        if (depth > Target.MAX_DEPTH) {
            return complain(opened, "expected parentheses no more than " + Target.MAX_DEPTH + " deep");
        }
        Expression inside = alternatives(depth);
        if (comes(")")) {
            return inside;
        }
        return scanner.isAtEnd()
                ? complain(opened, "expected a \")\" for the \"(\"")
                : complain(scanner.position(), "expected \"&\", \"|\" or \")\"");
    }

    /// @param isOutermost whether it stands in no parentheses and under no `!`
    private Expression atom(boolean isOutermost) {
        scanner.skipSpaces();
        int start = scanner.position();
        atoms++;
        if (atoms > Target.MAX_ATOMS) {
            return complain(start, "expected no more than " + Target.MAX_ATOMS + " parts");
        }
        if (scanner.takes("name:")) {
            return called();
        }
        if (scanner.takes("label:")) {
            return labelled();
        }
        if (scanner.takes("rank:")) {
            return ranked();
        }
        if (scanner.takes("+")) {
            return offset();
        }
        if (scanner.takes("m")) {
            return numbered(start);
        }
        return switch (scanner.word()) {
            case "all" -> Target.ALL;
            case "next" -> new Target.Next();
            case "last" -> new Target.Last();
            case "any" -> any(start, isOutermost);
            default -> complain(start, "expected " + ATOMS);
        };
    }

    private Expression any(int start, boolean isOutermost) {
        if (!isOutermost) {
            return complainOfAny(start);
        }
        if (anyPosition >= 0) {
            return complain(start, "expected one any, not another");
        }
        anyPosition = start;
        return Target.ALL;
    }

    private Expression numbered(int start) {
        long number = scanner.number();
        return number < 0 ? complain(start, "expected " + ATOMS) : new Target.Numbered(number);
    }

    private Expression called() {
        int start = scanner.position();
        Glob name = scanner.glob();
        return name.isEmpty() ? complain(start, "expected a name after \"name:\"") : new Target.Called(name);
    }

    private Expression labelled() {
        int start = scanner.position();
        String key = scanner.key();
        if (key.isEmpty()) {
            return complain(start, "expected a label after \"label:\"");
        }
        return new Target.Labelled(key, scanner.takes("=") ? scanner.glob() : null);
    }

    private Expression ranked() {
        List<Range> ranges = new ArrayList<>();
        do {
            int first = number(0, RANKS);
            ranges.add(scanner.takes("-") ? rangeFrom(first, 0, RANKS) : new Range(first, first));
        } while (scanner.takes(","));
        ranges.sort(Comparator.comparingInt(Range::first));
        return new Target.Ranked(ranges);
    }

    private Expression offset() {
        int first = number(1, OFFSETS);
        return new Target.Offset(scanner.takes("..+") ? rangeFrom(first, 1, OFFSETS) : new Range(first, first));
    }

    private Range rangeFrom(int first, int smallest, String kind) {
        int start = scanner.position();
        int last = number(smallest, kind);
        if (last < first) {
            scanner.complain(start, "expected a number that is not below " + first);
        }
        return new Range(first, last);
    }

    /// @param kind what is expected
    private int number(int smallest, String kind) {
        int start = scanner.position();
        long number = scanner.number();
        if (number < smallest || number > Target.MAX_RANK) {
            scanner.complain(start, "expected " + kind);
            return smallest;
        }
        return (int) number;
    }

    private Expression complainOfAny(int where) {
        return complain(where, "expected any by itself or beside &, not beside |, under ! or in parentheses,");
    }

    /// @return something to go on with
    private Expression complain(int where, String problem) {
        scanner.complain(where, problem);
        return Target.ALL;
    }

    /// Whether that operator comes next; it is behind then.
    private boolean comes(String operator) {
        scanner.skipSpaces();
        return scanner.takes(operator);
    }
}

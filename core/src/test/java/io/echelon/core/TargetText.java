package io.echelon.core;

import io.echelon.core.Target.Expression;
import io.echelon.core.Target.Range;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a [Target] so that it is read back as it was, without a space that is not quoted.
final class TargetText {
    private TargetText() {}

    static String of(Target target) {
        return switch (target) {
            case Target.Any(Target.All all) -> "any";
            case Target.Any(Expression among) -> "any&" + nested(among);
            case Target.All all -> "all";
            case Target.Next next -> "next";
            case Target.Last last -> "last";
            case Target.Offset(Range range) -> "+" + range.first() + "..+" + range.last();
            case Target.Numbered(long number) -> "m" + number;
            case Target.Ranked(List<Range> ranges) -> "rank:" + ranges(ranges);
            case Target.Called(Glob name) -> "name:" + name;
            case Target.Labelled labelled ->
                "label:" + labelled.key() + (labelled.value() == null ? "" : "=" + labelled.value());
            case Target.Not(Expression part) -> "!" + nested(part);
            case Target.And(List<Expression> parts) -> joined(parts, "&");
            case Target.Or(List<Expression> parts) -> joined(parts, "|");
        };
    }

    private static String joined(List<Expression> parts, String operator) {
        return parts.stream().map(TargetText::nested).collect(Collectors.joining(operator));
    }

    private static String nested(Expression part) {
        boolean isJoined = part instanceof Target.And || part instanceof Target.Or;
        return isJoined ? "(" + of(part) + ")" : of(part);
    }

    private static String ranges(List<Range> ranges) {
        return ranges.stream().map(range -> range.first() + "-" + range.last()).collect(Collectors.joining(","));
    }
}

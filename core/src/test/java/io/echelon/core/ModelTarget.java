package io.echelon.core;

import io.echelon.core.Target.Expression;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a target says of one member, asked anew of each.
final class ModelTarget {
    private ModelTarget() {}

    /// Whatever is named and not negated, from left to right.
    static Stream<Target.Named> named(Target target) {
        return target instanceof Target.Any(Expression among) ? named(among, true) : named((Expression) target, true);
    }

    private static Stream<Target.Named> named(Expression expression, boolean isWanted) {
        return switch (expression) {
            case Target.Named named -> isWanted ? Stream.of(named) : Stream.empty();
            case Target.Not(Expression part) -> named(part, !isWanted);
            case Target.And(List<Expression> parts) -> parts.stream().flatMap(part -> named(part, isWanted));
            case Target.Or(List<Expression> parts) -> parts.stream().flatMap(part -> named(part, isWanted));
            case Target.Place place -> Stream.empty();
            case Target.Called called -> Stream.empty();
            case Target.Labelled labelled -> Stream.empty();
        };
    }

    /// @param own the rank to count from, if there is one
    static boolean means(Expression expression, ModelMember member, @Nullable Integer own) {
        int rank = member.group.rankOf(member);
        return switch (expression) {
            case Target.All all -> true;
            case Target.Next next -> own != null && rank == own + 1;
            case Target.Last last -> member == member.group.members.getLast();
            case Target.Offset(Target.Range range) -> own != null && isWithin(rank - own, range);
            case Target.Numbered(long number) -> member.number == number;
            case Target.Ranked(List<Target.Range> ranges) -> ranges.stream().anyMatch(range -> isWithin(rank, range));
            case Target.Called(Glob name) -> isLike(member.profile.name(), name);
            case Target.Labelled labelled -> {
                String value = member.profile.labels().get(labelled.key());
                yield labelled.value() == null ? value != null : isLike(value, labelled.value());
            }
            case Target.Not(Expression part) -> !means(part, member, own);
            case Target.And(List<Expression> parts) -> parts.stream().allMatch(part -> means(part, member, own));
            case Target.Or(List<Expression> parts) -> parts.stream().anyMatch(part -> means(part, member, own));
        };
    }

    private static boolean isWithin(int number, Target.Range range) {
        return number >= range.first() && number <= range.last();
    }

    private static boolean isLike(@Nullable String text, Glob glob) {
        return text != null && pattern(glob.toString()).matcher(text).matches();
    }

    /// @param glob with quotes around whole words only
    private static Pattern pattern(String glob) {
        String regex = glob.startsWith("'")
                ? Pattern.quote(glob.substring(1, glob.length() - 1))
                : glob.codePoints()
                        .mapToObj(character -> character == '*'
                                ? ".*"
                                : character == '?' ? "." : Pattern.quote(Character.toString(character)))
                        .reduce("", String::concat);
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}

package io.echelon.core;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whom a target means, found by asking every member of the group whether it is meant.
///
/// @param members in rank order
/// @param rejection why it is nobody, as a transcript has it
record ModelChoice(List<ModelMember> members, @Nullable String rejection) {
    /// Whom a command of `sender` is for.
    static ModelChoice below(Target target, ModelMember sender) {
        ModelGroup group = sender.group;
        if (target instanceof Target.Pattern pattern) {
            boolean isLast = group.members.stream().noneMatch(other -> other.number > sender.number);
            return isLast
                    ? rejected("NOBODY_BELOW")
                    : matching(pattern, group, group.rankOf(sender), other -> other.number > sender.number);
        }
        ModelChoice named = named(target, group);
        for (ModelMember member : named.members) {
            if (member.number < sender.number) {
                return rejected("UPWARD who=" + member.line() + " rank=" + group.rankOf(member) + " own="
                        + group.rankOf(sender));
            }
            if (member == sender) {
                return rejected("SELF who=" + sender.line());
            }
        }
        return named;
    }

    /// Whom `asker` wants to see.
    static ModelChoice everybody(@Nullable Target target, ModelMember asker) {
        if (target == null) {
            return found(asker.group.members.stream());
        }
        return target instanceof Target.Pattern pattern
                ? matching(pattern, asker.group, asker.group.rankOf(asker), other -> true)
                : named(target, asker.group);
    }

    /// What an observer wants to see. It has no rank to count from.
    static ModelChoice observed(@Nullable Target target, ModelGroup group) {
        if (target == null || target instanceof Target.All) {
            return found(group.members.stream());
        }
        if (target instanceof Target.Next || target instanceof Target.Offset) {
            return rejected("NO_MATCH");
        }
        return target instanceof Target.Pattern pattern
                ? matching(pattern, group, -1, other -> true)
                : named(target, group);
    }

    /// As a roster tells them.
    String seatsText() {
        return members.stream()
                .map(seat ->
                        " | " + seat.line() + " rank=" + seat.group.rankOf(seat) + EffectText.profile(seat.profile))
                .collect(Collectors.joining());
    }

    private static ModelChoice named(Target target, ModelGroup group) {
        if (target instanceof Target.Numbered(long number)) {
            ModelChoice choice = found(group.members.stream().filter(member -> member.number == number));
            return choice.members.isEmpty() ? rejected("NO_SUCH_MEMBER who=" + group.prefix() + "m" + number) : choice;
        }
        List<Target.Range> ranges = ((Target.Ranked) target).ranges();
        for (Target.Range range : ranges) {
            if (group.members.stream().noneMatch(member -> group.rankOf(member) == range.first())) {
                return rejected("NO_SUCH_RANK rank=" + range.first() + " of=" + group.members.size());
            }
        }
        return found(group.members.stream()
                .filter(member -> ranges.stream().anyMatch(range -> isWithin(group.rankOf(member), range))));
    }

    private static ModelChoice matching(
            Target.Pattern pattern, ModelGroup group, int own, Predicate<ModelMember> isEligible) {
        List<ModelMember> eligible = group.members.stream().filter(isEligible).toList();
        ModelChoice choice = switch (pattern) {
            case Target.All all -> found(eligible.stream());
            case Target.Next next -> found(eligible.stream().filter(member -> group.rankOf(member) == own + 1));
            case Target.Last last -> found(eligible.stream().max(Comparator.comparingInt(group::rankOf)).stream());
            case Target.Any any ->
                found(
                        eligible.stream()
                                .min(Comparator.comparingLong(group::busyness).thenComparingInt(group::rankOf))
                                .stream());
            case Target.Offset(Target.Range range) ->
                found(eligible.stream().filter(member -> isWithin(group.rankOf(member) - own, range)));
        };
        return choice.members.isEmpty() ? rejected("NO_MATCH") : choice;
    }

    private static boolean isWithin(int number, Target.Range range) {
        return number >= range.first() && number <= range.last();
    }

    private static ModelChoice found(Stream<ModelMember> members) {
        return new ModelChoice(
                members.sorted(Comparator.comparingLong(member -> member.number))
                        .toList(),
                null);
    }

    private static ModelChoice rejected(String rejection) {
        return new ModelChoice(List.of(), rejection);
    }
}

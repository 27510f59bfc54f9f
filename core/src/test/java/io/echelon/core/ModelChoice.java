package io.echelon.core;

import java.util.Comparator;
import java.util.List;
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
        String objection = missing(target, group);
        if (objection == null) {
            objection = upward(target, sender);
        }
        List<ModelMember> below = group.members.stream()
                .filter(member -> member.number > sender.number)
                .toList();
        if (objection == null && below.isEmpty()) {
            objection = "NOBODY_BELOW";
        }
        return objection == null ? matching(target, below, group.rankOf(sender)) : rejected(objection);
    }

    /// How many seniors a command of `sender` would have been for.
    static int above(Target target, ModelMember sender) {
        ModelGroup group = sender.group;
        List<ModelMember> above = group.members.stream()
                .filter(member -> member.number < sender.number)
                .toList();
        return target instanceof Target.Any
                ? 0
                : matching(target, above, group.rankOf(sender)).members.size();
    }

    /// Whom `asker` wants to see.
    static ModelChoice everybody(@Nullable Target target, ModelMember asker) {
        return seen(target, asker.group, asker.group.rankOf(asker));
    }

    /// What an observer wants to see. It has no rank to count from.
    static ModelChoice observed(@Nullable Target target, ModelGroup group) {
        return seen(target, group, null);
    }

    private static ModelChoice seen(@Nullable Target target, ModelGroup group, @Nullable Integer own) {
        if (target == null || target instanceof Target.All) {
            return found(group.members.stream());
        }
        String missing = missing(target, group);
        return missing == null ? matching(target, group.members, own) : rejected(missing);
    }

    /// As a roster tells them.
    String seatsText() {
        return members.stream()
                .map(seat -> " | " + seat.line() + " rank=" + seat.group.rankOf(seat) + (seat.isAway() ? " away" : "")
                        + EffectText.profile(seat.profile))
                .collect(Collectors.joining());
    }

    private static @Nullable String missing(Target target, ModelGroup group) {
        return ModelTarget.named(target)
                .flatMap(named -> missing(named, group))
                .findFirst()
                .orElse(null);
    }

    private static Stream<String> missing(Target.Named named, ModelGroup group) {
        int size = group.members.size();
        return switch (named) {
            case Target.Numbered(long number) ->
                group.members.stream().anyMatch(member -> member.number == number)
                        ? Stream.empty()
                        : Stream.of("NO_SUCH_MEMBER who=" + group.prefix() + "m" + number);
            case Target.Ranked(List<Target.Range> ranges) ->
                ranges.stream()
                        .map(Target.Range::first)
                        .filter(rank -> rank >= size)
                        .map(rank -> "NO_SUCH_RANK rank=" + rank + " of=" + size);
        };
    }

    private static @Nullable String upward(Target target, ModelMember sender) {
        ModelGroup group = sender.group;
        int own = group.rankOf(sender);
        return group.members.stream()
                .filter(member -> member.number <= sender.number)
                .filter(member -> ModelTarget.named(target).anyMatch(named -> ModelTarget.means(named, member, own)))
                .findFirst()
                .map(member -> member == sender
                        ? "SELF who=" + member.line()
                        : "UPWARD who=" + member.line() + " rank=" + group.rankOf(member) + " own=" + own)
                .orElse(null);
    }

    /// @param own the rank to count from, if there is one
    private static ModelChoice matching(Target target, List<ModelMember> eligible, @Nullable Integer own) {
        ModelChoice choice = switch (target) {
            case Target.Any(Target.Expression among) ->
                found(eligible.stream()
                        .filter(member -> ModelTarget.means(among, member, own))
                        .min(Comparator.<ModelMember>comparingLong(member -> member.group.busyness(member))
                                .thenComparingLong(member -> member.number))
                        .stream());
            case Target.Expression expression ->
                found(eligible.stream().filter(member -> ModelTarget.means(expression, member, own)));
        };
        return choice.members.isEmpty() ? rejected("NO_MATCH") : choice;
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

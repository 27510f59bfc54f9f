package io.echelon.core;

import io.echelon.core.Target.Expression;
import io.echelon.core.Target.Named;
import io.echelon.core.Target.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [Target] names is there, and below the sender, or the whole request is rejected.
final class Authority {
    private final int group;
    private final Roster roster;

    Authority(int group, Roster roster) {
        this.group = group;
        this.roster = roster;
    }

    /// Why a command of the member at `ownRank` goes nowhere: of what is not there the first in the
    /// target decides, then the most senior of those who are.
    @Nullable
    Rejection objection(Target target, int ownRank) {
        List<Named> all = named(target);
        if (all.isEmpty()) {
            return null;
        }
        Rejection missing = missing(all);
        return missing != null ? missing : upward(all, ownRank);
    }

    /// Why the member at whatever rank is not told who is meant.
    @Nullable
    Rejection missing(Target target) {
        return missing(named(target));
    }

    private @Nullable Rejection missing(List<Named> all) {
        for (Named named : all) {
            Rejection missing = missing(named);
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private @Nullable Rejection upward(List<Named> all, int ownRank) {
        int highestRank = roster.size();
        for (Named named : all) {
            highestRank = Math.min(highestRank, highestRank(named));
        }
        if (highestRank > ownRank) {
            return null;
        }
        MemberId who = roster.at(highestRank).id;
        return highestRank == ownRank ? new Rejection.Self(who) : new Rejection.Upward(who, highestRank, ownRank);
    }

    private @Nullable Rejection missing(Named named) {
        return switch (named) {
            case Target.Numbered(long number) ->
                roster.rankOf(number) < 0 ? new Rejection.NoSuchMember(new MemberId(group, number)) : null;
            case Target.Ranked(List<Range> ranges) -> {
                for (Range range : ranges) {
                    if (range.first() >= roster.size()) {
                        yield new Rejection.NoSuchRank(range.first(), roster.size());
                    }
                }
                yield null;
            }
        };
    }

    private int highestRank(Named named) {
        return switch (named) {
            case Target.Numbered(long number) -> roster.rankOf(number);
            case Target.Ranked(List<Range> ranges) -> ranges.getFirst().first();
        };
    }

    /// What `target` names and is held to, from left to right.
    private static List<Named> named(Target target) {
        return switch (target) {
            case Target.All all -> List.of();
            case Target.Any(Expression among) -> named(among);
            case Expression expression -> {
                List<Named> named = new ArrayList<>();
                collect(expression, false, named);
                yield named;
            }
        };
    }

    private static void collect(Expression expression, boolean isNegated, List<Named> named) {
        switch (expression) {
            case Named name when !isNegated -> named.add(name);
            case Target.Not not -> collect(not.part(), !isNegated, named);
            case Target.And and -> and.parts().forEach(part -> collect(part, isNegated, named));
            case Target.Or or -> or.parts().forEach(part -> collect(part, isNegated, named));
            case Target.Place place -> {}
            case Target.Called called -> {}
            case Target.Labelled labelled -> {}
        }
    }
}

package io.echelon.core;

import io.echelon.core.Target.Range;
import java.util.Arrays;
import java.util.List;

/// Evaluates a [Target] against a roster, at one moment.
final class Selector {
    /// The rank of somebody without a place.
    private static final int NOWHERE = -1;

    private final int group;
    private final Roster roster;

    Selector(int group, Roster roster) {
        this.group = group;
        this.roster = roster;
    }

    /// Whom a command of the member at `ownRank` reaches. Of several members that are named, the
    /// most senior one decides whether the command goes upward.
    Selection below(Target target, int ownRank) {
        return switch (target) {
            case Target.Named named -> judged(named(named), ownRank);
            case Target.Pattern pattern ->
                roster.countBelow(ownRank) == 0 ? new Rejection.NobodyBelow() : matching(pattern, ownRank, ownRank + 1);
        };
    }

    /// Whom the member at `ownRank` means when it asks about everybody.
    Selection everybody(Target target, int ownRank) {
        return switch (target) {
            case Target.Named named -> named(named);
            case Target.Pattern pattern -> matching(pattern, ownRank, 0);
        };
    }

    /// Whom somebody without a place means. What counts from a place means nobody; all may be none.
    Selection fromOutside(Target target) {
        return switch (target) {
            case Target.Named named -> named(named);
            case Target.All all when roster.size() == 0 -> new Recipients(0);
            case Target.Pattern pattern ->
                roster.size() == 0 || countsFromAPlace(pattern)
                        ? new Rejection.NoMatch()
                        : matching(pattern, NOWHERE, 0);
        };
    }

    private static boolean countsFromAPlace(Target.Pattern pattern) {
        return pattern instanceof Target.Next || pattern instanceof Target.Offset;
    }

    /// How many seniors a target would have met. What points down from the sender meets none.
    static int countAbove(Target target, int ownRank) {
        return target instanceof Target.All ? ownRank : 0;
    }

    private Selection judged(Selection named, int ownRank) {
        if (!(named instanceof Recipients recipients)) {
            return named;
        }
        int highestRank = roster.rankOf(recipients.first(0));
        if (highestRank < ownRank) {
            return new Rejection.Upward(roster.at(highestRank).id, highestRank, ownRank);
        }
        return highestRank == ownRank ? new Rejection.Self(roster.at(ownRank).id) : named;
    }

    private Selection named(Target.Named target) {
        return switch (target) {
            case Target.Numbered numbered -> numbered(numbered.number());
            case Target.Ranked ranked -> ranked(ranked.ranges());
        };
    }

    private Selection numbered(long number) {
        int rank = roster.rankOf(number);
        return rank < 0 ? new Rejection.NoSuchMember(new MemberId(group, number)) : ranks(rank, rank);
    }

    private Selection ranked(List<Range> ranges) {
        long[] bounds = new long[2 * ranges.size()];
        int used = 0;
        int count = 0;
        int nextRank = 0;
        for (Range range : ranges) {
            if (range.first() >= roster.size()) {
                return new Rejection.NoSuchRank(range.first(), roster.size());
            }
            int first = Math.max(range.first(), nextRank);
            int last = Math.min(range.last(), roster.size() - 1);
            if (first <= last) {
                bounds[used++] = numberAt(first);
                bounds[used++] = numberAt(last);
                count += last - first + 1;
                nextRank = last + 1;
            }
        }
        return new Recipients(count, Arrays.copyOf(bounds, used));
    }

    /// @param highestRank where the pattern begins to look
    private Selection matching(Target.Pattern pattern, int ownRank, int highestRank) {
        int lowestRank = roster.size() - 1;
        return switch (pattern) {
            case Target.All all -> ranks(highestRank, lowestRank);
            case Target.Next next -> ranks(ownRank + 1, ownRank + 1);
            case Target.Last last -> ranks(lowestRank, lowestRank);
            case Target.Any any -> leastBusy(highestRank);
            case Target.Offset offset ->
                ranks(
                        ownRank + offset.range().first(),
                        Math.min(ownRank + offset.range().last(), lowestRank));
        };
    }

    private Selection leastBusy(int highestRank) {
        int choice = highestRank;
        for (int rank = highestRank; rank < roster.size() && roster.at(choice).openOutcomes > 0; rank++) {
            if (roster.at(rank).openOutcomes < roster.at(choice).openOutcomes) {
                choice = rank;
            }
        }
        return ranks(choice, choice);
    }

    private Selection ranks(int first, int last) {
        if (first > last || last >= roster.size()) {
            return new Rejection.NoMatch();
        }
        return new Recipients(last - first + 1, numberAt(first), numberAt(last));
    }

    private long numberAt(int rank) {
        return roster.at(rank).id.number();
    }
}

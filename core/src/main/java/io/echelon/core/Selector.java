package io.echelon.core;

/// Evaluates a [Target] against a roster, at one moment. Places cost the ranges that they are made of;
/// names, labels and combinations ask each member for each atom.
final class Selector {
    private final Roster roster;
    private final Authority authority;
    /// Whom [Target#ALL] meant last: as long as nobody comes or goes, and the same member asks, it is them.
    private Recipients everybody = Recipients.of(0);

    Selector(int group, Roster roster) {
        this.roster = roster;
        this.authority = new Authority(group, roster);
    }

    /// Whom a command of the member at `ownRank` reaches.
    Selection below(Target target, int ownRank) {
        Rejection objection = authority.objection(target, ownRank);
        if (objection != null) {
            return objection;
        }
        return roster.countBelow(ownRank) == 0 ? new Rejection.NobodyBelow() : matching(target, ownRank, ownRank + 1);
    }

    /// Whom the member at `ownRank` means when it asks about everybody.
    Selection everybody(Target target, int ownRank) {
        Rejection missing = authority.missing(target);
        return missing != null ? missing : matching(target, ownRank, 0);
    }

    /// Whom somebody without a place means. What counts from a place means nobody; all may be none.
    Selection fromOutside(Target target) {
        boolean isNobody = target instanceof Target.All && roster.size() == 0;
        return isNobody ? new Recipients(0) : everybody(target, Viewpoint.OUTSIDE);
    }

    /// How many seniors a target would have met. What goes by places, and what is for one only, meets none.
    int countAbove(Target target, int ownRank) {
        return switch (target) {
            case Target.All all -> ownRank;
            case Target.Any any -> 0;
            case Target.Place place -> 0;
            case Target.Expression expression ->
                ranks(condition(expression, ownRank), 0, ownRank).count();
        };
    }

    /// @param highestRank where patterns begin to look; what is named is not above it
    private Selection matching(Target target, int ownRank, int highestRank) {
        return switch (target) {
            case Target.All all -> everybodyFrom(highestRank);
            case Target.Any any -> leastBusy(condition(any.among(), ownRank), highestRank);
            case Target.Place place -> recipients(new Viewpoint(roster, ownRank).ranks(place));
            case Target.Expression expression ->
                recipients(ranks(condition(expression, ownRank), highestRank, roster.size()));
        };
    }

    private Condition condition(Target.Expression expression, int ownRank) {
        return new Viewpoint(roster, ownRank).condition(expression);
    }

    private Selection everybodyFrom(int rank) {
        int count = roster.size() - rank;
        if (count <= 0) {
            return new Rejection.NoMatch();
        }
        long first = numberAt(rank);
        long last = numberAt(roster.size() - 1);
        if (everybody.count() != count || everybody.first(0) != first || everybody.last(0) != last) {
            everybody = new Recipients(count, first, last);
        }
        return everybody;
    }

    private Selection leastBusy(Condition condition, int highestRank) {
        Member choice = null;
        for (int rank = highestRank; rank < roster.size() && (choice == null || choice.openOutcomes() > 0); rank++) {
            Member member = roster.at(rank);
            boolean isLess = choice == null || member.openOutcomes() < choice.openOutcomes();
            if (isLess && condition.holds(rank, member.profile)) {
                choice = member;
            }
        }
        return choice == null ? new Rejection.NoMatch() : new Recipients(1, choice.id.number(), choice.id.number());
    }

    /// Where a condition holds, from one rank to before another.
    private Ranks ranks(Condition condition, int from, int end) {
        Ranks ranks = new Ranks();
        for (int rank = from; rank < end; rank++) {
            if (condition.holds(rank, roster.at(rank).profile)) {
                ranks.add(rank, rank);
            }
        }
        return ranks;
    }

    private Selection recipients(Ranks ranks) {
        return ranks.count() == 0 ? new Rejection.NoMatch() : ranks.recipients(roster);
    }

    private long numberAt(int rank) {
        return roster.at(rank).id.number();
    }
}

package io.echelon.core;

import io.echelon.core.Target.Expression;
import io.echelon.core.Target.Range;
import java.util.Arrays;
import java.util.List;

/// What expressions mean to somebody at one rank of a roster, at one moment.
///
/// @param ownRank [#OUTSIDE] for somebody without a place
record Viewpoint(Roster roster, int ownRank) {
    /// Behind everybody, so that nobody is ever found when counting on from there.
    static final int OUTSIDE = Limits.MAX_CAPACITY;

    /// What `expression` asks of each member.
    Condition condition(Expression expression) {
        return switch (expression) {
            case Target.All all -> Condition.NONE;
            case Target.Place place -> {
                Ranks ranks = ranks(place);
                yield (rank, profile) -> ranks.includes(rank);
            }
            case Target.Called called -> (rank, profile) -> matches(called, profile);
            case Target.Labelled labelled -> (rank, profile) -> matches(labelled, profile);
            case Target.Not not -> {
                Condition part = condition(not.part());
                yield (rank, profile) -> !part.holds(rank, profile);
            }
            case Target.And and -> {
                Condition[] parts = conditions(and.parts());
                yield (rank, profile) -> allHold(parts, rank, profile);
            }
            case Target.Or or -> {
                Condition[] parts = conditions(or.parts());
                yield (rank, profile) -> anyHolds(parts, rank, profile);
            }
        };
    }

    /// Who is at `place`.
    Ranks ranks(Target.Place place) {
        int lowestRank = roster.size() - 1;
        Ranks ranks = new Ranks();
        switch (place) {
            case Target.All all -> ranks.add(0, lowestRank);
            case Target.Next next -> ranks.add(ownRank + 1, Math.min(ownRank + 1, lowestRank));
            case Target.Last last -> ranks.add(Math.max(0, lowestRank), lowestRank);
            case Target.Offset(Range range) ->
                ranks.add(ownRank + range.first(), Math.min(ownRank + range.last(), lowestRank));
            case Target.Numbered(long number) -> {
                int rank = roster.rankOf(number);
                ranks.add(Math.max(0, rank), rank);
            }
            case Target.Ranked(List<Range> ranges) ->
                ranges.forEach(range -> ranks.add(range.first(), Math.min(range.last(), lowestRank)));
        }
        return ranks;
    }

    private Condition[] conditions(List<Expression> parts) {
        Condition[] conditions = new Condition[parts.size()];
        Arrays.setAll(conditions, index -> condition(parts.get(index)));
        return conditions;
    }

    private static boolean matches(Target.Called called, Profile profile) {
        return profile.name() != null && called.name().matches(profile.name());
    }

    private static boolean matches(Target.Labelled labelled, Profile profile) {
        String value = profile.labels().get(labelled.key());
        return value != null && (labelled.value() == null || labelled.value().matches(value));
    }

    private static boolean allHold(Condition[] parts, int rank, Profile profile) {
        for (Condition part : parts) {
            if (!part.holds(rank, profile)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyHolds(Condition[] parts, int rank, Profile profile) {
        for (Condition part : parts) {
            if (part.holds(rank, profile)) {
                return true;
            }
        }
        return false;
    }
}

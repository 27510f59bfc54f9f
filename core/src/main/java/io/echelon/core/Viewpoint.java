package io.echelon.core;

import io.echelon.core.Target.Expression;
import io.echelon.core.Target.Range;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What expressions mean to somebody at one rank of a roster, at one moment.
///
/// For one expression: what it asks of one text of a member is one [Question].
final class Viewpoint {
    /// Behind everybody, so that nobody is ever found when counting on from there.
    static final int OUTSIDE = Limits.MAX_CAPACITY;

    private final Roster roster;
    private final int ownRank;
    private final Question name = new Question(null);
    private final Map<String, Question> labels = new LinkedHashMap<>();

    /// @param ownRank [#OUTSIDE] for somebody without a place
    Viewpoint(Roster roster, int ownRank) {
        this.roster = roster;
        this.ownRank = ownRank;
    }

    /// What `expression` asks of each member.
    Condition condition(Expression expression) {
        return switch (expression) {
            case Target.All all -> Condition.NONE;
            case Target.Place place -> {
                Ranks ranks = ranks(place);
                yield (rank, profile) -> ranks.includes(rank);
            }
            case Target.Called called -> name.isLike(called.name());
            case Target.Labelled labelled -> {
                Question label = labels.computeIfAbsent(labelled.key(), Question::new);
                Glob value = labelled.value();
                yield value == null ? label.isThere() : label.isLike(value);
            }
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

package io.echelon.core;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The members of a group in order of arrival, which is the order of rank: a member's rank is its
/// index. Seniority is stored, rank is derived, so a promotion is nothing but a removal.
final class Roster {
    private static final int SMALLEST = 8;
    private static final long[] NOBODY = new long[0];

    private final PromotionLog promotions = new PromotionLog();
    private long[] numbers = new long[SMALLEST];
    private @Nullable Member[] members = new Member[SMALLEST];
    private int size;
    private int reporters;
    private long revision;

    /// How many times somebody arrived or left.
    long revision() {
        return revision;
    }

    int size() {
        return size;
    }

    Member at(int rank) {
        return Objects.requireNonNull(members[rank]);
    }

    /// @return the rank of the member with this number, or a negative value if it is not here
    int rankOf(long number) {
        return Arrays.binarySearch(numbers, 0, size, number);
    }

    int rankOf(Member member) {
        return rankOf(member.id.number());
    }

    int countBelow(int rank) {
        return size - 1 - rank;
    }

    /// The revision with which the holder of this rank took it: by arriving, or as the last of its
    /// seniors left.
    long rankRevision(int rank) {
        return Math.max(at(rank).joinedRevision, promotions.lastAbove(numbers[rank]));
    }

    /// @return the numbers of those who report results, ascending; without looking at anybody where
    ///     nobody does
    long[] reportersAmong(Recipients recipients) {
        if (reporters == 0) {
            return NOBODY;
        }
        long[] found = new long[Math.min(reporters, recipients.count())];
        int count = 0;
        for (int range = 0; range < recipients.rangeCount(); range++) {
            int last = rankOf(recipients.last(range));
            for (int rank = rankOf(recipients.first(range)); rank <= last; rank++) {
                if (at(rank).profile.reportsResults()) {
                    found[count++] = numbers[rank];
                }
            }
        }
        return count == found.length ? found : Arrays.copyOf(found, count);
    }

    /// @param member with a greater number than any before
    void append(Member member) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
            members = Arrays.copyOf(members, 2 * size);
        }
        revision++;
        numbers[size] = member.id.number();
        members[size] = member;
        member.joinedRevision = revision;
        size++;
        count(member.profile, 1);
    }

    /// Takes the member at this rank out; everyone below moves up by one.
    void remove(int rank) {
        Member member = at(rank);
        revision++;
        size--;
        System.arraycopy(numbers, rank + 1, numbers, rank, size - rank);
        System.arraycopy(members, rank + 1, members, rank, size - rank);
        members[size] = null;
        count(member.profile, -1);
        long seniorNeighbour = rank == 0 ? 0 : numbers[rank - 1];
        promotions.add(member.id.number(), revision, seniorNeighbour);
    }

    void change(Member member, Profile profile) {
        count(member.profile, -1);
        member.profile = profile;
        count(profile, 1);
    }

    private void count(Profile profile, int difference) {
        if (profile.reportsResults()) {
            reporters += difference;
        }
    }
}

package io.echelon.core;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The members of a group in order of arrival, which is the order of rank: a member's rank is its
/// index. Seniority is stored, rank is derived, so a promotion is nothing but a removal.
final class Roster {
    private static final int SMALLEST = 8;

    private final PromotionLog promotions = new PromotionLog();
    private long[] numbers = new long[SMALLEST];
    private @Nullable Member[] members = new Member[SMALLEST];
    private int size;
    private int tracked;
    /// Their numbers, ascending; null where they have changed since somebody asked. Not changed itself.
    private long @Nullable [] trackedNumbers;

    private int graced;
    private int commandWatchers;
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

    /// The same where somebody may know it: costs nothing if that is right.
    ///
    /// @param guess 0 or more
    int rankOf(long number, int guess) {
        return guess < size && numbers[guess] == number ? guess : rankOf(number);
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

    /// @return the member with this number; it is here
    Member find(long number) {
        return at(rankOf(number));
    }

    /// Whether anybody may come back for events that it has missed.
    boolean hasGraced() {
        return graced > 0;
    }

    boolean hasCommandWatchers() {
        return commandWatchers > 0;
    }

    /// Those who have an outcome of their own. Looks at nobody where nobody has, or where all of them
    /// are known from the last time.
    Targets trackedAmong(Recipients recipients) {
        if (tracked == 0) {
            return Targets.NONE;
        }
        if (recipients.rangeCount() == 1 && recipients.count() > size / 2) {
            return Targets.between(recipients.first(0), recipients.last(0), trackedNumbers());
        }
        long[] found = new long[Math.min(tracked, recipients.count())];
        int count = 0;
        for (int range = 0; range < recipients.rangeCount(); range++) {
            int end = endOf(recipients, range);
            for (int rank = firstOf(recipients, range); rank < end; rank++) {
                if (at(rank).isTracked()) {
                    found[count++] = numbers[rank];
                }
            }
        }
        return Targets.of(found, count);
    }

    private long[] trackedNumbers() {
        long[] known = trackedNumbers;
        if (known != null) {
            return known;
        }
        long[] found = new long[tracked];
        int count = 0;
        for (int rank = 0; rank < size; rank++) {
            if (at(rank).isTracked()) {
                found[count++] = numbers[rank];
            }
        }
        trackedNumbers = found;
        return found;
    }

    /// All recipients.
    Targets targets(Recipients recipients) {
        long[] found = new long[recipients.count()];
        int count = 0;
        for (int range = 0; range < recipients.rangeCount(); range++) {
            int first = firstOf(recipients, range);
            int length = endOf(recipients, range) - first;
            System.arraycopy(numbers, first, found, count, length);
            count += length;
        }
        return Targets.of(found, count);
    }

    /// Whether any of them cannot be sent a command now without overtaking another.
    boolean isAnyBusy(Targets targets) {
        for (int index = 0; index < targets.count(); index++) {
            if (!find(targets.number(index)).isReady()) {
                return true;
            }
        }
        return false;
    }

    /// The first rank of a range; that of the next member, if the one with that number is not here.
    int firstOf(Recipients recipients, int range) {
        int rank = rankOf(recipients.first(range));
        return rank >= 0 ? rank : -rank - 1;
    }

    /// The rank behind a range.
    int endOf(Recipients recipients, int range) {
        int rank = rankOf(recipients.last(range));
        return rank >= 0 ? rank + 1 : -rank - 1;
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
        count(member, 1);
    }

    /// Takes the member at this rank out; everyone below moves up by one.
    void remove(int rank) {
        Member member = at(rank);
        revision++;
        size--;
        System.arraycopy(numbers, rank + 1, numbers, rank, size - rank);
        System.arraycopy(members, rank + 1, members, rank, size - rank);
        members[size] = null;
        count(member, -1);
        long seniorNeighbour = rank == 0 ? 0 : numbers[rank - 1];
        promotions.add(member.id.number(), revision, seniorNeighbour);
    }

    /// Changes something of a member that is counted here.
    void change(Member member, Runnable change) {
        count(member, -1);
        change.run();
        count(member, 1);
    }

    private void count(Member member, int difference) {
        if (member.isTracked()) {
            tracked += difference;
            trackedNumbers = null;
        }
        graced += member.terms.hasGrace() ? difference : 0;
        commandWatchers += member.isWatchingCommands ? difference : 0;
    }
}

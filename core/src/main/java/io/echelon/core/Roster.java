package io.echelon.core;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The members of a group in order of arrival, which is the order of rank: a member's rank is its
/// index. Seniority is stored, rank is derived, so a promotion is nothing but a removal.
///
/// When many leave, the ranks are not closed up for each of them, but when somebody asks who has a
/// rank, or when the [Gaps] have become many; a rank is the index then, less the gaps before it.
final class Roster {
    private static final int SMALLEST = 8;

    private final PromotionLog promotions = new PromotionLog();
    private long[] numbers = new long[SMALLEST];
    private @Nullable Member[] members = new Member[SMALLEST];
    private final Gaps gaps = new Gaps();
    /// Members and gaps.
    private int length;

    /// How many have an outcome of their own.
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
        return length - gaps.count();
    }

    Member at(int rank) {
        closeGaps();
        return Objects.requireNonNull(members[rank]);
    }

    /// Who has rank 0.
    Member first() {
        return Objects.requireNonNull(members[gaps.firstHeld()]);
    }

    /// @return the rank of the member with this number; if it is not here, -1 less the rank of the next
    int rankOf(long number) {
        int found = Arrays.binarySearch(numbers, 0, length, number);
        int index = found < 0 ? -found - 1 : found;
        int rank = index - gaps.before(index);
        return found < 0 || members[index] == null ? -rank - 1 : rank;
    }

    /// The same where somebody may know it: costs nothing if that is right.
    ///
    /// @param guess 0 or more
    int rankOf(long number, int guess) {
        return guess < length && numbers[guess] == number && gaps.count() == 0 ? guess : rankOf(number);
    }

    /// In the order of their ranks.
    ///
    /// @param action which nobody comes or goes by
    void forEach(Consumer<Member> action) {
        for (int rank = 0; rank < size(); rank++) {
            action.accept(at(rank));
        }
    }

    int rankOf(Member member) {
        return rankOf(member.id.number());
    }

    int countBelow(int rank) {
        return size() - 1 - rank;
    }

    /// The revision with which a member took its rank: by arriving, or as the last of its seniors left.
    long rankRevision(Member member) {
        return Math.max(member.arrivalRevision, promotions.lastAbove(member.id.number()));
    }

    boolean contains(long number) {
        return rankOf(number) >= 0;
    }

    /// @return the member with this number; it is here
    Member find(long number) {
        return Objects.requireNonNull(members[Arrays.binarySearch(numbers, 0, length, number)]);
    }

    /// Whether anybody may come back for events that it has missed.
    boolean hasGraced() {
        return graced > 0;
    }

    boolean hasCommandWatchers() {
        return commandWatchers > 0;
    }

    /// Those who have an outcome of their own. Looks at nobody where nobody has; where most of the roster
    /// is meant, it does so once until they change.
    Targets trackedAmong(Recipients recipients) {
        if (tracked == 0) {
            return Targets.NONE;
        }
        if (recipients.rangeCount() == 1 && recipients.count() > size() / 2) {
            return Targets.between(recipients.first(0), recipients.last(0), trackedNumbers());
        }
        closeGaps();
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
        closeGaps();
        long[] found = new long[tracked];
        int count = 0;
        for (int rank = 0; rank < length; rank++) {
            if (at(rank).isTracked()) {
                found[count++] = numbers[rank];
            }
        }
        trackedNumbers = found;
        return found;
    }

    /// All recipients.
    Targets targets(Recipients recipients) {
        closeGaps();
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
        revision++;
        member.arrivalRevision = revision;
        add(member);
    }

    private void add(Member member) {
        if (length == numbers.length) {
            makeRoom();
        }
        numbers[length] = member.id.number();
        members[length] = member;
        length++;
        count(member, 1);
    }

    /// Takes a member out; everyone below moves up by one.
    ///
    /// @return the rank that it had
    int remove(Member member) {
        int index = Arrays.binarySearch(numbers, 0, length, member.id.number());
        int rank = index - gaps.before(index);
        revision++;
        members[index] = null;
        gaps.add(index);
        count(member, -1);
        int neighbour = gaps.lastHeldBefore(index);
        promotions.add(member.id.number(), revision, neighbour < 0 ? 0 : numbers[neighbour]);
        if (gaps.isFull() || size() == 0) {
            closeGaps();
        }
        return rank;
    }

    private void makeRoom() {
        if (size() > numbers.length / 4 * 3) {
            numbers = Arrays.copyOf(numbers, 2 * length);
            members = Arrays.copyOf(members, 2 * length);
        } else {
            closeGaps();
        }
    }

    private void closeGaps() {
        if (gaps.count() > 0) {
            int size = size();
            gaps.close(numbers, length);
            gaps.close(members, length);
            Arrays.fill(members, size, length, null);
            gaps.clear();
            length = size;
        }
    }

    /// Changes something of a member that is counted here.
    void change(Member member, Runnable change) {
        count(member, -1);
        change.run();
        count(member, 1);
    }

    /// In the order of their ranks, each with the revision with which it took its rank: so nothing need be
    /// known of who has left before. Replays from the lowest rank up: who is told most comes first, and what
    /// the others were told is in a row there.
    void save(SnapshotWriter writer) {
        writer.put(revision);
        writer.put(size());
        forEach(member -> member.save(writer, rankRevision(member)));
        for (int rank = size() - 1; rank >= 0; rank--) {
            Replay replay = at(rank).replay();
            if (replay != null) {
                replay.save(writer);
            }
        }
    }

    /// @param group its number
    void load(SnapshotReader reader, int group, Shared shared) {
        revision = reader.nextLong();
        for (int left = reader.nextInt(0, Limits.MAX_CAPACITY); left > 0; left--) {
            Member member = Member.load(reader, group, shared);
            if (length > 0 && member.id.number() <= numbers[length - 1]) {
                throw SnapshotReader.wrong(member.id + " is not in its place");
            }
            add(member);
        }
        for (int rank = size() - 1; rank >= 0; rank--) {
            Replay replay = at(rank).replay();
            if (replay != null) {
                replay.load(reader, group);
            }
        }
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

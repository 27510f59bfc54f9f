package io.echelon.core;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The members of all groups that are away, by the end of their grace.
final class Absences {
    private final TreeSet<Member> byDeadline =
            new TreeSet<>(Comparator.<Member>comparingLong(member -> member.awayUntilMillis)
                    .thenComparingInt(member -> member.id.group())
                    .thenComparingLong(member -> member.id.number()));

    void begin(Member member, long untilMillis) {
        member.awayUntilMillis = untilMillis;
        byDeadline.add(member);
    }

    /// Takes over a member that was restored.
    void restore(Member member) {
        byDeadline.add(member);
    }

    /// Gives everybody who is away its whole grace again.
    void restart(long nowMillis) {
        List<Member> away = List.copyOf(byDeadline);
        byDeadline.clear();
        away.forEach(member -> begin(member, nowMillis + member.terms.graceMillis()));
    }

    void end(Member member) {
        byDeadline.remove(member);
    }

    /// @return whose grace ends first, or null when nobody is away
    @Nullable
    Member first() {
        return byDeadline.isEmpty() ? null : byDeadline.first();
    }
}

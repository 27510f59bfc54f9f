package io.echelon.core;

import java.util.List;

/// Whom a command is for, as its sender wrote it. What it comes to is decided when the command is
/// sequenced. Ids and ranks are explicit and may not aim upward; everything else ranges over the
/// members below the sender to begin with.
public sealed interface Target {
    /// A rank that no group can have is not worth looking for.
    int MAX_RANK = Limits.MAX_CAPACITY - 1;

    All ALL = new All();

    /// Says who, by number or by rank, and is held to it.
    sealed interface Named extends Target {}

    /// Says what sort of members; those it would have met above the sender are only counted.
    sealed interface Pattern extends Target {}

    record All() implements Pattern {}

    /// The one right below the sender.
    record Next() implements Pattern {}

    /// The one with the lowest rank.
    record Last() implements Pattern {}

    /// One of them: who has the fewest commands under way, then the most senior.
    record Any() implements Pattern {}

    /// @param number of the member
    record Numbered(long number) implements Named {}

    /// @param ranges ascending by their first rank; they may overlap
    record Ranked(List<Range> ranges) implements Named {
        public Ranked {
            ranges = List.copyOf(ranges);
        }
    }

    /// Counted down from the sender: 1 is the one right below.
    record Offset(Range range) implements Pattern {}

    /// @param first smaller than or equal to last
    /// @param last inclusive; clipped to what is there
    record Range(int first, int last) {}

    /// Reads a target.
    ///
    /// @param text such as `all`, `next`, `last`, `any`, `m7`, `rank:4-9,12`, `+1..+3`
    /// @return what it says, or what is wrong with it
    static Parsed parse(String text) {
        return new TargetParser(text).parse();
    }

    /// Either a target or a complaint.
    sealed interface Parsed {}

    record Understood(Target target) implements Parsed {}

    /// @param problem for the sender to read
    /// @param isUnsupported whether it is good, but not to be had from this server
    record Misunderstood(String problem, boolean isUnsupported) implements Parsed {}
}

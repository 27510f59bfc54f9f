package io.echelon.client;

/// The number that a member drew when it took its place: never reused, never changed, and smaller for whoever
/// is senior. Ordered by seniority, the most senior first.
///
/// @param number from 1 on
public record MemberId(long number) implements Comparable<MemberId> {
    @Override
    public int compareTo(MemberId other) {
        return Long.compare(number, other.number);
    }

    /// As it is written in targets: `m7`.
    @Override
    public String toString() {
        return "m" + number;
    }
}

package io.echelon.core;

/// Identity and seniority in one: within a group the smaller number is senior, for ever.
///
/// @param group the group's number, counted from 0 in the order in which groups were made
/// @param number counted from 1 in the order of arrival, never reused
public record MemberId(int group, long number) {
    /// As people and programs see it: `m7`. The group is known from where it is said.
    @Override
    public String toString() {
        return "m" + number;
    }
}

package io.echelon.core;

/// Names one command of a group.
///
/// @param group the group's number
/// @param number counted from 1 in the order in which the group's commands were sequenced
public record CommandId(int group, long number) {
    @Override
    public String toString() {
        return "c" + number;
    }
}

package io.echelon.core;

/// The bounds of everything that the core keeps. Each has an answer when it is reached.
///
/// @param capacity members a group, 1 to 65,536; then [Rejection.GroupFull]
/// @param maxGroups groups that are ever made; then [Rejection.TooManyGroups]
/// @param maxOpenCommands commands of one sender that are not closed; then [Rejection.TooManyOpen]
/// @param maxOpenOutcomes outcomes awaited over all groups, where each open command counts for
///     [#OUTCOMES_A_COMMAND] besides its own; then [Rejection.TooManyOpen]
/// @param maxClosedCommands closed commands a group whose tally is kept, oldest dropped first
/// @param closedMillis how long a closed command's tally is kept
public record Limits(
        int capacity,
        int maxGroups,
        int maxOpenCommands,
        int maxOpenOutcomes,
        int maxClosedCommands,
        long closedMillis) {
    public static final int MAX_CAPACITY = 65_536;
    /// What an open command weighs, in outcomes, whatever its number of targets.
    public static final int OUTCOMES_A_COMMAND = 16;

    public static final Limits DEFAULTS = new Limits(64, 1_024, 64, 16 << 20, 1_000, 3_600_000);

    public Limits {
        requireRange("capacity", capacity, 1, MAX_CAPACITY);
        requireRange("groups", maxGroups, 1, 1 << 20);
        requireRange("open commands", maxOpenCommands, 1, 1 << 20);
        requireRange("open outcomes", maxOpenOutcomes, OUTCOMES_A_COMMAND + 1, 1 << 30);
        requireRange("closed commands", maxClosedCommands, 0, 1 << 20);
        requireRange("closed milliseconds", closedMillis, 0, Long.MAX_VALUE);
    }

    public Limits withCapacity(int members) {
        return new Limits(members, maxGroups, maxOpenCommands, maxOpenOutcomes, maxClosedCommands, closedMillis);
    }

    private static void requireRange(String name, long value, long smallest, long largest) {
        if (value < smallest || value > largest) {
            throw new IllegalArgumentException(name + " must be " + smallest + " to " + largest + ", not " + value);
        }
    }
}

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
/// @param maxWaiting connections a group that stand in line; then [Rejection.GroupFull]
/// @param maxReplayEvents events that are kept for one member's return, oldest dropped first: what is
///     missed then is a gap
/// @param maxBodyBytes of commands that wait, and of events kept for a member's return, over all
///     groups; of the latter the oldest are dropped first, then it is [Rejection.TooMuchWaiting]
/// @param maxResultBytes of outcomes that are kept for who asks, over all groups; those of the
///     command that had the first are dropped first
public record Limits(
        int capacity,
        int maxGroups,
        int maxOpenCommands,
        int maxOpenOutcomes,
        int maxClosedCommands,
        long closedMillis,
        int maxWaiting,
        int maxReplayEvents,
        long maxBodyBytes,
        long maxResultBytes) {
    public static final int MAX_CAPACITY = 65_536;
    /// What an open command weighs, in outcomes, whatever its number of targets.
    public static final int OUTCOMES_A_COMMAND = 16;

    public static final Limits DEFAULTS =
            new Limits(64, 1_024, 64, 16 << 20, 1_000, 3_600_000, 1_024, 1_024, 64 << 20, 64 << 20);

    public Limits {
        requireRange("capacity", capacity, 1, MAX_CAPACITY);
        requireRange("groups", maxGroups, 1, 1 << 20);
        requireRange("open commands", maxOpenCommands, 1, 1 << 20);
        requireRange("open outcomes", maxOpenOutcomes, OUTCOMES_A_COMMAND + 1, 1 << 30);
        requireRange("closed commands", maxClosedCommands, 0, 1 << 20);
        requireRange("closed milliseconds", closedMillis, 0, Long.MAX_VALUE);
        requireRange("waiting", maxWaiting, 0, 1 << 20);
        requireRange("replay events", maxReplayEvents, 0, 1 << 20);
        requireRange("body bytes", maxBodyBytes, 0, 1L << 40);
        requireRange("result bytes", maxResultBytes, 0, 1L << 40);
    }

    public Limits withCapacity(int members) {
        return new Limits(
                members,
                maxGroups,
                maxOpenCommands,
                maxOpenOutcomes,
                maxClosedCommands,
                closedMillis,
                maxWaiting,
                maxReplayEvents,
                maxBodyBytes,
                maxResultBytes);
    }

    void save(SnapshotWriter writer) {
        writer.put(capacity);
        writer.put(maxGroups);
        writer.put(maxOpenCommands);
        writer.put(maxOpenOutcomes);
        writer.put(maxClosedCommands);
        writer.put(closedMillis);
        writer.put(maxWaiting);
        writer.put(maxReplayEvents);
        writer.put(maxBodyBytes);
        writer.put(maxResultBytes);
    }

    static Limits load(SnapshotReader reader) {
        return new Limits(
                reader.nextInt(),
                reader.nextInt(),
                reader.nextInt(),
                reader.nextInt(),
                reader.nextInt(),
                reader.nextLong(),
                reader.nextInt(),
                reader.nextInt(),
                reader.nextLong(),
                reader.nextLong());
    }

    private static void requireRange(String name, long value, long smallest, long largest) {
        if (value < smallest || value > largest) {
            throw new IllegalArgumentException(name + " must be " + smallest + " to " + largest + ", not " + value);
        }
    }
}

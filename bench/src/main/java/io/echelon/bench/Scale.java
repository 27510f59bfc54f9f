package io.echelon.bench;

/// How large the tasks are.
///
/// @param hundred how many members are few; the next three are more, and named after their full size
/// @param groups the two numbers of groups besides one
/// @param warmUpSeconds how long each task runs before it is measured
/// @param seconds how long it is measured
/// @param departures how often members leave in a run
/// @param rehearsals how often before that, so that it is a warm server that tells
/// @param lightRehearsals the same where only one leaves
/// @param settleSeconds how long members are idle before memory is read
/// @param publishes messages that `redis-benchmark` sends
record Scale(
        int hundred,
        int thousand,
        int tenThousand,
        int most,
        Groups groups,
        double warmUpSeconds,
        double seconds,
        int departures,
        int rehearsals,
        int lightRehearsals,
        double settleSeconds,
        int publishes) {
    static final Scale FULL =
            new Scale(100, 1_000, 10_000, 19_000, new Groups(100, 1_000), 3, 3, 5, 4, 20, 5, 2_000_000);

    /// Says whether all works, and nothing else.
    static final Scale QUICK = new Scale(20, 100, 400, 800, new Groups(10, 40), 0.2, 0.5, 3, 1, 1, 0.2, 100_000);

    record Groups(int some, int many) {}

    Scale withSeconds(double changed) {
        return new Scale(
                hundred,
                thousand,
                tenThousand,
                most,
                groups,
                warmUpSeconds,
                changed,
                departures,
                rehearsals,
                lightRehearsals,
                settleSeconds,
                publishes);
    }
}

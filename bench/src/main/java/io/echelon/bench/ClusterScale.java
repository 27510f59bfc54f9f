package io.echelon.bench;

/// How much of everything there is in the cases of replicated servers.
///
/// @param warmUpSeconds before writes are counted: three JVMs have to compile
/// @param kills of leaders a run
/// @param losses of who is first in a line, a run
/// @param load of `etcdctl check perf`
record ClusterScale(
        int few, int many, int most, double warmUpSeconds, double seconds, int kills, int losses, String load) {
    static final ClusterScale FULL = new ClusterScale(64, 1_000, 4_000, 8, 5, 5, 10, "xl");

    /// Says whether all works, and nothing else.
    static final ClusterScale QUICK = new ClusterScale(12, 64, 256, 0.5, 0.5, 2, 2, "s");

    ClusterScale withSeconds(double changed) {
        return new ClusterScale(few, many, most, warmUpSeconds, changed, kills, losses, load);
    }
}

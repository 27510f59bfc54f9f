package io.echelon.bench;

import static io.echelon.bench.Product.ECHELON;
import static io.echelon.bench.Product.ETCD;
import static io.echelon.bench.Product.ZOOKEEPER;

import java.util.List;
import java.util.Map;

/// All cases of replicated servers, with what is wanted of Echelon in each.
final class ClusterCases {
    private static final List<Product> ALL = List.of(ECHELON, ETCD, ZOOKEEPER);

    private static final int BODY_BYTES = 128;

    /// A connection to Echelon may have 64 requests open, and a join is two.
    private static final int MOST_CLIENTS = 125;

    private static final double LEAST_COMMANDS = 30_000;
    private static final double TIMES_OTHERS = 7;
    private static final double MOST_SINGLE_MICROS = 10_000;
    private static final int OVERHEAD_SECONDS = 10;
    private static final int LOSS_SECONDS = 3;

    private final ClusterScale scale;

    private ClusterCases(ClusterScale scale) {
        this.scale = scale;
    }

    /// In the order in which they are run.
    static List<Case> of(ClusterScale scale) {
        ClusterCases cases = new ClusterCases(scale);
        return List.of(
                cases.single(),
                cases.writes("writes-64", scale.few(), false),
                cases.writes("writes-1000", scale.many(), true),
                cases.writes("writes-4000", scale.most(), true),
                cases.killed(),
                cases.lost("reset", "the connection of the first in a line is reset, until the second knows"),
                cases.lost("silence", "the first in a line falls silent, until the second knows"),
                cases.check());
    }

    private Case single() {
        // So few writes would leave a JVM cold, which no server is that has been up for a while.
        Task task = writes(Duty.WRITE, 1, " --warm-up-in-flight " + scale.few());
        return new Case(
                "single",
                "one write at a time, in turn at each node: a command, a put, a create of " + BODY_BYTES + " bytes",
                List.of(
                        Row.of("p50, µs", Way.FASTER, task, "p50_us", ALL, Map.of())
                                .atMost(MOST_SINGLE_MICROS),
                        Row.of("p99, µs", Way.FASTER, task, "p99_us", ALL, Map.of()),
                        Row.of("writes/s", Way.TIMES, task, "writes_per_s", ALL, Map.of())));
    }

    /// @param isBound whether so much is on its way that something is wanted
    private Case writes(String name, int inFlight, boolean isBound) {
        Task task = writes(Duty.WRITE, inFlight);
        List<Reading> joins = List.of(
                Reading.of(ECHELON, writes(Duty.JOIN, inFlight), "writes_per_s"),
                Reading.of(ETCD, task, "writes_per_s"),
                Reading.of(ZOOKEEPER, task, "writes_per_s"));
        Map<Product, Double> bounds = isBound ? Map.of(ETCD, TIMES_OTHERS, ZOOKEEPER, TIMES_OTHERS) : Map.of();
        Row commands = Row.of("commands, puts, creates/s", Way.TIMES, task, "writes_per_s", ALL, bounds);
        return new Case(
                name,
                Numbers.count(inFlight) + " writes in flight over all nodes, " + BODY_BYTES + " bytes",
                List.of(
                        isBound ? commands.atLeast(LEAST_COMMANDS) : commands,
                        Row.of("joins, puts, creates/s", Way.TIMES, joins, Map.of()),
                        Row.of("p99, µs", Way.FASTER, task, "p99_us", ALL, Map.of()),
                        Row.of(
                                "CPU of all nodes, µs a write",
                                Way.SHARE,
                                task,
                                "server_cpu_us_per_write",
                                ALL,
                                Map.of()),
                        Row.of("cores that the driver takes", Way.SHARE, task, "driver_busy", ALL, Map.of())
                                .onlyShown()));
    }

    private Case killed() {
        Task task = new Task.Killed(scale.kills());
        return new Case(
                "killed",
                "the leader is killed, until the next write is acknowledged",
                List.of(
                        Row.of("ms", Way.FASTER, task, "back_ms_p50", ALL, Map.of()),
                        Row.of("ms at most", Way.FASTER, task, "back_ms_max", ALL, Map.of())));
    }

    private Case lost(String loss, String title) {
        Task task = driven("succession", "--loss " + loss + " --times " + scale.losses(), (int)
                Math.ceil((scale.losses() + 1) * LOSS_SECONDS));
        return new Case(
                loss,
                title,
                List.of(
                        Row.of("ms", Way.FASTER, task, "told_ms_p50", ALL, Map.of()),
                        Row.of("ms at most", Way.FASTER, task, "told_ms_max", ALL, Map.of())));
    }

    /// Whether the driver is in the way of etcd.
    private Case check() {
        Reading commands = Reading.of(ECHELON, writes(Duty.WRITE, scale.many()), "writes_per_s");
        Reading check = Reading.of(ETCD, new Task.Checked(scale.load()), "writes_per_s");
        return new Case(
                "check",
                "etcd as its own tool loads it: etcdctl check perf --load=" + scale.load(),
                List.of(Row.of("commands, puts/s", Way.TIMES, List.of(commands, check), Map.of())));
    }

    private Task writes(Duty duty, int inFlight) {
        return writes(duty, inFlight, "");
    }

    private Task writes(Duty duty, int inFlight, String more) {
        int clients = Math.clamp(inFlight, ClusterUnderTest.NODES, MOST_CLIENTS);
        return driven(
                "writes",
                "--duty " + duty + " --in-flight " + inFlight + " --clients " + clients + " --bytes " + BODY_BYTES
                        + " --warm-up " + Numbers.show(scale.warmUpSeconds()) + " --seconds "
                        + Numbers.show(scale.seconds()) + more,
                (int) Math.ceil(scale.warmUpSeconds() + scale.seconds()));
    }

    private static Task driven(String scenario, String options, int seconds) {
        return new Task.Driven(scenario, Words.split(options), OVERHEAD_SECONDS + seconds);
    }
}

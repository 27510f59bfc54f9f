package io.echelon.bench;

import static io.echelon.bench.Product.ECHELON;
import static io.echelon.bench.Product.MOSQUITTO;
import static io.echelon.bench.Product.NATS;
import static io.echelon.bench.Product.REDIS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All cases, with what is wanted of Echelon in each.
final class Cases {
    private static final List<Product> ALL = List.of(ECHELON, REDIS, NATS, MOSQUITTO);
    private static final List<Product> WITHOUT_MOSQUITTO = List.of(ECHELON, REDIS, NATS);
    private static final List<Product> ALONE = List.of(ECHELON);

    private static final int BODY_BYTES = 128;
    private static final int MANY_IN_FLIGHT = 32;
    private static final String CPU_PER_DELIVERY = "server_cpu_us_per_delivery";

    /// Server and driver have to be up and all connections made, before and after the time that is measured.
    private static final double CONNECTIONS_PER_SECOND = 4_000;

    private static final int OVERHEAD_SECONDS = 2;

    private final Scale scale;

    private Cases(Scale scale) {
        this.scale = scale;
    }

    /// In the order in which they are run.
    static List<Case> of(Scale scale) {
        Cases cases = new Cases(scale);
        return List.of(
                cases.oneAtATime("fan-out-1000", scale.thousand(), 1.1),
                cases.oneAtATime("fan-out-10000", scale.tenThousand(), 1.3),
                cases.oneAtATime("fan-out-19000", scale.most(), 1.3),
                cases.inFlight(),
                cases.firstLeaves(),
                cases.halfLeaves(),
                cases.memory(),
                cases.connects(),
                cases.findings(),
                cases.pair(),
                cases.start(),
                cases.members(),
                cases.groups());
    }

    private Case oneAtATime(String name, int receivers, double timesRedis) {
        Task task = fanOut(receivers, 1, 1);
        // Mosquitto takes half a minute for each run of many, and nothing is wanted of the ratio to it.
        List<Product> who = receivers > scale.thousand() ? WITHOUT_MOSQUITTO : ALL;
        return new Case(
                name,
                "one message at a time to " + Numbers.count(receivers) + " members, " + BODY_BYTES + " bytes",
                List.of(
                        Row.of(
                                "deliveries/s",
                                Way.TIMES,
                                task,
                                "deliveries_per_s",
                                who,
                                Map.of(REDIS, timesRedis, NATS, 1.5)),
                        Row.of("p99 until all have it, µs", Way.FASTER, task, "p99_us", who, Map.of()),
                        Row.of("server CPU, µs a delivery", Way.SHARE, task, CPU_PER_DELIVERY, who, Map.of())));
    }

    private Case inFlight() {
        Task task = fanOut(scale.thousand(), MANY_IN_FLIGHT, 1);
        return new Case(
                "in-flight",
                MANY_IN_FLIGHT + " messages in flight to " + Numbers.count(scale.thousand()) + " members",
                List.of(
                        Row.of(
                                "server CPU, µs a delivery",
                                Way.SHARE,
                                task,
                                CPU_PER_DELIVERY,
                                ALL,
                                Map.of(REDIS, 0.40, NATS, 0.20)),
                        Row.of("deliveries/s", Way.TIMES, task, "deliveries_per_s", ALL, Map.of())));
    }

    private Case firstLeaves() {
        return new Case(
                "first-leaves",
                "the first of " + Numbers.count(scale.tenThousand()) + " members leaves, until all others are told",
                List.of(Row.of(
                        "ms",
                        Way.FASTER,
                        leave("first", scale.lightRehearsals()),
                        "told_ms_p50",
                        WITHOUT_MOSQUITTO,
                        Map.of(REDIS, 1.2))));
    }

    private Case halfLeaves() {
        Task task = leave("half", scale.rehearsals());
        return new Case(
                "half-leaves",
                "half of " + Numbers.count(scale.tenThousand()) + " members leave at once, until all others are told",
                List.of(
                        Row.of("ms", Way.FASTER, task, "told_ms_p50", WITHOUT_MOSQUITTO, Map.of(REDIS, 1.0)),
                        Row.of("lines a member", Way.SHARE, task, "lines_per_member", ALONE, Map.of())
                                .atMost(1.1)));
    }

    private Case memory() {
        List<Row> rows = new ArrayList<>();
        for (int members : List.of(scale.tenThousand(), scale.most())) {
            String title = "bytes a member, of " + Numbers.count(members);
            rows.add(Row.of(title, Way.SHARE, hold(members), "rss_per_connection_bytes", ALL, Map.of(REDIS, 0.35)));
        }
        return new Case("memory", "resident memory for idle members", rows);
    }

    private Case connects() {
        List<Row> rows = new ArrayList<>();
        for (int members : List.of(scale.tenThousand(), scale.most())) {
            String title = "connects/s, of " + Numbers.count(members);
            rows.add(Row.of(title, Way.TIMES, hold(members), "connects_per_s", ALL, Map.of(REDIS, 1.0)));
            rows.add(Row.of(
                    "server CPU, µs each", Way.SHARE, hold(members), "server_cpu_us_per_connect", ALL, Map.of()));
        }
        return new Case("connects", "connections made, and joined, to a server that has just started", rows);
    }

    private Case findings() {
        int executors = scale.thousand();
        Task task = driven("results", executors, "--executors " + executors + measured());
        Reading oneWay = Reading.of(ECHELON, fanOut(executors, 1, 1), "p99_us");
        return new Case(
                "results",
                "from command to *CLOSED, " + Numbers.count(executors) + " executors reporting results",
                List.of(
                        Row.of("p99, µs", Way.MULTIPLE, task, "p99_us", ALONE, Map.of())
                                .against("one way", oneWay, 3),
                        Row.of("p99 one way, µs", Way.TIMES, List.of(oneWay), Map.of())));
    }

    private Case pair() {
        Task pair = driven("pair", 2, "--in-flight " + MANY_IN_FLIGHT + " --bytes " + BODY_BYTES + measured());
        Task publish = new Task.Published(MANY_IN_FLIGHT, BODY_BYTES, scale.publishes(), 6);
        Reading commands = Reading.of(ECHELON, pair, "messages_per_s");
        return new Case(
                "pair",
                "one sender to one executor, each command closed by a result, " + MANY_IN_FLIGHT + " in flight",
                List.of(
                        Row.of(
                                "commands/s; Redis: PUBLISH to nobody",
                                Way.TIMES,
                                List.of(commands, Reading.of(REDIS, publish, "messages_per_s")),
                                Map.of(REDIS, 0.5)),
                        Row.of(
                                "commands/s; Redis: PUBLISH to one",
                                Way.TIMES,
                                List.of(commands, Reading.of(REDIS, pair, "messages_per_s")),
                                Map.of())));
    }

    private Case start() {
        return new Case(
                "start",
                "from the start of the process to its first word, second start",
                List.of(Row.of("ms", Way.FASTER, new Task.Started(), "first_word_ms", List.of(ECHELON, REDIS), Map.of())
                        .atMost(500)));
    }

    private Case members() {
        List<Row> rows = new ArrayList<>();
        for (int members : List.of(scale.hundred(), scale.thousand(), scale.tenThousand(), scale.most())) {
            rows.addAll(alone(Numbers.count(members) + " members", fanOut(members, 1, 1)));
        }
        return new Case("members", "what a delivery costs as members grow, one message at a time", rows);
    }

    private Case groups() {
        List<Row> rows = new ArrayList<>();
        for (int groups : List.of(1, scale.groups().some(), scale.groups().many())) {
            String title = Numbers.count(groups) + (groups == 1 ? " group" : " groups");
            rows.addAll(alone(title, fanOut(scale.tenThousand(), 1, groups)));
        }
        String members = Numbers.count(scale.tenThousand());
        return new Case("groups", "what a delivery costs as " + members + " members are in more groups", rows);
    }

    private static List<Row> alone(String title, Task task) {
        return List.of(
                Row.of(title + ": server CPU, µs a delivery", Way.SHARE, task, CPU_PER_DELIVERY, ALONE, Map.of()),
                Row.of(title + ": deliveries/s", Way.TIMES, task, "deliveries_per_s", ALONE, Map.of()));
    }

    private Task fanOut(int receivers, int inFlight, int groups) {
        String options = "--receivers " + receivers + " --bytes " + BODY_BYTES + " --in-flight " + inFlight
                + (groups > 1 ? " --groups " + groups : "");
        return driven("fan-out", receivers + groups, options + measured());
    }

    private Task leave(String leaving, int rehearsals) {
        int members = scale.tenThousand();
        String options = "--members " + members + " --leaving " + leaving + " --times " + scale.departures()
                + " --rehearsals " + rehearsals;
        return driven("leave", members * 2, options);
    }

    private Task hold(int connections) {
        return driven(
                "hold",
                connections,
                "--connections " + connections + " --settle " + Numbers.show(scale.settleSeconds()));
    }

    private String measured() {
        return " --warm-up " + Numbers.show(scale.warmUpSeconds()) + " --seconds " + Numbers.show(scale.seconds());
    }

    private Task driven(String scenario, int connections, String options) {
        double seconds = OVERHEAD_SECONDS + connections / CONNECTIONS_PER_SECOND;
        if (options.endsWith(measured())) {
            seconds += scale.warmUpSeconds() + scale.seconds();
        }
        return new Task.Driven(scenario, Words.split(options), (int) Math.ceil(seconds));
    }
}

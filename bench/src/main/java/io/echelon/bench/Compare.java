package io.echelon.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `bench/compare`: measures Echelon and the servers that people use in its place in turn, and shows how they
/// compare.
@Command(
        name = "bench/compare",
        sortOptions = false,
        description = {
            "Measures Echelon and the servers that people use in its place: Redis, NATS and Mosquitto; with"
                    + " --clusters three servers as one, and etcd and ZooKeeper. Each is started afresh for each"
                    + " run, on this machine, one after the other, in rounds."
        },
        footer = {
            "",
            "ECHELON_JAVA_OPTS has more options for the JVM of Echelon.",
            "",
            "Example:  bench/compare --cases fan-out-1000,memory --rounds 3",
            "Example:  bench/compare --clusters --file",
            "",
            "Exit codes: 0 all was measured, 1 a run has failed, 2 wrong options."
        })
public final class Compare implements Callable<Integer> {
    private static final int MEASURED = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 2;
    private static final String DRIVER_OPTIONS = "-XX:+UseSerialGC -Xms256m -Xmx1g";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    @Option(
            names = "--clusters",
            description = "Compares replicated servers, three nodes each, which keep everything on disk.")
    private boolean isClusters;

    @Option(names = "--rounds", paramLabel = "N", description = "How often each run is done. Default: 5")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--cases",
            paramLabel = "NAME",
            split = ",",
            description = "Only these of the cases. Default: all of them")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Shows the cases, and measures nothing.")
    private boolean isList;

    @Option(
            names = "--quick",
            description = "Small numbers, two rounds: says whether all works, and nothing of how fast it is.")
    private boolean isQuick;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each load is measured. Default: 3, of clusters 5")
    private Optional<Integer> seconds = Optional.empty();

    @Option(
            names = "--file",
            negatable = true,
            description = "Whether the results are kept in bench/results/YYYY-MM-DD-compare.md,"
                    + " or -clusters.md. Default: --no-file")
    private boolean isFiled;

    @Option(
            names = "--echelon-options",
            paramLabel = "OPTIONS",
            description = "More options for ./echelon serve, in one word, blanks between them.")
    private String echelonOptions = "";

    @Option(names = "--label", paramLabel = "TEXT", description = "What is special about this, for the heading.")
    private String label = "";

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // Picocli fills the fields in.
    Compare() {}

    /// Runs the comparison and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(command().execute(arguments));
    }

    static CommandLine command() {
        CommandLine command = new CommandLine(new Compare());
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build());
        return command.setParameterExceptionHandler((wrong, arguments) -> {
                    PrintWriter err = wrong.getCommandLine().getErr();
                    err.println("bench/compare: " + wrong.getMessage());
                    err.println("Try: bench/compare --help");
                    return USAGE;
                })
                .setExecutionExceptionHandler((failure, asked, parsed) -> {
                    asked.getErr().println("bench/compare: " + failure.getMessage());
                    return FAILED;
                });
    }

    @Override
    public Integer call() throws IOException, FailedRunException {
        List<Case> cases = cases();
        PrintWriter out = spec.commandLine().getOut();
        if (isList) {
            cases.forEach(each -> out.printf("%-15s %s%n", each.name(), each.title()));
            return MEASURED;
        }
        Scratch scratch = isClusters ? Scratch.in(root().resolve(".build")) : Scratch.make();
        Children children = new Children(STOP_PATIENCE);
        Thread ending = new Thread(
                () -> {
                    children.close();
                    scratch.delete();
                },
                "bench-ending");
        Runtime.getRuntime().addShutdownHook(ending);
        boolean hasFailed = true;
        try {
            hasFailed = measure(cases, scratch.folder(), children) > 0;
        } finally {
            if (!isUnderWay(ending)) {
                children.close();
                if (hasFailed) {
                    spec.commandLine().getErr().println("What servers and drivers said is in " + scratch.folder());
                } else {
                    scratch.delete();
                }
            }
        }
        return hasFailed ? FAILED : MEASURED;
    }

    /// Whether the process has been told to stop; if not, what it would do then is called off.
    private static boolean isUnderWay(Thread ending) {
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
            return false;
        } catch (IllegalStateException stopping) {
            return true;
        }
    }

    /// The cases that are wanted.
    private List<Case> cases() {
        List<Case> all = isClusters ? ofClusters() : ofServers();
        List<String> unknown = names.stream()
                .filter(name -> all.stream().noneMatch(each -> each.name().equals(name)))
                .toList();
        if (!unknown.isEmpty()) {
            throw wrong("there is no case " + unknown.getFirst() + "; there are "
                    + all.stream().map(Case::name).collect(Collectors.joining(", ")));
        }
        if (rounds.orElse(1) < 1 || seconds.orElse(1) < 1) {
            throw wrong("--rounds and --seconds want a number from 1 on");
        }
        if (isQuick && isFiled) {
            throw wrong("--quick says nothing that is worth keeping: leave --file out");
        }
        return all.stream()
                .filter(each -> names.isEmpty() || names.contains(each.name()))
                .toList();
    }

    private List<Case> ofServers() {
        Scale scale = isQuick ? Scale.QUICK : Scale.FULL;
        return Cases.of(seconds.map(scale::withSeconds).orElse(scale));
    }

    private List<Case> ofClusters() {
        ClusterScale scale = isQuick ? ClusterScale.QUICK : ClusterScale.FULL;
        return ClusterCases.of(seconds.map(scale::withSeconds).orElse(scale));
    }

    private static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("echelon.root"), "started by bench/compare"));
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /// How many runs have failed.
    private long measure(List<Case> cases, Path scratch, Children children) throws IOException, FailedRunException {
        PrintWriter err = spec.commandLine().getErr();
        Path root = root();
        Bench bench = isClusters ? clusters(root, scratch, children) : servers(root, scratch, children);
        Servers<?> servers = bench.servers();
        Plan plan = Plan.of(cases, servers.present().keySet());
        Tool tool = new Tool(children, scratch);
        List<Filed.Setup> setups = servers.setups(plan.products(), tool);
        String loadBefore = Machine.load();
        int turns = rounds.orElse(isQuick ? QUICK_ROUNDS : ROUNDS);
        Findings findings = new Rounds(bench.runs(), err).run(plan, turns);
        Report report = new Report(cases, findings, servers.missing());
        show(report);
        if (isFiled) {
            Filed filed = new Filed(
                    isClusters ? "clusters" : "compare",
                    LocalDate.now(ZoneOffset.UTC),
                    label,
                    typed(),
                    turns,
                    report,
                    conditions(loadBefore, Revision.of(root, tool), scratch),
                    setups);
            err.println("written to " + root.relativize(filed.write(root.resolve("bench/results"))));
        }
        return findings.failed();
    }

    /// Who takes part, and what does a run.
    private record Bench(Servers<?> servers, Function<Measurement, Outcome> runs) {}

    private Bench servers(Path root, Path scratch, Children children) throws IOException {
        Servers<ServerUnderTest> servers = Servers.of(
                List.of(
                        new EchelonServer(root, Words.split(echelonOptions)),
                        new RedisServer(),
                        new NatsServer(),
                        new MosquittoServer()),
                searchPath());
        Workbench workbench = new Workbench(servers.present(), driver(), root, scratch, children);
        return new Bench(servers, workbench::measure);
    }

    private Bench clusters(Path root, Path scratch, Children children) throws IOException {
        Servers<ClusterUnderTest> clusters = Servers.of(
                List.of(
                        new EchelonCluster(root, Words.split(echelonOptions)),
                        new EtcdCluster(),
                        new ZooKeeperCluster()),
                searchPath());
        ClusterBench bench = new ClusterBench(clusters.present(), driver(), root, scratch, children);
        return new Bench(clusters, bench::measure);
    }

    private static String searchPath() {
        return Objects.requireNonNullElse(System.getenv("PATH"), "");
    }

    /// What starts the load driver, with the options for the JVM that the launcher has found right for this one.
    private static List<String> driver() {
        List<String> driver = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        driver.addAll(Words.split(System.getProperty("echelon.access", "")));
        driver.addAll(Words.split(DRIVER_OPTIONS));
        driver.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.echelon.bench.Drive"));
        return driver;
    }

    private void show(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        for (Report.Section section : report.sections()) {
            out.println();
            out.println(section.title());
            section.table().text().forEach(line -> out.println("  " + line));
        }
        out.flush();
    }

    /// The command as it was typed.
    private String typed() {
        String options = Objects.requireNonNullElse(System.getenv("ECHELON_JAVA_OPTS"), "");
        List<String> words = new ArrayList<>(List.of("bench/compare"));
        words.addAll(spec.commandLine().getParseResult().originalArgs());
        return (options.isEmpty() ? "" : "ECHELON_JAVA_OPTS=" + Words.typed(List.of(options)) + " ")
                + Words.typed(words);
    }

    private static List<Filed.Condition> conditions(String loadBefore, String revision, Path scratch)
            throws IOException {
        Machine machine = Machine.read();
        return List.of(
                new Filed.Condition("Machine", machine.toString()),
                new Filed.Condition("Disk", Disk.of(scratch).toString()),
                new Filed.Condition("Descriptors", machine.descriptors()),
                new Filed.Condition(
                        "JDK",
                        System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor.version") + " "
                                + System.getProperty("java.runtime.version")),
                new Filed.Condition("JVM of the driver", DRIVER_OPTIONS),
                new Filed.Condition(
                        "Load, of the last minute", loadBefore + " before, " + Machine.load() + " afterwards"),
                new Filed.Condition("Revision", revision));
    }
}

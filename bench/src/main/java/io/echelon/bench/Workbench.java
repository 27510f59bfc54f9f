package io.echelon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Does the runs: starts a server afresh for each, loads it, and ends it.
final class Workbench {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<Product, ServerUnderTest> servers;
    private final List<String> driver;
    private final Path root;
    private final Path scratch;
    private final Children children;
    private final FreePort ports = new FreePort(ProcessHandle.current().pid());
    private final String build;
    private int runs;

    /// @param driver what starts the load driver, up to its arguments
    /// @param root of the tree whose build is measured
    /// @param scratch a folder for what servers and drivers say
    Workbench(Map<Product, ServerUnderTest> servers, List<String> driver, Path root, Path scratch, Children children)
            throws IOException {
        this.servers = servers;
        this.driver = driver;
        this.root = root;
        this.scratch = scratch;
        this.children = children;
        build = build(root);
    }

    /// @throws java.util.concurrent.CancellationException if it is told to stop
    Outcome measure(Measurement measurement) {
        ServerUnderTest server = servers.get(measurement.product());
        if (server == null) {
            return new Outcome.Failed("there is no " + measurement.product().title());
        }
        Path folder = scratch.resolve("%03d-%s-%s"
                .formatted(
                        ++runs,
                        measurement.task().scenario(),
                        measurement.product().system()));
        try {
            Figures figures = switch (measurement.task()) {
                case Task.Driven driven -> driven(server, driven, folder);
                case Task.Published published -> published(server, published, folder);
                case Task.Started ignored -> started(server, folder);
                case Task.Killed ignored -> throw new FailedRunException("it is not replicated");
                case Task.Checked ignored -> throw new FailedRunException("it is not etcd");
            };
            if (!build(root).equals(build)) {
                return new Outcome.Failed("Echelon was built anew meanwhile: this is not what the other runs measured");
            }
            return new Outcome.Measured(figures);
        } catch (FailedRunException | IOException failure) {
            children.goOn(); // Everything fails when it is told to stop.
            return new Outcome.Failed(String.valueOf(failure.getMessage()));
        }
    }

    private Figures driven(ServerUnderTest server, Task.Driven task, Path folder) throws FailedRunException {
        try (RunningServer running = start(server, folder)) {
            List<String> command = new ArrayList<>(driver);
            command.addAll(Words.split("%s --system %s --host %s --port %d --pid %d"
                    .formatted(task.scenario(), server.product().system(), LOOPBACK, running.port(), running.pid())));
            command.addAll(task.options());
            List<String> lines = lines(running, folder, "driver", command, task);
            if (lines.size() != 1) {
                throw new FailedRunException("the driver has printed " + lines.size() + " lines instead of one");
            }
            return rawLine(lines.getFirst(), task.scenario(), server.product());
        }
    }

    private Figures published(ServerUnderTest server, Task.Published task, Path folder) throws FailedRunException {
        try (RunningServer running = start(server, folder)) {
            List<String> command =
                    Words.split("redis-benchmark -h %s -p %d -c 1 -P %d -n %d -q --csv PUBLISH channel %s"
                            .formatted(
                                    LOOPBACK,
                                    running.port(),
                                    task.inFlight(),
                                    task.messages(),
                                    "x".repeat(task.bytes())));
            List<String> lines = lines(running, folder, "redis-benchmark", command, task);
            return rawLine(
                    "publish system=%s in-flight=%d bytes=%d messages=%d messages_per_s=%s"
                            .formatted(
                                    server.product().system(),
                                    task.inFlight(),
                                    task.bytes(),
                                    task.messages(),
                                    perSecond(lines)),
                    task.scenario(),
                    server.product());
        }
    }

    /// The second value of the only line that is no heading, as in `"PUBLISH ...","812345.12",...`.
    static String perSecond(List<String> csv) throws FailedRunException {
        List<String> rows =
                csv.stream().filter(line -> line.startsWith("\"PUBLISH ")).toList();
        if (rows.size() != 1) {
            throw new FailedRunException("redis-benchmark prints something else than it did: " + csv);
        }
        String[] values = rows.getFirst().split("\",\"", -1);
        return values.length > 1 ? values[1] : "";
    }

    private Figures started(ServerUnderTest server, Path folder) throws FailedRunException {
        start(server, folder.resolve("first")).close();
        try (RunningServer running = start(server, folder)) {
            return rawLine(
                    String.format(
                            Locale.ROOT,
                            "start system=%s first_word_ms=%.1f",
                            server.product().system(),
                            running.startUp().toNanos() / 1e6),
                    "start",
                    server.product());
        }
    }

    private RunningServer start(ServerUnderTest server, Path folder) throws FailedRunException {
        return new RunningServer(server, ports.next(), folder, children);
    }

    private List<String> lines(RunningServer server, Path folder, String tool, List<String> command, Task task)
            throws FailedRunException {
        try {
            Duration patience = PATIENCE.plusSeconds(task.expectedSeconds());
            List<String> lines = new Tool(children, folder).run(tool, command, patience);
            if (!server.isAlive()) {
                throw new FailedRunException("the server has ended meanwhile");
            }
            return lines;
        } catch (FailedRunException failure) {
            throw new FailedRunException(failure.getMessage() + "\n" + server.lastWords());
        }
    }

    static Figures rawLine(String line, String scenario, Product product) throws FailedRunException {
        try {
            Figures figures = Figures.parse(line);
            if (!figures.scenario().equals(scenario) || !figures.word("system").equals(product.system())) {
                throw new FailedRunException("this is about something else: " + line);
            }
            return figures;
        } catch (IllegalArgumentException wrong) {
            throw new FailedRunException(String.valueOf(wrong.getMessage()));
        }
    }

    /// Which build `./echelon` of a tree starts.
    static String build(Path root) throws IOException {
        Path current = root.resolve(".build/current");
        return Files.exists(current) ? Files.readString(current) : "";
    }
}

package io.echelon.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Does the runs of replicated servers: starts one afresh for each, loads it, and ends it.
final class ClusterBench {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern THROUGHPUT = Pattern.compile("Throughput (?:is|too low:) (\\d+) writes/s");

    private final Map<Product, ClusterUnderTest> clusters;
    private final List<String> driver;
    private final Path root;
    private final Path scratch;
    private final Children children;
    private final FreePort ports = new FreePort(ProcessHandle.current().pid());
    private final String build;
    private int runs;

    /// @param driver what starts the load driver, up to its arguments
    /// @param root of the tree whose build is measured
    /// @param scratch a folder on the disk that is flushed, for what the servers keep, and for what is said
    ClusterBench(
            Map<Product, ClusterUnderTest> clusters, List<String> driver, Path root, Path scratch, Children children)
            throws IOException {
        this.clusters = clusters;
        this.driver = driver;
        this.root = root;
        this.scratch = scratch;
        this.children = children;
        build = Workbench.build(root);
    }

    /// @throws java.util.concurrent.CancellationException if it is told to stop
    Outcome measure(Measurement measurement) {
        ClusterUnderTest cluster = clusters.get(measurement.product());
        if (cluster == null) {
            return new Outcome.Failed("there is no " + measurement.product().title());
        }
        Task task = measurement.task();
        Path folder = scratch.resolve("%03d-%s-%s".formatted(++runs, task.scenario(), cluster.system()));
        try (RunningCluster running = new RunningCluster(cluster, pace(task), ports, folder, children)) {
            String line = line(cluster, running, folder, task);
            if (!running.isAlive()) {
                throw new FailedRunException("a node has ended meanwhile\n" + running.lastWords());
            }
            if (!Workbench.build(root).equals(build)) {
                return new Outcome.Failed("Echelon was built anew meanwhile: this is not what the other runs measured");
            }
            return new Outcome.Measured(Workbench.rawLine(line, task.scenario(), measurement.product()));
        } catch (FailedRunException | IOException failure) {
            children.goOn(); // Everything fails when it is told to stop.
            return new Outcome.Failed(String.valueOf(failure.getMessage()));
        }
    }

    /// Who is under load is not to be taken for lost; how soon one is that is lost is asked at its best.
    private static Pace pace(Task task) {
        return switch (task.scenario()) {
            case "kills", "succession" -> Pace.SHORTEST;
            default -> Pace.STANDARD;
        };
    }

    private String line(ClusterUnderTest cluster, RunningCluster running, Path folder, Task task)
            throws FailedRunException {
        try {
            return switch (task) {
                case Task.Driven driven -> driven(cluster, running, folder, driven);
                case Task.Killed killed ->
                    new Failover(running, cluster.system()).run(killed.times()).toString();
                case Task.Checked checked -> checked(cluster, running, folder, checked);
                case Task.Published ignored -> throw new FailedRunException("it is not Redis");
                case Task.Started ignored -> throw new FailedRunException("it is not one server");
            };
        } catch (FailedRunException failure) {
            throw new FailedRunException(failure.getMessage() + "\n" + running.lastWords());
        }
    }

    private String driven(ClusterUnderTest cluster, RunningCluster running, Path folder, Task.Driven task)
            throws FailedRunException {
        List<String> command = new ArrayList<>(driver);
        command.addAll(List.of(task.scenario(), "--system", cluster.system().toString(), "--nodes", running.nodes()));
        command.addAll(task.options());
        List<String> lines =
                new Tool(children, folder).run("driver", command, PATIENCE.plusSeconds(task.expectedSeconds()));
        if (lines.size() != 1) {
            throw new FailedRunException("the driver has printed " + lines.size() + " lines instead of one");
        }
        return lines.getFirst();
    }

    private String checked(ClusterUnderTest cluster, RunningCluster running, Path folder, Task.Checked task)
            throws FailedRunException {
        String endpoints = String.join(
                ",",
                running.addresses().stream()
                        .map(each -> "127.0.0.1:" + each.getPort())
                        .toList());
        // Its exit code tells whether it likes the figure.
        String check = "ETCDCTL_API=3 etcdctl --endpoints " + endpoints + " check perf --load=" + task.load() + " || :";
        List<String> lines = new Tool(children, folder).run("etcdctl", List.of("sh", "-c", check), PATIENCE);
        return "check system=%s load=%s writes_per_s=%s".formatted(cluster.system(), task.load(), perSecond(lines));
    }

    /// As in `PASS: Throughput is 148 writes/s`.
    static String perSecond(List<String> lines) throws FailedRunException {
        for (String line : lines) {
            Matcher matcher = THROUGHPUT.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new FailedRunException("etcdctl prints something else than it did: " + lines);
    }
}

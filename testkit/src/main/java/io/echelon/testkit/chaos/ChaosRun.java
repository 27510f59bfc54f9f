package io.echelon.testkit.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Servers, clients and faults, from the first start to what has to be said of it all.
public final class ChaosRun {
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(60);
    private static final int CALM_SHARE = 4;
    private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(2);
    /// A server without a majority says so within 2 s; the rest is for a machine that has other things to do.
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(4);

    private final ChaosOptions options;
    private final Consumer<String> teller;
    private final Random random;
    private final History history = new History();
    private final Recovery recovery = new Recovery();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
    private int clients;
    private Duration longestWait = Duration.ZERO;

    /// What was done, and what was found.
    ///
    /// @param summary in one line
    public record Outcome(String summary, List<Finding> findings, Recovery recovery) {
        public Outcome {
            findings = List.copyOf(findings);
        }
    }

    /// @param teller told as it goes, a line at a time
    public ChaosRun(ChaosOptions options, Consumer<String> teller) {
        this.options = options;
        this.teller = teller;
        this.random = new Random(options.seed());
    }

    /// Does all of it.
    ///
    /// @throws IOException if this machine does not allow it
    public Outcome run() throws IOException {
        Files.createDirectories(options.folder());
        try (Optionally<SplitNetwork> network = network();
                Optionally<SmallDisk> disk = disk();
                ClusterProcesses cluster =
                        new ClusterProcesses(options.nodes(), options.classPath(), options.folder(), network.thing())) {
            teller.accept("starting " + options.nodes() + " servers, in " + options.folder());
            cluster.startAll();
            torment(cluster, network.thing(), disk.thing());
        }
        history.write(options.folder().resolve("history.txt"));
        findings.addAll(HistoryChecker.check(history.entries()));
        if (findings.isEmpty()) {
            delete(options.folder());
        }
        return new Outcome(summary(), findings, recovery);
    }

    private void torment(ClusterProcesses cluster, @Nullable SplitNetwork network, @Nullable SmallDisk disk)
            throws IOException {
        try (Probes probes = new Probes(cluster);
                Load load = new Load(history, cluster, options.seed())) {
            clients = load.size() + 2 * options.nodes();
            load.start();
            probes.start();
            if (probes.awaitAll(cluster.nodes(), FIRST_PATIENCE).isEmpty()) {
                findings.add(new Finding("a cluster begins", "not all servers took commands after " + FIRST_PATIENCE));
            }
            FaultInjector injector =
                    new FaultInjector(cluster, probes, recovery, random, options.longest(), network, disk);
            List<Fault> faults = possible(network != null, disk != null);
            long deadline = System.nanoTime() + options.time().toNanos();
            for (int count = 0; count < options.mostFaults() && System.nanoTime() - deadline < 0; count++) {
                Fault fault = faults.get(options.inOrder() ? count % faults.size() : random.nextInt(faults.size()));
                done.merge(fault, 1, Integer::sum);
                teller.accept(fault + " ...");
                teller.accept(fault + ": " + injector.carryOut(fault));
                Pause.of(Duration.ofMillis(random.nextLong(options.longest().toMillis() / CALM_SHARE)));
            }
            findings.addAll(injector.findings());
            judgeAnswers(probes);
            teller.accept("waiting until all clients have what they asked for");
            settle(load);
        }
    }

    private void judgeAnswers(Probes probes) {
        longestWait = probes.longestWait();
        if (longestWait.compareTo(ANSWER_PATIENCE) > 0) {
            findings.add(new Finding(
                    "every command is answered",
                    probes.longestAt() + " took " + longestWait.toMillis() + " ms, and nothing kept it from it"));
        }
    }

    private List<Fault> possible(boolean hasNetwork, boolean hasDisk) {
        return options.faults().stream()
                .filter(fault -> hasNetwork || !fault.needsNetwork())
                .filter(fault -> hasDisk || !fault.needsDisk())
                .toList();
    }

    private void settle(Load load) {
        try {
            load.settle(SETTLE_PATIENCE).forEach(pending -> findings.add(new Finding("all comes to rest", pending)));
        } catch (IOException unanswered) {
            findings.add(new Finding("every server answers", String.valueOf(unanswered.getMessage())));
        }
    }

    private Optionally<SplitNetwork> network() {
        if (options.faults().stream().noneMatch(Fault::needsNetwork)) {
            return new Optionally<>(null);
        }
        try {
            return new Optionally<>(new SplitNetwork(options.nodes(), options.classPath(), options.folder()));
        } catch (IOException impossible) {
            teller.accept("*** SKIPPED: networks that are cut, because: " + impossible.getMessage());
            return new Optionally<>(null);
        }
    }

    /// Of the last node.
    private Optionally<SmallDisk> disk() {
        if (options.faults().stream().noneMatch(Fault::needsDisk)) {
            return new Optionally<>(null);
        }
        Path folder = options.folder().resolve("n" + options.nodes());
        try {
            return new Optionally<>(new SmallDisk(folder));
        } catch (IOException impossible) {
            teller.accept("*** SKIPPED: a disk that is full, because: " + impossible.getMessage());
            return new Optionally<>(null);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private String summary() {
        Map<String, Integer> byText = new LinkedHashMap<>();
        done.forEach((fault, count) -> byText.put(fault.toString(), count));
        String faults = byText.entrySet().stream()
                .map(each -> each.getValue() + "x " + each.getKey())
                .collect(Collectors.joining(", "));
        return options.nodes() + " servers, " + clients + " clients, seed " + options.seed() + ": " + faults + "; "
                + history.entries().size() + " events; " + recovery + "; the slowest answer took "
                + longestWait.toMillis() + " ms; "
                + (findings.isEmpty() ? "nothing found" : findings.size() + " found");
    }

    /// Something that is not there on every machine.
    private record Optionally<T extends AutoCloseable>(
            @Nullable T thing) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (thing != null) {
                try {
                    thing.close();
                } catch (IOException failure) {
                    throw failure;
                } catch (Exception failure) {
                    throw new IOException(failure);
                }
            }
        }
    }
}

package io.echelon.testkit.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The servers of one cluster, each a process of its own. All are gone when this is closed, or when this
/// process ends.
public final class ClusterProcesses implements AutoCloseable {
    /// Of the disk, which is small where it is to be filled.
    private static final int RESERVE_MEGABYTES = 8;

    private static final String MAIN = "io.echelon.cli.Main";
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    private final List<ClusterNode> nodes = new ArrayList<>();
    private final Thread atExit = new Thread(this::killAll, "chaos-exit");

    /// Prepares them; none is started.
    ///
    /// @param count 3 or 5
    /// @param classPath of the `echelon` command
    /// @param folder for their states, and what they say
    /// @param network of their own; null for the loopback interface
    public ClusterProcesses(int count, String classPath, Path folder, @Nullable SplitNetwork network)
            throws IOException {
        Ports ports = new Ports();
        Map<String, String> members = new LinkedHashMap<>();
        List<Integer> clientPorts = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            members.put("n" + number, host(network, number) + ":" + ports.next());
            clientPorts.add(ports.next());
        }
        String cluster = members.entrySet().stream()
                .map(member -> member.getKey() + "=" + member.getValue())
                .collect(Collectors.joining(","));
        for (int number = 1; number <= count; number++) {
            String name = "n" + number;
            Path state = Files.createDirectories(folder.resolve(name));
            String host = host(network, number);
            int port = clientPorts.get(number - 1);
            List<String> command = new ArrayList<>(network == null ? List.of() : network.prefix(number));
            command.addAll(java(classPath));
            command.addAll(List.of("serve", "--host", host, "--port", Integer.toString(port)));
            command.addAll(List.of("--data", state.toString(), "--node", name, "--cluster", cluster));
            command.addAll(List.of("--disk-reserve", Integer.toString(RESERVE_MEGABYTES)));
            command.addAll(List.of("--autojoin=false", "--capacity", "4096"));
            command.addAll(List.of("--limit", "closed-commands=65536"));
            command.addAll(network == null ? List.of() : network.options());
            nodes.add(new ClusterNode(
                    name, command, new InetSocketAddress(host, port), state, folder.resolve(name + ".log")));
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    private static String host(@Nullable SplitNetwork network, int number) {
        return network == null ? "127.0.0.1" : network.host(number);
    }

    /// What the command is started with.
    ///
    /// @param classPath of the `echelon` command
    static List<String> java(String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+ExitOnOutOfMemoryError"));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", classPath, MAIN));
        return command;
    }

    public List<ClusterNode> nodes() {
        return List.copyOf(nodes);
    }

    /// Those with a process that is not frozen.
    List<ClusterNode> lively() {
        return nodes.stream()
                .filter(node -> node.isRunning() && !node.isFrozen())
                .toList();
    }

    /// Starts all that do not run, and waits until each listens.
    public void startAll() {
        nodes.stream().filter(node -> !node.isRunning()).forEach(ClusterNode::start);
        nodes.forEach(ClusterProcesses::awaitListening);
    }

    /// @throws IllegalStateException if it ends, or does not listen in time; with what it has said
    static void awaitListening(ClusterNode node) {
        if (!Pause.until(START_PATIENCE, () -> !node.isRunning() || node.isListening()) || !node.isRunning()) {
            throw new IllegalStateException(
                    node + (node.isRunning() ? " does not listen" : " has ended") + "; it said: " + node.said());
        }
    }

    private void killAll() {
        nodes.forEach(node -> {
            node.thaw();
            node.kill();
        });
    }

    @Override
    public void close() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}

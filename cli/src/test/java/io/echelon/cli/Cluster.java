package io.echelon.cli;

import io.echelon.testkit.ScriptedClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Three servers that keep one state, in processes of their own; gone when this is closed. Their names are n1, n2
/// and n3.
final class Cluster implements AutoCloseable {
    static final List<String> NAMES = List.of("n1", "n2", "n3");

    private final Path folder;
    private final List<String> options;
    private final String members;
    private final Map<String, ServeProcess> processes = new LinkedHashMap<>();

    /// @param folder for what they keep
    /// @param options of each
    Cluster(Path folder, String... options) {
        this.folder = folder;
        this.options = List.of(options);
        List<Integer> ports = freePorts(NAMES.size());
        this.members = IntStream.range(0, NAMES.size())
                .mapToObj(index -> NAMES.get(index) + "=127.0.0.1:" + ports.get(index))
                .collect(Collectors.joining(","));
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int index = 0; index < count; index++) {
                held.add(new ServerSocket(0));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Starts all of them.
    ///
    /// @return when each is ready
    Cluster start() {
        NAMES.forEach(name -> start(name, null));
        NAMES.forEach(name -> process(name).ready());
        return this;
    }

    /// Starts one, and does not wait for it.
    ///
    /// @param changed classes that take the place of those that are tested, or null
    ServeProcess start(String name, @Nullable Path changed) {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0", "--node", name));
        arguments.addAll(
                List.of("--cluster", members, "--data", folder.resolve(name).toString()));
        arguments.addAll(options);
        String[] all = arguments.toArray(String[]::new);
        ServeProcess process = changed == null ? ServeProcess.run(all) : ServeProcess.runChanged(changed, all);
        processes.put(name, process);
        return process;
    }

    ServeProcess process(String name) {
        return Objects.requireNonNull(processes.get(name));
    }

    /// A program that has said HELLO.
    ScriptedClient connect(String name) {
        ScriptedClient client = ScriptedClient.connect(process(name).address());
        client.send("HELLO proto=1 body=count");
        client.await("\\+OK proto=1 .*");
        return client;
    }

    /// What `echelon cluster` says at one of them.
    String ask(String name, String... words) {
        InetSocketAddress address = process(name).address();
        List<String> arguments = new ArrayList<>(List.of("cluster"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--server", address.getHostString() + ":" + address.getPort()));
        StringWriter said = new StringWriter();
        Main.run(new PrintWriter(said), new PrintWriter(said), arguments.toArray(String[]::new));
        return said.toString();
    }

    /// The name of the one that leads, as one of them sees it; empty if it sees none.
    String leader(String name) {
        String said = ask(name, "status", "--json");
        return said.replaceAll("(?s).*\"leader\":(?:\"(\\w+)\"|null).*", "$1");
    }

    /// Some other one.
    static String other(String name) {
        return NAMES.get((NAMES.indexOf(name) + 1) % NAMES.size());
    }

    @Override
    public void close() {
        processes.values().forEach(ServeProcess::close);
    }
}

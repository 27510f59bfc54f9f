package io.echelon.testkit.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A network on this machine that each server has a namespace and an address of its own in, so that it can be
/// cut off. Needs root, and the program `ip`. Gone when this is closed.
final class SplitNetwork implements AutoCloseable {
    private static final int NETWORKS = 250;

    private final String id = Long.toString(ProcessHandle.current().pid() % 1_000_000);
    private final String subnet = "10.213." + ProcessHandle.current().pid() % NETWORKS;
    private final int count;
    private final List<String> options;
    private final Thread atExit = new Thread(this::remove, "chaos-network-exit");

    /// @param classPath of the `echelon` command
    /// @param folder for certificates
    /// @throws IOException if that is not possible here, with the reason
    SplitNetwork(int count, String classPath, Path folder) throws IOException {
        this.count = count;
        this.options = PeerCertificates.make(classPath, folder, hosts());
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            build();
        } catch (IOException impossible) {
            close();
            throw impossible;
        }
    }

    private void build() throws IOException {
        Shell.run("ip", "link", "add", bridge(), "type", "bridge");
        Shell.run("ip", "addr", "add", subnet + ".254/24", "dev", bridge());
        Shell.run("ip", "link", "set", bridge(), "up");
        for (int number = 1; number <= count; number++) {
            Shell.run("ip", "netns", "add", space(number));
            Shell.run("ip", "link", "add", near(number), "type", "veth", "peer", "name", far(number));
            Shell.run("ip", "link", "set", far(number), "netns", space(number));
            Shell.run("ip", "link", "set", near(number), "master", bridge());
            Shell.run("ip", "link", "set", near(number), "up");
            inside(number, "ip", "addr", "add", host(number) + "/24", "dev", far(number));
            inside(number, "ip", "link", "set", far(number), "up");
            inside(number, "ip", "link", "set", "lo", "up");
        }
    }

    private void inside(int number, String... command) throws IOException {
        List<String> whole = new ArrayList<>(prefix(number));
        whole.addAll(List.of(command));
        Shell.run(whole);
    }

    private String bridge() {
        return "ech" + id;
    }

    private String space(int number) {
        return "ech" + id + "-" + number;
    }

    private String near(int number) {
        return "ech" + id + "a" + number;
    }

    private String far(int number) {
        return "ech" + id + "b" + number;
    }

    /// @param number from 1 on
    String host(int number) {
        return subnet + "." + number;
    }

    /// What a server has to be told to be in it.
    List<String> options() {
        return options;
    }

    private List<String> hosts() {
        List<String> hosts = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            hosts.add(host(number));
        }
        return hosts;
    }

    /// What a program of that server is started by: takes the rest of the line and becomes it.
    List<String> prefix(int number) {
        return List.of("ip", "netns", "exec", space(number));
    }

    /// Has nothing reach it any more, and nothing leave it, neither from servers nor from clients.
    void cutOff(int number) throws IOException {
        Shell.run("ip", "link", "set", near(number), "nomaster");
    }

    void reconnect(int number) throws IOException {
        Shell.run("ip", "link", "set", near(number), "master", bridge());
    }

    /// Has other servers not hear it any more, nor it them; clients still reach it.
    void cutOffFromServers(int number) throws IOException {
        for (int other = 1; other <= count; other++) {
            if (other != number) {
                inside(number, "ip", "route", "add", "blackhole", host(other) + "/32");
                inside(other, "ip", "route", "add", "blackhole", host(number) + "/32");
            }
        }
    }

    void reconnectToServers(int number) throws IOException {
        for (int other = 1; other <= count; other++) {
            if (other != number) {
                inside(number, "ip", "route", "del", "blackhole", host(other) + "/32");
                inside(other, "ip", "route", "del", "blackhole", host(number) + "/32");
            }
        }
    }

    private void remove() {
        List<List<String>> commands = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            commands.add(List.of("ip", "link", "del", near(number)));
            commands.add(List.of("ip", "netns", "del", space(number)));
        }
        commands.add(List.of("ip", "link", "del", bridge()));
        for (List<String> command : commands) {
            try {
                Shell.run(command);
            } catch (IOException ignored) {
                // It was never made.
            }
        }
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}

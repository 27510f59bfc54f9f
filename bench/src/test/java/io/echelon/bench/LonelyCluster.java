package io.echelon.bench;

import io.echelon.testkit.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Three of Echelon that know nothing of each other, of which the first is said to lead.
record LonelyCluster() implements ClusterUnderTest {
    /// Listens on the port that is its first argument.
    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        TestServer.start(options -> options.withPort(port));
        new CountDownLatch(1).await();
    }

    @Override
    public Product product() {
        return Product.ECHELON;
    }

    @Override
    public ReplicatedSystem system() {
        return ReplicatedSystem.ECHELON;
    }

    @Override
    public List<String> programs() {
        return List.of();
    }

    @Override
    public List<String> versionCommand() {
        return List.of("echo", "lonely 1");
    }

    @Override
    public List<String> command(int node, List<NodePorts> ports, Pace pace) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LonelyCluster.class.getName(),
                Integer.toString(ports.get(node).client()));
    }

    @Override
    public String leaderQuestion() {
        return "PING\nQUIT\n";
    }

    @Override
    public boolean isLeader(int node, String answer) {
        return node == 0 && answer.contains("+OK PONG");
    }
}

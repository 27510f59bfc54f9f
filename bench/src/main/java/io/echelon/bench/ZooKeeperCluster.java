package io.echelon.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// ZooKeeper, as Debian has it, on the JVM that Echelon runs on.
record ZooKeeperCluster() implements ClusterUnderTest {
    /// What comes with the package, besides the libraries that are run.
    private static final String SCRIPT = "/usr/share/zookeeper/bin/zkServer.sh";

    private static final String LIBRARIES = "/usr/share/java/zookeeper.jar:/usr/share/java/slf4j-simple.jar";
    private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

    @Override
    public Product product() {
        return Product.ZOOKEEPER;
    }

    @Override
    public ReplicatedSystem system() {
        return ReplicatedSystem.ZOOKEEPER;
    }

    @Override
    public List<String> programs() {
        return List.of(SCRIPT);
    }

    @Override
    public List<String> command(int node, List<NodePorts> ports, Pace pace) {
        return List.of(
                java(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                LIBRARIES,
                MAIN,
                ServerUnderTest.CONFIGURATION);
    }

    @Override
    public String typed(int node, List<NodePorts> ports, Pace pace) {
        return ClusterUnderTest.super.typed(node, ports, pace).replace(java(), "java");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// A session lasts two ticks at least.
    @Override
    public Map<Path, List<String>> files(int node, List<NodePorts> ports, Pace pace) {
        List<String> lines = new ArrayList<>(
                switch (pace) {
                    case STANDARD -> List.of("tickTime=2000", "initLimit=10", "syncLimit=5");
                    case SHORTEST -> List.of("tickTime=100", "initLimit=100", "syncLimit=20");
                });
        lines.addAll(List.of(
                "dataDir=" + DATA,
                "clientPortAddress=127.0.0.1",
                "clientPort=" + ports.get(node).client(),
                "maxClientCnxns=0",
                "globalOutstandingLimit=10000",
                "admin.enableServer=false"));
        for (int each = 0; each < ports.size(); each++) {
            lines.add("server.%d=127.0.0.1:%d:%d"
                    .formatted(
                            each + 1, ports.get(each).peers(), ports.get(each).election()));
        }
        Map<Path, List<String>> files = new LinkedHashMap<>();
        files.put(Path.of(ServerUnderTest.CONFIGURATION), lines);
        files.put(Path.of(DATA, "myid"), List.of(Integer.toString(node + 1)));
        return files;
    }

    @Override
    public List<String> versionCommand() {
        return List.of("dpkg-query", "--show", "zookeeper");
    }

    @Override
    public String leaderQuestion() {
        return "srvr";
    }

    @Override
    public boolean isLeader(int node, String answer) {
        return answer.contains("Mode: leader");
    }
}

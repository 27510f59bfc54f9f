package io.echelon.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// etcd, as Debian has it.
record EtcdCluster() implements ClusterUnderTest {
    /// Its documentation wants a heartbeat of about a round trip, which includes a flush, and ten of them for an
    /// election.
    private static final String SHORTEST = " --heartbeat-interval 20 --election-timeout 200";

    @Override
    public Product product() {
        return Product.ETCD;
    }

    @Override
    public ReplicatedSystem system() {
        return ReplicatedSystem.ETCD;
    }

    @Override
    public List<String> programs() {
        return List.of("etcd", "etcdctl");
    }

    @Override
    public List<String> command(int node, List<NodePorts> ports, Pace pace) {
        String client = url(ports.get(node).client());
        String peers = url(ports.get(node).peers());
        String all = IntStream.range(0, ports.size())
                .mapToObj(each -> name(each) + "=" + url(ports.get(each).peers()))
                .collect(Collectors.joining(","));
        return Words.split("etcd --name " + name(node) + " --data-dir " + DATA
                + " --listen-client-urls " + client + " --advertise-client-urls " + client
                + " --listen-peer-urls " + peers + " --initial-advertise-peer-urls " + peers
                + " --initial-cluster " + all + " --initial-cluster-state new --logger zap --log-level error"
                + (pace == Pace.SHORTEST ? SHORTEST : ""));
    }

    @Override
    public List<String> versionCommand() {
        return List.of("etcd", "--version");
    }

    @Override
    public String leaderQuestion() {
        return "GET /metrics HTTP/1.0\r\n\r\n";
    }

    @Override
    public boolean isLeader(int node, String answer) {
        return answer.contains("\netcd_server_is_leader 1\n");
    }

    private static String name(int node) {
        return "n" + (node + 1);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}

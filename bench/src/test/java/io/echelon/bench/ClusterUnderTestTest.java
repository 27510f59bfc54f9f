package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClusterUnderTestTest {
    private static final List<NodePorts> PORTS =
            List.of(new NodePorts(1, 2, 3), new NodePorts(4, 5, 6), new NodePorts(7, 8, 9));

    @Test
    void echelonKnowsAllNodesAndHasOnePace() {
        EchelonCluster echelon = new EchelonCluster(Path.of("/tree"), List.of("--limit", "window=9"));

        assertThat(echelon.typed(1, PORTS, Pace.SHORTEST))
                .isEqualTo("./echelon serve --host 127.0.0.1 --port 4 --data data --node n2 --cluster"
                        + " n1=127.0.0.1:2,n2=127.0.0.1:5,n3=127.0.0.1:8 --limit window=9");
        assertThat(echelon.shown()).hasSize(1);
    }

    @Test
    void etcdFlushesAsItDoesByItself() {
        assertThat(new EtcdCluster().shown())
                .satisfiesExactly(
                        standard -> assertThat(standard)
                                .contains("--initial-cluster n1=http://127.0.0.1:20001,n2=http://127.0.0.1:20011,")
                                .doesNotContain("fsync", "heartbeat"),
                        shortest -> assertThat(shortest)
                                .startsWith("shortest: etcd ")
                                .endsWith(" --heartbeat-interval 20 --election-timeout 200"));
    }

    @Test
    void zooKeeperIsToldWhichNodeItIs() {
        ZooKeeperCluster zooKeeper = new ZooKeeperCluster();

        assertThat(zooKeeper.files(2, PORTS, Pace.STANDARD))
                .containsEntry(Path.of("data/myid"), List.of("3"))
                .hasEntrySatisfying(
                        Path.of("server.conf"),
                        lines -> assertThat(lines)
                                .contains("tickTime=2000", "clientPort=7", "server.2=127.0.0.1:5:6")
                                .noneMatch(line -> line.contains("forceSync")));
        assertThat(zooKeeper.shown()).contains("shortest: tickTime=100").doesNotContain("shortest: dataDir=data");
    }

    @Test
    void eachSaysWhoLeadsInItsOwnWay() {
        assertThat(new EchelonCluster(Path.of("/"), List.of()).isLeader(1, "+OK leader=n2 n=3 {9}\n"))
                .isTrue();
        assertThat(new EchelonCluster(Path.of("/"), List.of()).isLeader(0, "+OK leader=n2 n=3 {9}\n"))
                .isFalse();
        assertThat(new EtcdCluster().isLeader(0, "# TYPE etcd_server_is_leader gauge\netcd_server_is_leader 1\n"))
                .isTrue();
        assertThat(new EtcdCluster().isLeader(0, "# TYPE etcd_server_is_leader gauge\netcd_server_is_leader 0\n"))
                .isFalse();
        assertThat(new ZooKeeperCluster().isLeader(0, "Zxid: 0x1\nMode: follower\n"))
                .isFalse();
    }

    @Test
    void theFigureOfEtcdctlIsFoundWhateverItThinksOfIt() throws FailedRunException {
        assertThat(ClusterBench.perSecond(List.of(" 60 / 60", "FAIL: Throughput too low: 4200 writes/s", "FAIL")))
                .isEqualTo("4200");
        assertThat(ClusterBench.perSecond(List.of("PASS: Throughput is 150 writes/s")))
                .isEqualTo("150");
    }
}

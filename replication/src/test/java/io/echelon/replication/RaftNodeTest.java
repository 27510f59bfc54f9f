package io.echelon.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.echelon.core.Effect;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that run Ratis for real, in this process.
final class RaftNodeTest {
    private static final long SNAPSHOT_ENTRIES = 200;
    private static final long SEGMENT_BYTES = 16 << 10;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private RaftNode startAlone(boolean isRestored) throws NodeException {
        return ready(RaftNode.start(options("alone", NodeOptions.ALONE, Map.of(), isRestored)));
    }

    private static RaftNode ready(RaftNode node) {
        node.ready().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        return node;
    }

    private NodeOptions options(String name, String node, Map<String, String> members, boolean isRestored) {
        return new NodeOptions(
                folder.resolve(name),
                node,
                members,
                false,
                Limits.DEFAULTS,
                Set.of(),
                null,
                0,
                NodeOptions.DEFAULT_LOST_MILLIS,
                isRestored,
                SNAPSHOT_ENTRIES,
                SEGMENT_BYTES);
    }

    private static List<MemberJoined> joined(TestEdge edge) {
        return edge.told().stream()
                .filter(MemberJoined.class::isInstance)
                .map(MemberJoined.class::cast)
                .toList();
    }

    @Test
    void whatWasAnsweredIsThereAfterARestart() throws Exception {
        String epoch;
        try (RaftNode node = startAlone(false);
                TestEdge edge = new TestEdge(node)) {
            epoch = node.epoch();
            long first = edge.firstConnection();
            edge.offer(Entries.joinWithGrace(first, 1, 60_000), Entries.join(first + 1));
            await().atMost(DEADLINE).until(() -> joined(edge).size() == 2);
        }
        try (RaftNode node = startAlone(false);
                TestEdge edge = new TestEdge(node)) {
            assertThat(node.epoch()).isEqualTo(epoch);
            long first = edge.firstConnection();
            edge.offer(Entries.join(first));
            await().atMost(DEADLINE).until(() -> joined(edge).size() == 1);
            Effect.Place place = joined(edge).getFirst().place();
            assertThat(place.member().number()).as("numbers go on").isEqualTo(3);
            assertThat(place.rank()).as("below the one that may come back").isEqualTo(1);
            assertThat(place.size()).as("who had no grace is gone").isEqualTo(2);
        }
    }

    @Test
    void aServerThatIsAloneIsShownAsAClusterOfOne() throws Exception {
        try (RaftNode node = startAlone(false)) {
            ClusterAdministration.View view = view(node);
            assertThat(view.leader()).isEqualTo("n1");
            assertThat(view.nodes()).singleElement().satisfies(shown -> {
                assertThat(shown.role()).isEqualTo(ClusterAdministration.Role.LEADER);
                assertThat(shown.index()).isPositive();
            });
        }
    }

    @Test
    void tokensJumpAndTheEpochChangesAfterARestore() throws Exception {
        String epoch;
        try (RaftNode node = startAlone(false)) {
            epoch = node.epoch();
        }
        try (RaftNode node = startAlone(true);
                TestEdge edge = new TestEdge(node)) {
            assertThat(node.epoch()).isNotEqualTo(epoch);
            edge.offer(Entries.join(edge.firstConnection()));
            await().atMost(DEADLINE).until(() -> joined(edge).size() == 1);
            assertThat(joined(edge).getFirst().place().token()).isGreaterThan(1_700_000_000_000_000L);
        }
    }

    @Test
    void threeNodesTellTheSameInTheSameOrderAndGoOnWithoutOne() throws Exception {
        Map<String, String> members = members("n1", "n2", "n3");
        List<RaftNode> nodes = new ArrayList<>();
        for (String name : members.keySet()) {
            nodes.add(RaftNode.start(options(name, name, members, false)));
        }
        nodes.forEach(RaftNodeTest::ready);
        List<TestEdge> edges = nodes.stream().map(TestEdge::new).toList();
        edges.forEach(TestEdge::firstConnection);
        for (int round = 0; round < 20; round++) {
            for (TestEdge edge : edges) {
                edge.offer(Entries.join(edge.firstConnection() + round));
            }
        }
        await().atMost(DEADLINE)
                .until(() -> edges.stream().allMatch(edge -> joined(edge).size() >= 60));
        assertThat(joined(edges.get(1))).isEqualTo(joined(edges.get(0)));
        assertThat(joined(edges.get(2))).isEqualTo(joined(edges.get(0)));

        int leading = List.copyOf(members.keySet()).indexOf(leader(nodes.getFirst()));
        nodes.get(leading).close();
        edges.get(leading).close();
        TestEdge other = edges.get((leading + 1) % 3);
        other.offer(Entries.join(other.firstConnection() + 100));
        await().atMost(DEADLINE).until(() -> joined(other).size() == 61);
        await().atMost(DEADLINE)
                .until(() -> other.told().stream()
                                .filter(Effect.MemberLeft.class::isInstance)
                                .count()
                        == 20);
        for (int index = 0; index < 3; index++) {
            edges.get(index).close();
            nodes.get(index).close();
        }
    }

    @Test
    void oneServerBecomesThreeAndAnyOfThemMayLeave() throws Exception {
        Map<String, String> members = members("n1", "n2", "n3");
        Map<String, String> founder = Map.of("n1", address(members, "n1"));
        try (RaftNode first = ready(RaftNode.start(options("n1", "n1", founder, false)));
                TestEdge edge = new TestEdge(first)) {
            edge.offer(Entries.join(edge.firstConnection()));
            await().atMost(DEADLINE).until(() -> joined(edge).size() == 1);
            try (RaftNode second = RaftNode.start(joining("n2", members));
                    RaftNode third = RaftNode.start(joining("n3", members))) {
                done(first.administration().add("n2", address(members, "n2")));
                done(first.administration().add("n3", address(members, "n3")));
                ready(second);
                ready(third);
                assertThat(second.epoch()).isEqualTo(first.epoch());
                assertThat(names(second)).containsExactly("n1", "n2", "n3");

                done(second.administration().transfer("n3"));
                await().atMost(DEADLINE).until(() -> "n3".equals(leader(third)));
                done(third.administration().remove("n2"));
                assertThat(names(third)).containsExactly("n1", "n3");
                edge.offer(Entries.join(edge.firstConnection() + 1));
                await().atMost(DEADLINE).until(() -> joined(edge).size() == 2);
            }
        }
    }

    @Test
    void whoWasAwayForLongerThanTheLogReachesIsSentASnapshot() throws Exception {
        Map<String, String> members = members("n1", "n2", "n3");
        List<RaftNode> nodes = new ArrayList<>();
        for (String name : members.keySet()) {
            nodes.add(RaftNode.start(options(name, name, members, false)));
        }
        nodes.forEach(RaftNodeTest::ready);
        nodes.get(2).close();
        try (RaftNode first = nodes.get(0);
                RaftNode second = nodes.get(1);
                TestEdge edge = new TestEdge(first)) {
            long connection = edge.firstConnection();
            for (int round = 1; round <= 4 * SNAPSHOT_ENTRIES; round++) {
                int expected = round;
                edge.offer(Entries.observe(connection));
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(DEADLINE)
                        .until(() -> edge.told().size() >= expected);
            }
            edge.offer(Entries.join(connection + 1));
            await().atMost(DEADLINE).until(() -> joined(edge).size() == 1);
            assertThat(second.epoch()).isEqualTo(first.epoch());
            await().atMost(DEADLINE)
                    .until(() -> firstEntry("n1") > SNAPSHOT_ENTRIES && firstEntry("n2") > SNAPSHOT_ENTRIES);
            try (RaftNode late = ready(RaftNode.start(options("n3", "n3", members, false)));
                    TestEdge lateEdge = new TestEdge(late)) {
                lateEdge.offer(Entries.join(lateEdge.firstConnection()));
                await().atMost(DEADLINE).until(() -> joined(lateEdge).size() == 1);
                assertThat(joined(lateEdge).getFirst().place().size()).isEqualTo(2);
            }
        }
    }

    /// The index of the first entry that the log of a node still has.
    private long firstEntry(String node) throws IOException {
        return find(folder.resolve(node), "log_.*").stream()
                .map(file -> file.getFileName().toString().replaceAll("\\D*(\\d+).*", "$1"))
                .mapToLong(Long::parseLong)
                .min()
                .orElseThrow();
    }

    private static List<Path> find(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .toList();
        }
    }

    @Test
    void whoHasLostItsFolderIsNotTakenForWhomItWas() throws Exception {
        Map<String, String> members = members("n1", "n2", "n3");
        List<RaftNode> nodes = new ArrayList<>();
        for (String name : members.keySet()) {
            nodes.add(RaftNode.start(options(name, name, members, false)));
        }
        nodes.forEach(RaftNodeTest::ready);
        try (RaftNode first = nodes.get(0);
                RaftNode second = nodes.get(1);
                TestEdge edge = new TestEdge(nodes.get(2))) {
            assertThat(edge.firstConnection()).isPositive();
            nodes.get(2).close();
            assertThat(second.epoch()).isEqualTo(first.epoch());
            try (RaftNode wiped = RaftNode.start(options("n3-wiped", "n3", members, false));
                    TestEdge unheard = new TestEdge(wiped)) {
                assertThat(unheard.restarts()).isEmpty();
                // The leader believes that the node has what it has lost; another one finds out.
                String next = "n1".equals(leader(first)) ? "n2" : "n1";
                done(first.administration().transfer(next));
                assertThat(wiped.ended().toCompletableFuture().get(60, TimeUnit.SECONDS))
                        .isInstanceOf(NodeException.class)
                        .hasMessageContaining("the cluster knows n3 by another folder");
            }
        }
    }

    @Test
    void whatIsAskedOfNodesThatAreNotThereIsRefused() throws Exception {
        try (RaftNode node = startAlone(false)) {
            ClusterAdministration administration = node.administration();
            assertThat(failure(administration.remove("n7"))).hasMessageContaining("there is no node n7");
            assertThat(failure(administration.transfer("n7"))).hasMessageContaining("there is no node n7");
            assertThat(failure(administration.remove("n1"))).hasMessageContaining("n1 is the only node");
            assertThat(failure(administration.add("n2", "nowhere"))).hasMessageContaining("HOST:PORT");
            assertThat(failure(administration.add("n2", "127.0.0.1:7512"))).hasMessageContaining("--cluster first");
        }
    }

    private NodeOptions joining(String node, Map<String, String> members) {
        NodeOptions founding = options(node, node, members, false);
        return new NodeOptions(
                founding.folder(),
                node,
                members,
                true,
                founding.limits(),
                founding.uniqueNames(),
                null,
                0,
                founding.lostMillis(),
                false,
                SNAPSHOT_ENTRIES,
                SEGMENT_BYTES);
    }

    private static String address(Map<String, String> members, String node) {
        return Objects.requireNonNull(members.get(node));
    }

    private static List<String> names(RaftNode node) throws Exception {
        return view(node).nodes().stream().map(ClusterAdministration.Node::name).toList();
    }

    private static @Nullable String leader(RaftNode node) throws Exception {
        return view(node).leader();
    }

    private static ClusterAdministration.View view(RaftNode node) throws Exception {
        return node.administration().status().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void done(CompletionStage<Void> asked) throws Exception {
        asked.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<Void> asked) {
        return asked.handle((nothing, failure) -> failure).toCompletableFuture().join();
    }

    private static Map<String, String> members(String... names) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        for (String name : names) {
            ServerSocket socket = new ServerSocket(0);
            held.add(socket);
            members.put(name, "127.0.0.1:" + socket.getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return members;
    }

    @Test
    void aDamagedSnapshotIsToldInOneLine() throws Exception {
        try (RaftNode node = startAlone(false)) {
            assertThat(node.epoch()).isNotEmpty();
        }
        Path snapshot = find(folder, "snapshot\\.\\d+_\\d+").getFirst();
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length / 2] ^= 1;
        Files.write(snapshot, bytes);
        assertThatThrownBy(() -> startAlone(false))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(folder.toString())
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aPortThatIsTakenIsToldInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            NodeOptions options = options("n1", "n1", Map.of("n1", address), false);
            assertThatThrownBy(() -> RaftNode.start(options))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("cannot listen for other nodes on " + address);
        }
    }
}

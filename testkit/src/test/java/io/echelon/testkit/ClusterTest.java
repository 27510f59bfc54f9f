package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.ClusterException;
import io.echelon.server.ClusterException.Obstacle;
import io.echelon.server.ClusterStatus;
import io.echelon.server.ClusterStatus.Node;
import io.echelon.server.ClusterStatus.NodeState;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator asks of a cluster, over a connection like any other.
final class ClusterTest {
    private static final List<Node> NODES = List.of(
            new Node("n1", NodeState.LEADER, 1234, "127.0.0.1:7511", "127.0.0.1:7411", null),
            new Node("n2", NodeState.JOINING, 0, "127.0.0.1:7512", null, null),
            new Node("n3", NodeState.STOPPED, 1200, "127.0.0.1:7513", "127.0.0.1:7413", "the disk is full"));

    private final SharedOrder order = new SharedOrder();
    private final Scripted control = new Scripted();
    private final TestServer server = TestServer.start(order.node(control));

    /// Answers when the test does.
    private static final class Scripted extends NoControl {
        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final CompletableFuture<ClusterStatus> status = new CompletableFuture<>();
        private final CompletableFuture<Void> change = new CompletableFuture<>();

        @Override
        public CompletionStage<ClusterStatus> status() {
            asked.add("status");
            return status;
        }

        @Override
        public CompletionStage<Void> add(String node, String peerAddress) {
            asked.add("add " + node + " " + peerAddress);
            return change;
        }

        @Override
        public CompletionStage<Void> remove(String node) {
            asked.add("remove " + node);
            return change;
        }

        @Override
        public CompletionStage<Void> transfer(String node) {
            asked.add("transfer " + node);
            return change;
        }

        private String awaitAsked() throws InterruptedException {
            return String.valueOf(asked.poll(20, TimeUnit.SECONDS));
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void statusHasALineForEachNode() {
        ScriptedClient operator = server.greeted();
        control.status.complete(new ClusterStatus("n1", NODES));

        operator.send("CLUSTER #c", "cluster STATUS");

        operator.expectMatch("\\+OK #c leader=n1 n=3 \\{\\d+}");
        operator.expect(
                "n1 state=leader index=1234 peer=127.0.0.1:7511 client=127.0.0.1:7411",
                "n2 state=joining index=0 peer=127.0.0.1:7512",
                "n3 state=stopped index=1200 peer=127.0.0.1:7513 client=127.0.0.1:7413 why=\"the disk is full\"");
        operator.expectMatch("\\+OK leader=n1 n=3 \\{\\d+}");
    }

    @Test
    void whereNobodyLeadsNobodyIsNamed() {
        ScriptedClient operator = server.greeted();
        control.status.complete(new ClusterStatus(null, List.of()));

        operator.send("CLUSTER");

        operator.expect("+OK n=0 {0}", "");
    }

    @ParameterizedTest
    @CsvSource({
        "CLUSTER add n4 127.0.0.1:7514, add n4 127.0.0.1:7514",
        "CLUSTER remove n2, remove n2",
        "CLUSTER transfer n3, transfer n3"
    })
    void aChangeIsAnsweredWhenItIsDoneAndNothingIsHeardBefore(String request, String asked) throws Exception {
        ScriptedClient operator = server.greeted();

        operator.send(request, "PING behind");
        assertThat(control.awaitAsked()).isEqualTo(asked);
        assertThat(operator.isSilent()).isTrue();
        control.change.complete(null);

        operator.expect("+OK", "+OK PONG behind");
    }

    @Test
    void theAnswerTakesItsTurn() throws Exception {
        ScriptedClient operator = server.program("main");
        order.hold();

        operator.send("ME", "CLUSTER transfer n3");
        order.awaitHeld(1);
        control.awaitAsked();
        control.change.complete(null);
        assertThat(operator.isSilent()).isTrue();
        order.release();

        operator.expectMatch("\\+OK group=main .*");
        operator.expect("+OK");
    }

    @Test
    void whatTheClusterDoesNotAllowIsRefused() {
        ScriptedClient operator = server.greeted();
        control.status.completeExceptionally(new ClusterException(Obstacle.NO_MAJORITY, "there is no leader"));
        control.change.completeExceptionally(new ClusterException(Obstacle.NODE, "there is no node n9"));

        operator.send("CLUSTER #s", "CLUSTER #r remove n9");

        operator.expect("-ERR #s 902 NO_QUORUM retry=yes :there is no leader");
        operator.expect("-ERR #r 102 BAD_ARGS :there is no node n9");
    }

    @Test
    void whatTheClusterFailsAtIsNoFailureOfTheServer() {
        ScriptedClient operator = server.greeted();
        control.change.completeExceptionally(new IllegalStateException("a bug"));

        operator.send("CLUSTER remove n2", "PING");

        operator.expect("-ERR 902 NO_QUORUM retry=yes :it has failed; the server's log says why", "+OK PONG");
    }

    @Test
    void itIsAnsweredWithoutAMajorityAndTakesNoPlace() {
        order.loseMajority();
        control.status.complete(new ClusterStatus(null, NODES));
        ScriptedClient person = server.connect();

        person.send("CLUSTER", "QUIT");

        person.expectMatch("\\*HELLO .*");
        person.expectMatch("\\+OK n=3 \\{\\d+}");
    }

    @Test
    void whoClosesItsSideIsAnsweredYet() throws Exception {
        ScriptedClient operator = server.greeted();
        operator.send("CLUSTER remove n2");
        operator.closeOutput();
        control.awaitAsked();
        control.change.complete(null);

        operator.expect("+OK");
        operator.expectEnd();
    }

    @Test
    void whoeverLosesTheMajorityMeanwhileIsAnsweredAll() throws Exception {
        ScriptedClient operator = server.program("main");
        order.hold();
        operator.send("ME #m", "CLUSTER #c remove n2");
        control.awaitAsked();
        order.loseMajority();

        operator.expectMatch("-ERR #m 902 .*");
        operator.expectMatch("-ERR #c 902 .*");
        operator.expectMatch("\\*BYE code=902 .*");
        operator.expectEnd();
        control.change.complete(null);
    }

    @Test
    void aServerThatIsAloneHasNoCluster() {
        try (TestServer alone = TestServer.start()) {
            ScriptedClient operator = alone.greeted();

            operator.send("CLUSTER #c", "CLUSTER add n2 127.0.0.1:7512");

            operator.expectMatch("-ERR #c 105 UNSUPPORTED :.*");
            operator.expectMatch("-ERR 105 UNSUPPORTED :.*");
        }
    }

    @Test
    void serversAreNamedToProgramsIfThereAreOthers() {
        server.greeted();
        order.setClientAddresses("127.0.0.1:7411", "[::1]:7412");
        ScriptedClient program = server.connect();

        program.send("HELLO");

        program.expectMatch("\\*HELLO .*");
        program.expectMatch("\\+OK proto=1 server=\\S+ epoch=\\S+ servers=127\\.0\\.0\\.1:7411,\\[::1]:7412");
    }
}

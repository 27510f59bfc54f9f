package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.ConnectionLostException;
import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.RefusedException;
import io.echelon.client.SendOptions;
import io.echelon.client.StateChange;
import io.echelon.client.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The Java client and several servers.
final class ClientClusterTest {
    private final SharedOrder order = new SharedOrder();
    private final SharedOrder.Node near = order.node();
    private final TestServer here = TestServer.start(near);
    private final TestServer there = TestServer.start(order.node());
    private final BlockingQueue<String> states = new LinkedBlockingQueue<>();
    private final MembershipListener listener = new MembershipListener() {
        @Override
        public void onState(StateChange change) {
            states.add(change.to().key());
        }
    };

    @AfterEach
    void close() throws InterruptedException {
        here.close();
        there.close();
        Program.awaitNoThreads();
    }

    private Client connect() throws Exception {
        order.setClientAddresses(address(here), address(there));
        return Client.connect(ClientOptions.at(address(here)));
    }

    private static String address(TestServer server) {
        return "127.0.0.1:" + server.address().getPort();
    }

    private JoinOptions kept(Duration grace) {
        return JoinOptions.group("main").withGrace(grace).withListener(listener);
    }

    private void expect(String... expected) throws InterruptedException {
        for (String state : expected) {
            assertThat(states.poll(20, TimeUnit.SECONDS)).isEqualTo(state);
        }
    }

    @Test
    void whoSaysNothingAtAServerThatIsCutOffFindsThatOutAndTakesItsPlaceUpAtAnother() throws Exception {
        try (Client client = connect()) {
            Membership member = client.join(kept(Duration.ofMillis(600)));
            ScriptedClient junior = there.program("main");

            near.cutOff();
            near.declareLost();

            expect("member", "away", "member");
            assertThat(member.rank()).isZero();
            member.send("all", "still here");
            junior.expectMatch("\\*COMMAND 1 from=m1 rank=0 ttl=60s :still here");
        }
    }

    @Test
    void aServerThatBeginsAnewIsComeBackTo() throws Exception {
        try (Client client = connect()) {
            client.join(kept(Duration.ofMinutes(1)));
            near.declareLost();

            near.restart();

            expect("member", "away", "member");
        }
    }

    @Test
    void whatIsAskedMeanwhileIsRefusedAndWhatWasAskedBeforeIsAskedAgain() throws Exception {
        there.program("main");
        ScriptedClient junior = there.program("main");
        try (Client client = connect()) {
            Membership member = client.join(kept(Duration.ofMinutes(1)));
            there.program("main");
            order.hold();
            Submission keyed =
                    member.send("all", "once".getBytes(StandardCharsets.UTF_8), SendOptions.DEFAULTS.withKey("k"));
            Submission other = member.send("all", "maybe");
            order.awaitHeld(2);

            order.loseMajority();

            expect("member", "away");
            assertThatThrownBy(() -> other.awaitAccepted(Program.PATIENCE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("(902)");
            order.regainMajority();
            expect("member");
            assertThat(keyed.awaitAccepted(Program.PATIENCE).isRepeated()).isTrue();
            junior.expectNothing();
        }
    }

    @Test
    void whatComesWithoutAMajorityIsRefusedForNow() throws Exception {
        try (Client client = connect()) {
            Membership member = client.join(kept(Duration.ofMinutes(1)));
            order.loseMajority();

            Submission refused = member.send("all", "lost");

            assertThatThrownBy(() -> refused.awaitAccepted(Program.PATIENCE))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refusal -> assertThat(refusal.isTemporary()).isTrue());
            expect("member", "away");
            order.regainMajority();
            expect("member");
        }
    }
}

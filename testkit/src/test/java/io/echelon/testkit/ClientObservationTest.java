package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.ConnectionLostException;
import io.echelon.client.MemberId;
import io.echelon.client.Membership;
import io.echelon.client.Observation;
import io.echelon.client.RefusedException;
import io.echelon.client.RosterListener;
import io.echelon.client.Verdict;
import io.echelon.protocol.ErrorCode;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The Java client looks on at a group from outside.
final class ClientObservationTest {
    private static final RosterListener DEAF = new RosterListener() {};

    /// What a listener hears, a line each.
    private static final class Heard implements RosterListener {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        @Override
        public void onJoined(MemberId member, int rank, long revision, @Nullable String name) {
            lines.add(member + " joined " + rank + " rev " + revision + " " + name);
        }

        @Override
        public void onLeft(MemberId member, int rank, long revision, String why) {
            lines.add(member + " left " + rank + " rev " + revision + " " + why);
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            lines.add("lost");
        }

        void expect(String line) throws InterruptedException {
            assertThat(lines.poll(20, TimeUnit.SECONDS)).isEqualTo(line);
        }
    }

    private static Client connect(TestServer server) throws IOException {
        return Client.connect(ClientOptions.at("127.0.0.1:" + server.address().getPort()));
    }

    @Test
    void whoLooksOnHearsOfEverybodyAndTakesNoPlace() throws IOException, InterruptedException {
        Heard heard = new Heard();
        TestServer server = TestServer.start();
        try (server;
                Client watcher = connect(server)) {
            Observation observation = watcher.observe("web", heard);
            assertThat(observation.group()).isEqualTo("web");
            assertThat(observation.roster().seats()).isEmpty();

            ScriptedClient first = server.program("web name=first");
            server.program("web");
            heard.expect("m1 joined 0 rev 1 first");
            heard.expect("m2 joined 1 rev 2 null");
            assertThat(observation.roster().seats()).hasSize(2);
            first.send("QUIT");
            heard.expect("m1 left 0 rev 3 quit");
            assertThat(observation.roster().revision()).isEqualTo(3);

            server.server().close();
            heard.expect("lost");
        }
    }

    @Test
    void lookingOnCanBeLeftAndTakenUpAgainOrTurnedIntoAPlace() throws IOException, InterruptedException {
        Heard heard = new Heard();
        try (TestServer server = TestServer.start();
                Client client = connect(server)) {
            Observation left = client.observe("web", DEAF);
            left.leave();
            assertThatThrownBy(left::roster).isInstanceOf(RefusedException.class);

            client.observe("web", DEAF);
            client.observe("web", heard);
            server.program("web");
            heard.expect("m1 joined 0 rev 1 null");

            Membership member = client.join("web", command -> Verdict.done());
            assertThat(member.rank()).isEqualTo(1);
            assertThat(member.roster().seats()).hasSize(2);
            assertThatThrownBy(() -> client.observe("web", DEAF))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ALREADY_A_MEMBER.number()));
            assertThat(member.place().size()).isEqualTo(2);
        }
    }
}

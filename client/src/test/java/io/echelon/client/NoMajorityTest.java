package io.echelon.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A client whose server is one of several, and has lost sight of the others.
final class NoMajorityTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Backoff PATIENT = new Backoff(Duration.ofDays(1), Duration.ofDays(1));
    private static final String REFUSED = "-ERR 902 NO_QUORUM retry=yes :not now";
    private static final String BYE = "*BYE code=902 again=now :try another";

    private final Heard heard = new Heard();

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    /// A client that would wait for days before it tries again.
    private static Client connect(FakeServer first, FakeServer... others) throws IOException {
        StringBuilder addresses = new StringBuilder(first.address());
        for (FakeServer other : others) {
            addresses.append(',').append(other.address());
        }
        return Client.connect(ClientOptions.at(addresses.toString()).withBackoff(PATIENT));
    }

    @Test
    void whatIsRefusedAndNothingElseIsCertainlyRefusedAndTheNextServerIsTriedAtOnce() throws Exception {
        try (FakeServer minority = FakeServer.start(peer -> {
                    peer.welcomeKeptMember("first");
                    peer.expect("SEND all {4}", "work");
                    peer.send(REFUSED);
                    peer.expect("PING");
                    peer.send("+OK PONG");
                });
                FakeServer majority = FakeServer.start(peer -> peer.welcomeBack("first", 0, 0, 0, "second"));
                Client client = connect(minority, majority)) {
            Membership member = client.join(heard.kept());

            Submission refused = member.send("all", "work");

            assertThatThrownBy(() -> refused.awaitAccepted(PATIENCE))
                    .isInstanceOfSatisfying(RefusedException.class, refusal -> {
                        assertThat(refusal.code()).isEqualTo(902);
                        assertThat(refusal.isTemporary()).isTrue();
                    });
            heard.expect("connecting to member", "member to away, BROKEN", "away to member");
            majority.awaitPlayed();
        }
    }

    @Test
    void whatIsRefusedWithAGoodbyeIsAskedAgainIfItHasAKeyAndUnknownOtherwise() throws Exception {
        try (FakeServer minority = FakeServer.start(peer -> {
                    peer.welcomeKeptMember("first");
                    peer.expect("SEND all key=k {4}", "once", "SEND all {5}", "maybe");
                    peer.send(REFUSED, REFUSED, BYE);
                    peer.close();
                });
                FakeServer majority = FakeServer.start(peer -> {
                    peer.welcomeBack("first", 0, 0, 0, "second");
                    peer.expect("SEND all key=k {4}", "once");
                    peer.send("+OK id=7 n=1 above=1 rev=3");
                });
                Client client = connect(minority, majority)) {
            Membership member = client.join(heard.kept());

            Submission keyed = member.send("all", "once".getBytes(UTF_8), SendOptions.DEFAULTS.withKey("k"));
            Submission other = member.send("all", "maybe");

            assertThat(keyed.awaitAccepted(PATIENCE).command()).isEqualTo(7);
            assertThatThrownBy(() -> other.awaitAccepted(PATIENCE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("try another (902)");
            majority.awaitPlayed();
        }
    }

    @Test
    void serversWithoutAMajorityAreTriedInTurnUntilOneHasIt() throws Exception {
        try (FakeServer first = FakeServer.start(peer -> {
                    peer.welcomeKeptMember("first");
                    peer.send(BYE);
                    peer.close();
                });
                FakeServer second = FakeServer.start(NoMajorityTest::refuseReturn);
                FakeServer third = FakeServer.start(peer -> peer.welcomeBack("first", 0, 0, 0, "second"));
                Client client = connect(first, second, third)) {
            client.join(heard.kept());

            heard.expect("connecting to member", "member to away, BROKEN", "away to member");
            third.awaitPlayed();
        }
    }

    private static void refuseReturn(FakeServer.Peer peer) throws IOException {
        peer.welcome();
        peer.expect("RESUME session=first got=0");
        peer.send(REFUSED);
    }

    @Test
    void aServerThatOnlyTheOtherHasNamedIsTried() throws Exception {
        try (FakeServer named = FakeServer.start(peer -> peer.welcomeBack("first", 0, 0, 0, "second"));
                FakeServer naming = FakeServer.start(peer -> {
                    peer.welcomeOfCluster("no:address:at:all," + named.address());
                    peer.expect("JOIN results=yes grace=1m");
                    peer.send("+OK group=main id=m2 rank=1 of=3 rev=3 token=1003 session=first", BYE);
                    peer.close();
                });
                Client client = connect(naming)) {
            client.join(heard.kept());

            heard.expect("connecting to member", "member to away, BROKEN", "away to member");
            named.awaitPlayed();
        }
    }

    @Test
    void aServerOfAClusterIsAskedWhatItCannotAnswerAlone() throws Exception {
        try (FakeServer majority = FakeServer.start(peer -> peer.welcomeBack("first", 0, 0, 0, "second"));
                FakeServer minority = FakeServer.start(peer -> {
                    peer.welcomeOfCluster(majority.address());
                    peer.expect("JOIN results=yes grace=300ms");
                    peer.send("+OK group=main id=m2 rank=1 of=3 rev=3 token=1003 session=first");
                    peer.expect("ME");
                    peer.send("+OK group=main id=m2 rank=1 of=3 rev=3 token=1003");
                    peer.expect("ME");
                    peer.send(REFUSED);
                });
                Client client = connect(minority)) {
            client.join(heard.kept().withGrace(Duration.ofMillis(300)));

            heard.expect("connecting to member", "member to away, BROKEN", "away to member");
            majority.awaitPlayed();
        }
    }
}

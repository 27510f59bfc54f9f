package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whether client and server know of each other that they are alive, and until when a place is certain.
final class PingTest {
    private final Heard heard = new Heard();

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    private JoinOptions kept(long graceMillis) {
        return JoinOptions.group("main")
                .withGrace(Duration.ofMillis(graceMillis))
                .withListener(heard);
    }

    private static void welcome(FakeServer.Peer peer, String grace) throws java.io.IOException {
        peer.welcome();
        peer.expect("JOIN results=yes grace=" + grace);
        peer.send("+OK group=main id=m2 rank=1 of=3 rev=3 token=1003 session=first");
    }

    @Test
    void aPingOfTheServerIsAnsweredBeforeThereIsAPlace() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcome();
                    peer.send("*PING 81 sent=0", "*PING");
                    peer.expect("PONG 81", "PONG");
                });
                Client client = Client.connect(server.options())) {
            server.awaitPlayed();
            assertThat(client.epoch()).isEqualTo("e1");
        }
    }

    @Test
    void theServerIsPingedAtAThirdOfTheGraceAndEachAnswerProlongsTheLease() throws Exception {
        CountDownLatch isLooked = new CountDownLatch(1);
        CountDownLatch isAnswered = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(peer -> {
                    welcome(peer, "3s");
                    peer.expect("PING");
                    isLooked.await();
                    peer.send("+OK PONG");
                    peer.expect("PING");
                    isAnswered.countDown();
                    peer.send("+OK PONG");
                });
                Client client = Client.connect(server.options())) {
            long beforeNanos = System.nanoTime();
            Membership member = client.join(kept(3_000));
            long afterNanos = System.nanoTime();
            Lease first = member.lease();
            isLooked.countDown();
            isAnswered.await();
            Lease second = member.lease();

            assertThat(first.confirmedNanos()).isBetween(beforeNanos, afterNanos);
            assertThat(first.expiresNanos() - first.confirmedNanos()).isEqualTo(3_000_000_000L);
            assertThat(second.confirmedNanos()).isGreaterThan(first.confirmedNanos());
            assertThat(second.left(second.expiresNanos() - 5)).isEqualTo(Duration.ofNanos(5));
            assertThat(second.place()).isEqualTo(member.place());
        }
    }

    @Test
    void withoutAGraceNothingIsCertain() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer.Peer::welcomeMember);
                Client client = Client.connect(server.options())) {
            Membership member = client.join("main", command -> Verdict.done());

            assertThat(member.lease().grace()).isZero();
            assertThat(member.lease().isValid()).isFalse();
        }
    }

    @Test
    void whereTheServerKeepsNoPlaceNothingIsCertain() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcome();
                    peer.expect("JOIN results=yes grace=1m");
                    peer.send("+OK group=main id=m2 rank=1 of=3 rev=3 token=1003");
                });
                Client client = Client.connect(server.options())) {
            assertThat(client.join(kept(60_000)).lease().isValid()).isFalse();
        }
    }

    @Test
    void aServerThatIsSilentIsLeftForAnother() throws Exception {
        CountDownLatch isBack = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            welcome(peer, "3s");
                            peer.expect("PING", "PING");
                            assertThat(peer.line()).isNull();
                        },
                        peer -> {
                            peer.welcomeBack("first", 0, 0, 0, "second");
                            isBack.await();
                        });
                Client client = Client.connect(server.options())) {
            Membership member = client.join(kept(3_000));

            heard.expect("connecting to member", "member to away, BROKEN", "away to member");
            assertThat(member.state()).isEqualTo(MembershipState.MEMBER);
            isBack.countDown();
        }
    }

    @Test
    void aServerThatSaysSomethingIsAliveThoughItAnswersNoPing() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    welcome(peer, "1500ms");
                    peer.expect("PING", "PING");
                    long sinceNanos = System.nanoTime();
                    while (System.nanoTime() - sinceNanos < 2_500_000_000L) {
                        peer.send("*PING 1 sent=0");
                        peer.expect("PONG 1 got=0");
                    }
                    peer.send("+OK PONG", "+OK PONG");
                    peer.expect("PING");
                });
                Client client = Client.connect(server.options())) {
            client.join(kept(1_500));

            server.awaitPlayed();
            heard.expect("connecting to member");
            heard.expectNothing();
        }
    }
}

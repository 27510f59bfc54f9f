package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A connection that ends, in whatever way, is told once to everybody who waits for something.
final class LostServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CompletableFuture<ConnectionLostException> lost = new CompletableFuture<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final MembershipListener listener = new MembershipListener() {
        @Override
        public void onRank(Place place, int previousRank) {
            heard.add("rank " + place.rank());
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            heard.add("lost");
            lost.complete(cause);
        }
    };

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    private Membership join(Client client) throws Exception {
        return client.join(JoinOptions.group("main").withListener(listener));
    }

    private String cause() throws Exception {
        return String.valueOf(lost.get(20, TimeUnit.SECONDS).getMessage());
    }

    @Test
    void theServersLastWordIsTheCause() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("SEND all {4}", "work");
                    peer.send("+OK id=7 n=1 above=1 rev=3", "*RANK 0 was=1 of=2 rev=4 token=1004 :up");
                    peer.send("*BYE code=602 again=now :you read too slowly");
                    peer.close();
                });
                Client client = Client.connect(server.options())) {
            Submission submission = join(client).send("all", "work");

            assertThat(submission.awaitAccepted(PATIENCE)).isEqualTo(new Accepted(7, 1, 1, 3));
            assertThatThrownBy(() -> submission.awaitClosed(PATIENCE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageEndingWith(" has closed the connection: you read too slowly (602)");
            assertThat(cause()).endsWith("you read too slowly (602)");
            client.awaitEnd();
            assertThat(heard).containsExactly("rank 0", "lost");
        }
    }

    @Test
    void aGarbledLineEndsIt() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("nonsense");
                });
                Client client = Client.connect(server.options())) {
            Membership member = join(client);

            assertThat(cause()).contains("does not speak this protocol");
            assertThatThrownBy(() -> member.send("all", "x")).isInstanceOf(ConnectionLostException.class);
            assertThatThrownBy(member::roster).isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void aReplyThatNobodyAskedForEndsIt() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("+OK");
                });
                Client client = Client.connect(server.options())) {
            join(client);

            assertThat(cause()).endsWith("does not speak this protocol: a reply that nobody asked for");
        }
    }

    @Test
    void whoeverWaitedForAReplyThatMakesNoSenseIsTold() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("SEND all {1}", "x");
                    peer.send("+OK n=1");
                });
                Client client = Client.connect(server.options())) {
            Submission submission = join(client).send("all", "x");

            assertThatThrownBy(() -> submission.awaitClosed(PATIENCE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageEndingWith("id= is missing");
            assertThatThrownBy(() -> submission.awaitAccepted(PATIENCE)).isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void aServerThatDoesNotReadIsGivenUp() throws Exception {
        CountDownLatch isGivenUp = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    isGivenUp.await();
                });
                Client client = Client.connect(server.options())) {
            Membership member = join(client);
            byte[] body = new byte[64 << 10];

            assertThatThrownBy(() -> {
                        while (true) {
                            member.send("all", body, SendOptions.DEFAULTS, result -> {});
                        }
                    })
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageMatching("\\S+ has not read for 10 s what it was sent");
            isGivenUp.countDown();
            assertThat(cause()).contains("has not read");
        }
    }

    @Test
    void whatIsClosedByOwnWishIsNotLost() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer.Peer::welcomeMember)) {
            Client client = Client.connect(server.options());
            Membership member = join(client);
            Submission submission = member.send("all", "x");

            client.close();
            client.close();

            assertThatThrownBy(() -> submission.awaitClosed(PATIENCE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessage("the client was closed");
            assertThatThrownBy(() -> member.send("all", "x")).hasMessage("the client was closed");
            client.awaitEnd();
            ClientThreads.awaitEnd();
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void anInterruptedThreadLeavesInGoodOrder() throws Exception {
        CompletableFuture<String> farewell = new CompletableFuture<>();
        try (FakeServer server = FakeServer.start(peer -> {
            peer.welcomeMember();
            farewell.complete(peer.line());
        })) {
            Client client = Client.connect(server.options());
            join(client);

            Thread.currentThread().interrupt();
            client.close();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(farewell.get(20, TimeUnit.SECONDS)).isEqualTo("QUIT");
        }
    }

    @Test
    void aServerThatDoesNotCloseIsNotWaitedForLong() throws Exception {
        CountDownLatch isClosed = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(peer -> {
            peer.welcomeMember();
            isClosed.await();
        })) {
            Client client = Client.connect(server.options());
            join(client);

            client.close();

            client.awaitEnd();
            isClosed.countDown();
        }
    }

    @Test
    void aJoinThatIsNotAnsweredEndsTheConnection() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcome();
                    peer.expect("JOIN results=yes");
                });
                Client client = Client.connect(server.options().withReplyTimeout(Duration.ofMillis(100)))) {
            assertThatThrownBy(() -> join(client)).hasMessageEndingWith("has not answered JOIN within 100 ms");
            client.awaitEnd();
        }
    }

    @Test
    void anAnswerThatComesTooLateIsForWhoAskedThen() throws Exception {
        CountDownLatch isLate = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("TALLY 1");
                    isLate.await();
                    peer.send("+OK id=1 open=yes total=9 sent=9");
                    peer.expect("TALLY 2");
                    peer.send("+OK id=2 open=no total=1 done=1");
                });
                Client client = Client.connect(server.options().withReplyTimeout(Duration.ofMillis(500)))) {
            Membership member = join(client);

            assertThatThrownBy(() -> member.tally(1)).hasMessageEndingWith("has not answered TALLY within 500 ms");
            isLate.countDown();

            assertThat(member.tally(2).total()).isEqualTo(1);
        }
    }
}

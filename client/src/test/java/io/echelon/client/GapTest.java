package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Commands that a member has sent, and of which it missed something.
final class GapTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ACCEPTED = "+OK id=7 n=2 above=1 rev=3";
    private static final byte[] WORK = {'w', 'o', 'r', 'k'};

    private final Heard heard = new Heard();

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    private Membership join(Client client) throws Exception {
        return client.join(heard.kept());
    }

    private static void sendIsAccepted(FakeServer.Peer peer) throws IOException {
        peer.welcomeKeptMember("first");
        peer.expect("SEND all {4}", "work");
        peer.send(ACCEPTED);
    }

    private static void gap(FakeServer.Peer peer, String session, long got, String next) throws IOException {
        peer.welcome();
        peer.expect("RESUME session=" + session + " got=" + got);
        peer.send("-ERR 407 GAP group=main id=m2 rank=1 of=2 rev=5 token=1003 sent=9 replay=1 lost=3 session=" + next
                + " :3 events are lost; the place is yours");
        peer.send("*ROSTER n=2 rev=5 {46}\nm1 rank=0 state=active\nm2 rank=1 state=active\n");
    }

    @Test
    void whatWasSentStaysOpenAndItsResultsAreHeardOnce() throws Exception {
        CountDownLatch isAccepted = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            sendIsAccepted(peer);
                            peer.send("*RESULT 7 m3 rank=2 state=done ms=5 {3}", "one");
                            isAccepted.await();
                            peer.close();
                        },
                        peer -> {
                            peer.welcomeBack("first", 1, 3, 2, "second");
                            peer.send("*RESULT 7 m4 rank=3 state=failed rc=3 ms=6 {3}", "two");
                            peer.send("*CLOSED 7 total=2 done=1 failed=1 ms=7");
                        });
                Client client = Client.connect(server.options())) {
            Submission submission = join(client).send("all", "work");
            assertThat(submission.nextResult(PATIENCE)).extracting("text").isEqualTo("one");
            isAccepted.countDown();

            Result second = submission.nextResult(PATIENCE);

            assertThat(second).extracting(Result::text, Result::code).containsExactly("two", 3);
            assertThat(submission.nextResult(PATIENCE)).isNull();
            assertThat(submission.awaitClosed(PATIENCE).total()).isEqualTo(2);
        }
    }

    @Test
    void afterAGapTheListenerHearsOfItAndWhatMayHaveClosedIsAskedFor() throws Exception {
        CountDownLatch isAccepted = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            sendIsAccepted(peer);
                            isAccepted.await();
                            peer.close();
                        },
                        peer -> {
                            gap(peer, "first", 0, "second");
                            peer.send("*RESULT 7 m4 rank=3 state=done ms=6", "*PING 1 sent=9");
                            peer.expect("TALLY 7", "PONG 1 got=9");
                            peer.send("+OK id=7 open=no total=2 done=1 unknown=1");
                        });
                Client client = Client.connect(server.options())) {
            Membership member = join(client);
            Submission submission = member.send("all", "work");
            submission.awaitAccepted(PATIENCE);
            isAccepted.countDown();

            assertThat(submission.awaitClosed(PATIENCE).counts())
                    .isEqualTo(Map.of(Outcome.DONE, 1, Outcome.UNKNOWN, 1));
            heard.expect("connecting to member", "member to away, BROKEN", "away to member", "gap of 3");
            heard.expect("roster of 2 at 5");
            assertThat(member.place().revision()).isEqualTo(5);
        }
    }

    @Test
    void aRosterThatIsTooLongToBeToldIsOneToAskFor() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeKeptMember("first");
                    peer.send("*ROSTER n=5000 rev=7 whole=no :the roster is too long for one event");
                });
                Client client = Client.connect(server.options())) {
            Membership member = join(client);

            heard.expect("connecting to member", "long roster of 5000 at 7");
            assertThat(member.place().size()).isEqualTo(5_000);
        }
    }

    @Test
    void whatTheServerDoesNotKnowAnyMoreEndsAndWhatIsStillOpenGoesOn() throws Exception {
        CountDownLatch isAccepted = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            sendIsAccepted(peer);
                            peer.expect("SEND all {4}", "work");
                            peer.send("+OK id=8 n=2 above=1 rev=3");
                            isAccepted.await();
                            peer.close();
                        },
                        peer -> {
                            gap(peer, "first", 0, "second");
                            peer.expect("TALLY 7", "TALLY 8");
                            peer.close();
                        },
                        peer -> {
                            peer.welcomeBack("second", 8, 9, 1, "third");
                            peer.expect("TALLY 7", "TALLY 8");
                            peer.send("-ERR 501 NO_SUCH_COMMAND :it is too long ago");
                            peer.send("+OK id=8 open=yes total=2 done=1 sent=1", "*CLOSED 8 total=2 done=2 ms=9");
                        });
                Client client = Client.connect(server.options())) {
            Membership member = join(client);
            Submission forgotten = member.send("all", "work");
            Submission open = member.send("all", "work");
            open.awaitAccepted(PATIENCE);
            isAccepted.countDown();

            assertThatThrownBy(() -> forgotten.awaitClosed(PATIENCE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessage("what became of command 7 was missed, and the server does not say: it is too long ago");
            assertThat(open.awaitClosed(PATIENCE).count(Outcome.DONE)).isEqualTo(2);
        }
    }

    @Test
    void whatWasNotAnsweredAndHasNoKeyIsNotKnown() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.expect("SEND all {4}", "work");
                            peer.close();
                        },
                        peer -> peer.welcomeBack("first", 0, 0, 0, "second"));
                Client client = Client.connect(server.options())) {
            Submission submission = join(client).send("all", "work");

            assertThatThrownBy(() -> submission.awaitAccepted(PATIENCE)).isInstanceOf(ConnectionLostException.class);
            assertThatThrownBy(() -> submission.nextResult(PATIENCE)).isInstanceOf(ConnectionLostException.class);
            server.awaitPlayed();
        }
    }

    @Test
    void whatWasNotAnsweredAndHasAKeyIsSentAgain() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.expect("SEND all key=k {4}", "work");
                            peer.close();
                        },
                        peer -> {
                            peer.welcomeBack("first", 0, 1, 1, "second");
                            peer.send("*CLOSED 7 total=2 done=2 ms=9");
                            peer.expect("SEND all key=k {4}", "work");
                            peer.send(ACCEPTED + " dup=yes open=no total=2 done=2");
                            peer.expect("TALLY 7");
                            peer.send("+OK id=7 open=no total=2 done=2");
                        });
                Client client = Client.connect(server.options())) {
            Submission submission = join(client).send("all", WORK, SendOptions.DEFAULTS.withKey("k"));

            assertThat(submission.awaitClosed(PATIENCE).count(Outcome.DONE)).isEqualTo(2);
            assertThat(submission.awaitAccepted(PATIENCE)).isEqualTo(new Accepted(7, 2, 1, 3, true));
        }
    }

    @Test
    void whatIsOpenWhenThePlaceIsLostIsNotKnown() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            sendIsAccepted(peer);
                            peer.expect("SEND all key=k {4}", "work");
                            peer.close();
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("RESUME session=first got=0");
                            peer.send("-ERR 406 BAD_SESSION :no such session");
                        });
                Client client = Client.connect(server.options())) {
            Membership member = join(client);
            Submission accepted = member.send("all", "work");
            Submission keyed = member.send("all", WORK, SendOptions.DEFAULTS.withKey("k"));

            assertThatThrownBy(() -> accepted.awaitClosed(PATIENCE))
                    .hasMessageEndingWith("does not know the place any more");
            assertThatThrownBy(() -> keyed.awaitClosed(PATIENCE))
                    .hasMessageEndingWith("does not know the place any more");
        }
    }
}

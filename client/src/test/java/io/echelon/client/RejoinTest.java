package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A place that is stood in line for, or taken anew.
final class RejoinTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final Heard heard = new Heard();
    private final JoinOptions rejoining =
            JoinOptions.group("main").withListener(heard).rejoining();

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    @Test
    void aPlaceThatIsLostIsFollowedByAnother() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeMember();
                            peer.close();
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("JOIN results=yes");
                            peer.send("+OK group=main id=m9 rank=4 of=5 rev=9 token=1009");
                        });
                Client client = Client.connect(server.impatientOptions())) {
            Membership member = client.join(rejoining);

            heard.expect("connecting to member", "member to lost, BROKEN", "lost, BROKEN");
            heard.expect("lost to connecting", "connecting to member");
            assertThat(member.id()).isEqualTo(new MemberId(9));
        }
    }

    @Test
    void whoeverIsForgottenJoinsAnewOnTheSameConnection() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.expect("WATCH roster", "ME");
                            peer.close();
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("RESUME session=first got=0");
                            peer.send("-ERR 406 BAD_SESSION :no such session");
                            peer.expect("JOIN results=yes grace=1m", "WATCH roster", "ME");
                            peer.send("+OK group=main id=m9 rank=4 of=5 rev=9 token=1009 session=other", "+OK");
                            peer.send("+OK group=main id=m9 rank=3 of=4 rev=10 token=1010");
                            peer.send("*PING 1 sent=0");
                            peer.expect("PONG 1 got=0");
                        });
                Client client = Client.connect(server.impatientOptions())) {
            Membership member = client.join(rejoiningWithGrace());

            heard.expect(
                    "connecting to member", "member to away, BROKEN", "away to lost, FORGOTTEN", "lost, FORGOTTEN");
            heard.expect("lost to connecting", "connecting to member");
            server.awaitPlayed();
            assertThat(member.rank()).isEqualTo(3);
        }
    }

    private JoinOptions rejoiningWithGrace() {
        return rejoining.withGrace(Duration.ofMinutes(1)).watchingRoster();
    }

    @Test
    void aRefusalThatPassesIsTriedAgainAndOneThatStaysIsTheEnd() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeMember();
                            peer.close();
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("JOIN results=yes");
                            peer.send("-ERR 401 GROUP_FULL capacity=1 retry=yes :full");
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("JOIN results=yes");
                            peer.send("-ERR 403 NAME_TAKEN :somebody has that name");
                        });
                Client client = Client.connect(server.impatientOptions())) {
            Membership member = client.join(rejoining);

            client.awaitEnd();

            heard.expect("connecting to member", "member to lost, BROKEN", "lost, BROKEN", "lost to connecting");
            heard.expect("connecting to lost, REFUSED", "lost, REFUSED");
            assertThatThrownBy(() -> member.send("all", "x")).hasMessage("403 NAME_TAKEN: somebody has that name");
            assertThatThrownBy(() -> member.awaitPlace(PATIENCE)).hasMessage("403 NAME_TAKEN: somebody has that name");
        }
    }

    @Test
    void aHandlerOfThePlaceThatWasLostIsInterruptedAndIsNotHeardAsTheNext() throws Exception {
        CountDownLatch wasInterrupted = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeMember();
                            peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s");
                            heard.expect("connecting to member");
                            heard.expect("executing");
                            peer.close();
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("JOIN results=yes");
                            wasInterrupted.await();
                            peer.send("+OK group=main id=m9 rank=4 of=5 rev=9 token=1009");
                            peer.send("*COMMAND 6 from=m1 rank=0 ttl=60s");
                            peer.expect("DONE 6");
                        });
                Client client = Client.connect(server.impatientOptions())) {
            client.join(rejoining.withHandler(command -> {
                if (command.number() == 5) {
                    heard.add("executing");
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException end) {
                        wasInterrupted.countDown();
                    }
                }
                return Verdict.done();
            }));

            server.awaitPlayed();
        }
    }

    @Test
    void whoeverWaitsStandsInLineUntilThereIsAPlace() throws Exception {
        CountDownLatch mayBeSeated = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcome();
                    peer.expect("JOIN results=yes grace=1m wait=yes");
                    peer.send("+OK waiting=yes position=3", "*WAITING position=2");
                    mayBeSeated.await();
                    peer.send("*WELCOME group=main id=m7 rank=2 of=3 rev=9 token=1009 session=first :m1 is in command");
                    peer.send("*CANCEL 5 why=sender", "*PING 1 sent=1");
                    peer.expect("PONG 1 got=1");
                });
                Client client = Client.connect(server.impatientOptions())) {
            Membership member = client.join(JoinOptions.group("main")
                    .withListener(heard)
                    .withGrace(Duration.ofMinutes(1))
                    .waiting());

            heard.expect("connecting to waiting", "waiting at 3", "waiting at 2");
            assertThat(member.state()).isEqualTo(MembershipState.WAITING);
            assertThatIllegalStateException().isThrownBy(member::place);
            assertThatThrownBy(() -> member.awaitPlace(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);

            mayBeSeated.countDown();
            assertThat(member.awaitPlace(PATIENCE).id()).isEqualTo(new MemberId(7));
            heard.expect("waiting to member");
            assertThat(member.lease().isValid()).isTrue();
            server.awaitPlayed();
        }
    }

    @Test
    void aConnectionThatBreaksInLineLosesThePositionAndNothingIsKept() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcome();
                    peer.expect("JOIN results=yes grace=1m wait=yes");
                    peer.send("+OK waiting=yes position=1");
                    peer.close();
                });
                Client client = Client.connect(server.impatientOptions())) {
            Membership member = client.join(JoinOptions.group("main")
                    .withListener(heard)
                    .withGrace(Duration.ofMinutes(1))
                    .waiting());

            assertThatThrownBy(() -> member.awaitPlace(PATIENCE)).isInstanceOf(ConnectionLostException.class);
            heard.expect("connecting to waiting", "waiting at 1", "waiting to lost, BROKEN", "lost, BROKEN");
        }
    }

    @Test
    void whoeverYieldsIsAnotherMemberFromThenOn() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.expect("SEND all {4}", "work");
                            peer.send("+OK id=7 n=2 above=1 rev=3");
                            peer.expect("YIELD");
                            peer.send("+OK id=m9 rank=2 of=3 rev=5 token=1005");
                            peer.send("*RANK 1 was=2 of=2 rev=6 token=1006");
                            peer.close();
                        },
                        peer -> peer.welcomeBack("first", 0, 0, 0, "second"));
                Client client = Client.connect(server.impatientOptions())) {
            Membership member =
                    client.join(JoinOptions.group("main").withListener(heard).withGrace(Duration.ofMinutes(1)));
            Submission open = member.send("all", "work");

            Place place = member.yieldPlace();

            assertThat(place.id()).isEqualTo(new MemberId(9));
            assertThatThrownBy(() -> open.awaitClosed(PATIENCE))
                    .hasMessage("the sender has gone to the end of the line; its commands go on");
            heard.expect("connecting to member", "rank 1 was 2", "member to away, BROKEN", "away to member");
        }
    }

    @Test
    void theFirstServerThatAnswersIsTaken() throws Exception {
        try (FakeServer first = FakeServer.start(FakeServer.Peer::close);
                FakeServer second = FakeServer.start(FakeServer.Peer::welcome);
                Client client = Client.connect(ClientOptions.at(first.address() + "," + second.address()))) {
            assertThat(client.serverVersion()).isEqualTo("9.9");
        }
    }
}

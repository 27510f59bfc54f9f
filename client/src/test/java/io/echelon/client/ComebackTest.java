package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A member whose connection breaks while its place is kept.
final class ComebackTest {
    private final Heard heard = new Heard();

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    @Test
    void itTakesThePlaceUpAgainAndHearsOfItsRank() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.close();
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("RESUME session=first got=0");
                            peer.send(
                                    "+OK group=main id=m2 rank=0 of=2 rev=4 token=1004 sent=0 replay=0 session=second");
                            peer.send("*RANK 0 was=1 of=2 rev=4 token=1004 :m1 left; you are in command");
                        });
                Client client = Client.connect(server.impatientOptions())) {
            Membership member = client.join(heard.kept());

            heard.expect("connecting to member", "member to away, BROKEN", "away to member", "rank 0 was 1");
            assertThat(member.state()).isEqualTo(MembershipState.MEMBER);
            assertThat(member.place()).isEqualTo(new Place("main", new MemberId(2), 0, 2, 4, 1004));
        }
        heard.expect("member to left");
        heard.expectNothing();
    }

    @Test
    void itCountsWhatHasComeAndWhatIsReplayed() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.send("*RESULT 9 m3 rank=2 state=done ms=5", "*CLOSED 9 total=1 done=1 ms=5");
                            peer.send("*CANCEL 8 why=sender", "*JOIN m4 rank=3 rev=4", "*PING 1 sent=3");
                            peer.expect("PONG 1 got=3");
                            peer.close();
                        },
                        peer -> {
                            peer.welcomeBack("first", 3, 6, 2, "second");
                            peer.send("*CANCEL 8 why=sender");
                            peer.send("*PING 2 sent=5");
                            peer.expect("PONG 2 got=5");
                            peer.close();
                        },
                        peer -> peer.welcomeBack("second", 5, 6, 1, "third"));
                Client client = Client.connect(server.impatientOptions())) {
            client.join(heard.kept());

            server.awaitPlayed();
            heard.expect("connecting to member", "joined m4 rank 3");
            heard.expect("member to away, BROKEN", "away to member", "member to away, BROKEN", "away to member");
        }
    }

    @Test
    void theSessionBeforeIsUsedAgainWhenTheAnswerToAResumeWasLost() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.close();
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("RESUME session=first got=0");
                            peer.close();
                        },
                        peer -> peer.welcomeBack("first", 0, 0, 0, "third"));
                Client client = Client.connect(server.impatientOptions())) {
            client.join(heard.kept());

            heard.expect("connecting to member", "member to away, BROKEN", "away to member");
        }
    }

    @Test
    void aPlaceThatTheServerDoesNotKnowIsLost() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.close();
                        },
                        peer -> {
                            peer.welcome();
                            peer.expect("RESUME session=first got=0");
                            peer.send("-ERR 406 BAD_SESSION :no such session; JOIN anew");
                        });
                Client client = Client.connect(server.impatientOptions())) {
            Membership member = client.join(heard.kept());

            client.awaitEnd();

            heard.expect(
                    "connecting to member", "member to away, BROKEN", "away to lost, FORGOTTEN", "lost, FORGOTTEN");
            heard.expectNothing();
            assertThatThrownBy(() -> member.send("all", "x"))
                    .isInstanceOf(ConnectionLostException.class)
                    .isNotInstanceOf(OfflineException.class)
                    .hasMessageEndingWith(" does not know the place any more");
            assertThat(member.lease().isValid()).isFalse();
        }
    }

    @Test
    void aServerOfAnotherEpochIsNotAsked() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.close();
                        },
                        peer -> {
                            peer.send(
                                    "*HELLO echelon/1 server=9.9 epoch=e2 group=main members=0 capacity=64 auth=none");
                            peer.line();
                            peer.send("+OK proto=1 server=9.9 epoch=e2");
                            assertThat(peer.line()).isNull();
                        });
                Client client = Client.connect(server.impatientOptions())) {
            client.join(heard.kept());

            client.awaitEnd();

            heard.expect(
                    "connecting to member", "member to away, BROKEN", "away to lost, FORGOTTEN", "lost, FORGOTTEN");
            assertThat(client.epoch()).isEqualTo("e2");
        }
    }

    @Test
    void whoeverIsFencedDoesNotFightForThePlace() throws Exception {
        expectNoReturn("*BYE code=408 again=never :your place was taken up on another connection", "FENCED");
    }

    @Test
    void whoeverIsNotWantedAgainDoesNotComeBack() throws Exception {
        expectNoReturn("*BYE code=202 again=never :you were removed", "REFUSED");
    }

    private void expectNoReturn(String farewell, String loss) throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeKeptMember("first");
                    peer.send(farewell);
                    peer.close();
                });
                Client client = Client.connect(server.impatientOptions())) {
            client.join(heard.kept().rejoining());

            client.awaitEnd();

            heard.expect("connecting to member", "member to lost, " + loss, "lost, " + loss);
            heard.expectNothing();
        }
    }

    @Test
    void theGraceTimeIsOverByItsOwnClockWhereNobodyAnswers() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcome();
                    peer.expect("JOIN results=yes grace=100ms");
                    peer.send("+OK group=main id=m2 rank=1 of=3 rev=3 token=1003 session=first");
                    peer.close();
                });
                Client client = Client.connect(server.impatientOptions())) {
            client.join(heard.kept().withGrace(Duration.ofMillis(100)));

            client.awaitEnd();

            heard.expect("connecting to member", "member to away, BROKEN", "away to lost, EXPIRED", "lost, EXPIRED");
        }
    }

    @Test
    void itIsTriedAtTheOtherServersOfTheListInTheirOrder() throws Exception {
        CountDownLatch hasFirst = new CountDownLatch(1);
        try (FakeServer first = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.close();
                        },
                        peer -> {
                            peer.send("*BYE code=901 again=later :going down");
                            hasFirst.countDown();
                            peer.close();
                        });
                FakeServer second = FakeServer.start(peer -> {
                    hasFirst.await();
                    peer.close();
                });
                FakeServer third = FakeServer.start(peer -> peer.welcomeBack("first", 0, 0, 0, "second"));
                Client client = Client.connect(
                        ClientOptions.at(first.address() + "," + second.address() + "," + third.address())
                                .withBackoff(FakeServer.IMPATIENT))) {
            client.join(heard.kept());

            heard.expect("connecting to member", "member to away, BROKEN", "away to member");
        }
    }

    @Test
    void whatIsSentWhileItIsAwayFailsAtOnceAndIsNotKept() throws Exception {
        CountDownLatch mayReturn = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.close();
                        },
                        peer -> {
                            mayReturn.await();
                            peer.welcomeBack("first", 0, 0, 0, "second");
                            peer.expect("TALLY 4");
                            peer.send("+OK id=4 open=no total=1 done=1");
                        });
                Client client = Client.connect(server.impatientOptions())) {
            Membership member = client.join(heard.kept());
            heard.expect("connecting to member", "member to away, BROKEN");

            assertThatThrownBy(() -> member.send("all", "x"))
                    .isInstanceOf(OfflineException.class)
                    .hasMessage("not sent: the client is not connected at the moment (away)");
            assertThatThrownBy(member::roster).isInstanceOf(OfflineException.class);
            assertThatThrownBy(member::yieldPlace).isInstanceOf(OfflineException.class);
            assertThatThrownBy(member::leave).isInstanceOf(OfflineException.class);
            assertThatThrownBy(() -> client.join("other", command -> Verdict.done()))
                    .isInstanceOf(OfflineException.class);
            assertThat(member.place().rank()).isEqualTo(1);

            mayReturn.countDown();
            heard.expect("away to member");
            assertThat(member.tally(4).isOpen()).isFalse();
        }
    }

    @Test
    void closingEndsTheAttemptsToComeBack() throws Exception {
        CountDownLatch isAsked = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                peer -> {
                    peer.welcomeKeptMember("first");
                    peer.close();
                },
                peer -> {
                    peer.line();
                    isAsked.countDown();
                    peer.expect("QUIT");
                    peer.close();
                })) {
            Client client = Client.connect(server.impatientOptions());
            Membership member = client.join(heard.kept());
            isAsked.await();

            client.close();

            client.awaitEnd();
            assertThatThrownBy(() -> member.send("all", "x")).hasMessage("the client was closed");
            heard.expect("connecting to member", "member to away, BROKEN", "away to left");
            heard.expectNothing();
        }
    }

    @Test
    void whoeverAsksForNoGraceEndsWithTheConnection() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.close();
                });
                Client client = Client.connect(server.impatientOptions())) {
            client.join(JoinOptions.group("main").withListener(heard));

            client.awaitEnd();

            heard.expect("connecting to member", "member to lost, BROKEN", "lost, BROKEN");
            heard.expectNothing();
        }
    }
}

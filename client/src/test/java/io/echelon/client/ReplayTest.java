package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Commands of a member whose connection breaks while it executes them.
final class ReplayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Heard heard = new Heard();

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    private static Client connect(FakeServer server) throws Exception {
        return Client.connect(server.options());
    }

    @Test
    void aHandlerGoesOnAndItsVerdictIsTheFirstThingThatIsSaid() throws Exception {
        CountDownLatch isExecuting = new CountDownLatch(1);
        CountDownLatch isDone = new CountDownLatch(1);
        CountDownLatch isSent = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s", "*COMMAND 6 from=m1 rank=0 ttl=60s");
                            isExecuting.await();
                            peer.close();
                        },
                        peer -> {
                            isDone.await();
                            peer.welcomeBack("first", 2, 2, 0, "second");
                            peer.expect("DONE 5 {2}", "ok", "SEND all {4}", "work");
                            peer.send("+OK", "+OK id=7 n=1 above=1 rev=3");
                            peer.expect("DONE 6 {2}", "ok");
                        });
                Client client = connect(server)) {
            Membership member = client.join(heard.kept().withHandler(command -> {
                if (command.number() == 5) {
                    isExecuting.countDown();
                    heard.expect("connecting to member", "member to away, BROKEN");
                } else {
                    isDone.countDown(); // So the one before has its verdict.
                    isSent.await();
                }
                return Verdict.done("ok");
            }));
            isDone.await();
            heard.expect("away to member");

            assertThat(member.send("all", "work").awaitAccepted(PATIENCE).command())
                    .isEqualTo(7);
            isSent.countDown();
            server.awaitPlayed();
        }
    }

    @Test
    void aCommandThatWasExecutedIsNotExecutedAgainAndItsVerdictIsRepeated() throws Exception {
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s", "*COMMAND 6 from=m1 rank=0 ttl=60s");
                            peer.expect("DONE 5 {5}", "did 5", "DONE 6 {5}", "did 6");
                            peer.send("+OK");
                            peer.send("*PING 1 sent=2");
                            peer.expect("PONG 1 got=2");
                            peer.close();
                        },
                        peer -> {
                            peer.welcomeBack("first", 2, 2, 2, "second");
                            peer.expect("DONE 6 {5}", "did 6");
                            peer.send("-ERR 502 ALREADY_CLOSED :you have answered it");
                            peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s", "*COMMAND 6 from=m1 rank=0 ttl=60s");
                            peer.expect("DONE 5", "DONE 6");
                            peer.send("-ERR 502 ALREADY_CLOSED :you have answered it", "+OK");
                            peer.send("*COMMAND 7 from=m1 rank=0 ttl=60s");
                            peer.expect("DONE 7 {5}", "did 7");
                        });
                Client client = connect(server)) {
            client.join(heard.kept().withHandler(command -> Verdict.done("did " + command.number())));

            heard.expect("connecting to member", "member to away, BROKEN", "away to member");
            server.awaitPlayed();
        }
    }

    @Test
    void aCommandThatIsUnderWayWhenItIsReplayedIsNotBegunAgain() throws Exception {
        CountDownLatch isBegun = new CountDownLatch(1);
        CountDownLatch isReplayed = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s");
                            isBegun.await();
                            peer.close();
                        },
                        peer -> {
                            peer.welcomeBack("first", 1, 1, 1, "second");
                            peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s", "*PING 1 sent=1");
                            peer.expect("PONG 1 got=1");
                            isReplayed.countDown();
                            peer.expect("DONE 5");
                            peer.send("+OK", "*PING 2 sent=1");
                            peer.expect("PONG 2 got=1");
                        });
                Client client = connect(server)) {
            client.join(heard.kept().withHandler(command -> {
                isBegun.countDown();
                isReplayed.await();
                return Verdict.done();
            }));

            server.awaitPlayed();
        }
    }

    @Test
    void aCommandThatIsTooOldToBeRememberedIsRefused() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*COMMAND 2000000 from=m1 rank=0 ttl=60s");
                    peer.expect("DONE 2000000");
                    peer.send("+OK", "*COMMAND 5 from=m1 rank=0 ttl=60s");
                    peer.expect("REFUSE 5 {41}", "too old: it may have been executed before");
                });
                Client client = connect(server)) {
            client.join("main", command -> Verdict.done());

            server.awaitPlayed();
        }
    }

    @Test
    void whatCameTogetherWithTheBreakIsExecutedAndItsVerdictKept() throws Exception {
        CountDownLatch isAway = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(
                        peer -> {
                            peer.welcomeKeptMember("first");
                            peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s");
                            peer.send("*CANCEL 5 why=sender");
                            peer.close();
                        },
                        peer -> {
                            isAway.await();
                            peer.welcome();
                            assertThat(peer.line()).startsWith("RESUME session=first got=");
                            peer.send("-ERR 902 NO_QUORUM retry=yes :not now");
                        },
                        peer -> {
                            peer.welcome();
                            assertThat(peer.line()).startsWith("RESUME session=first got=");
                            peer.send(
                                    "+OK group=main id=m2 rank=1 of=3 rev=3 token=1003 sent=2 replay=2 session=second");
                            peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s", "*CANCEL 5 why=sender");
                            assertThat(peer.line()).matches("(FAIL|REFUSE|DONE) 5.*");
                        });
                Client client = connect(server)) {
            client.join(heard.kept().withHandler(command -> Verdict.failed("late")));
            heard.expect("connecting to member", "member to away, BROKEN");
            isAway.countDown();

            heard.expect("away to member");
            server.awaitPlayed();
        }
    }
}

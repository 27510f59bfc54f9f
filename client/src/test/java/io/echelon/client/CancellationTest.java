package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Commands that are called back.
final class CancellationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        ClientThreads.awaitEnd();
    }

    @Test
    void aHandlerAtWorkIsInterruptedAndWhatWaitsIsRefused() throws Exception {
        CountDownLatch isBegun = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s", "*COMMAND 6 from=m1 rank=0 ttl=60s");
                    isBegun.await();
                    peer.send("*CANCEL 6 why=senior");
                    peer.expect("REFUSE 6 {43}", "called back by a senior before it was begun");
                    peer.send("+OK", "*CANCEL 5 why=sender");
                    peer.expect(
                            "FAIL 5 {70}", "called back by its sender while it ran: java.lang.InterruptedException");
                    peer.send("+OK", "*CANCEL 5 why=sender", "*COMMAND 7 from=m1 rank=0 ttl=60s");
                    peer.expect("DONE 7 {5}", "false");
                });
                Client client = Client.connect(server.options())) {
            client.join("main", command -> {
                if (command.number() == 5) {
                    isBegun.countDown();
                    new CountDownLatch(1).await();
                }
                return Verdict.done(String.valueOf(Thread.currentThread().isInterrupted()));
            });

            server.awaitPlayed();
        }
    }

    @Test
    void aHandlerMayFinishNevertheless() throws Exception {
        CountDownLatch isBegun = new CountDownLatch(1);
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s");
                    isBegun.await();
                    peer.send("*CANCEL 5 why=sender");
                    peer.expect("FAIL 5 rc=3 {9}", "half done");
                });
                Client client = Client.connect(server.options())) {
            client.join("main", command -> {
                isBegun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException called) {
                    assertThat(command.isCancelled()).isTrue();
                }
                return Verdict.failed(3, "half done");
            });

            server.awaitPlayed();
        }
    }

    @Test
    void whatIsCancelledIsNotMeantForTheNextCommand() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s");
                    peer.expect("DONE 5 {2}", "ok");
                    peer.send("*CANCEL 5 why=sender", "*COMMAND 6 from=m1 rank=0 ttl=60s");
                    peer.expect("DONE 6 {2}", "ok");
                });
                Client client = Client.connect(server.options())) {
            client.join(
                    "main",
                    command -> Verdict.done(
                            command.isCancelled() || Thread.currentThread().isInterrupted() ? "no" : "ok"));

            server.awaitPlayed();
        }
    }

    @Test
    void theSenderCallsItsCommandBack() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("SEND all {4}", "work");
                    peer.send("+OK id=7 n=9 above=1 rev=3");
                    peer.expect("CANCEL 7");
                    peer.send("+OK dropped=4 asked=3");
                    peer.expect("CANCEL 8");
                    peer.send("-ERR 303 NOT_YOURS :command 8 is not yours");
                });
                Client client = Client.connect(server.options())) {
            Membership member = client.join("main", command -> Verdict.done());
            Submission submission = member.send("all", "work");

            assertThat(submission.cancel(PATIENCE)).isEqualTo(new Cancellation(4, 3));
            assertThat(submission.closed()).isNotDone();
            assertThatThrownBy(() -> member.cancel(8)).isInstanceOf(RefusedException.class);
        }
    }
}

package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a member says of the commands that it is asked to execute.
final class CommandsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void aVerdictThatIsTooLongIsCutAndGivenAgain() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s {4}", "work");
                    peer.expect("DONE 5 rc=3 {6}", "abcdef");
                    peer.send("-ERR 104 BODY_TOO_LARGE max=4 :too long");
                    peer.expect("DONE 5 rc=3 {4}", "abcd");
                    peer.send("+OK");
                    end.complete("heard");
                });
                Client client = Client.connect(server.options())) {
            client.join("main", command -> new Verdict(Outcome.DONE, 3, new byte[] {'a', 'b', 'c', 'd', 'e', 'f'}));

            assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo("heard");
        }
    }

    @Test
    void aHandlerThatReturnsNothingHasFailed() throws Exception {
        assertThat(reportOf(command -> noVerdict()))
                .isEqualTo("FAIL 5 {61} java.lang.NullPointerException: the handler has returned null");
    }

    @SuppressWarnings("NullAway") // What a user without such checks may do.
    private static Verdict noVerdict() {
        @Nullable Verdict none = null;
        return none;
    }

    @Test
    void aHandlerThatThrowsAnErrorHasFailed() throws Exception {
        assertThat(reportOf(command -> {
                    throw new StackOverflowError("too deep");
                }))
                .isEqualTo("FAIL 5 {38} java.lang.StackOverflowError: too deep");
    }

    @Test
    void aMemberWithoutAHandlerRefuses() throws Exception {
        assertThat(reportOf(JoinOptions.group("main").handler()))
                .isEqualTo("REFUSE 5 {32} this member executes no commands");
    }

    private static String reportOf(CommandHandler handler) throws Exception {
        CompletableFuture<String> report = new CompletableFuture<>();
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s {4}", "work");
                    report.complete(peer.line() + " " + peer.line());
                    peer.send("+OK");
                });
                Client client = Client.connect(server.options())) {
            client.join("main", handler);
            return report.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void anInterruptThatAHandlerLeavesBehindDoesNotHitTheNextCommand() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s :a", "*COMMAND 6 from=m1 rank=0 ttl=60s :b");
                    peer.expect("DONE 5", "DONE 6 {5}", "false");
                    peer.close();
                });
                Client client = Client.connect(server.options())) {
            client.join("main", command -> {
                if (command.number() == 5) {
                    Thread.currentThread().interrupt();
                    return Verdict.done();
                }
                return Verdict.done(String.valueOf(Thread.currentThread().isInterrupted()));
            });
            client.awaitEnd();
        }
    }

    @Test
    void aVerdictThatComesAfterTheMemberHasLeftIsNotTakenForOneOfTheNext() throws Exception {
        CompletableFuture<Thread> executing = new CompletableFuture<>();
        CountDownLatch isNew = new CountDownLatch(1);
        CompletableFuture<String> later = new CompletableFuture<>();
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*COMMAND 5 from=m1 rank=0 ttl=60s :slow");
                    peer.expect("LEAVE");
                    peer.send("+OK");
                    peer.expect("JOIN other results=yes");
                    peer.send("+OK group=other id=m9 rank=1 of=2 rev=9 token=1009");
                    peer.send("*COMMAND 5 from=m8 rank=0 ttl=60s :another");
                    later.complete(peer.line());
                });
                Client client = Client.connect(server.options())) {
            Membership old = client.join("main", command -> {
                executing.complete(Thread.currentThread());
                awaitUninterrupted(isNew);
                return Verdict.done("of the old");
            });
            Thread late = executing.get(20, TimeUnit.SECONDS);
            old.leave();

            client.join("other", command -> {
                isNew.countDown();
                late.join(PATIENCE.toMillis());
                return Verdict.failed(1, "");
            });

            assertThat(later.get(20, TimeUnit.SECONDS)).isEqualTo("FAIL 5 rc=1");
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean isOpen = false;
        while (!isOpen) {
            try {
                latch.await();
                isOpen = true;
            } catch (InterruptedException ignored) {
                // Stubborn, as handlers may be.
            }
        }
    }

    @Test
    void whoHasLeftSpeaksNoMore() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("LEAVE");
                    peer.send("+OK");
                    peer.expect("JOIN other results=yes");
                    peer.send("+OK group=other id=m9 rank=1 of=2 rev=9 token=1009");
                    peer.expect("TALLY 3");
                    peer.send("+OK id=3 open=no total=1 done=1");
                });
                Client client = Client.connect(server.options())) {
            Membership old = client.join("main", command -> Verdict.done());
            old.leave();
            Membership next = client.join("other", command -> Verdict.done());

            assertThatThrownBy(old::leave).isInstanceOf(RefusedException.class).hasMessageStartingWith("400 ");
            assertThatThrownBy(old::roster).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> old.tally(1)).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> old.send("all", "x").awaitClosed(PATIENCE))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("400 NOT_A_MEMBER: this place was left");
            assertThat(next.tally(3).isOpen()).isFalse();
        }
    }
}

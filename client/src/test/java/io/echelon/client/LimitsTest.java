package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What happens when the user's code, or the server, does not keep up.
final class LimitsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /// More than may wait, and one that does not wait any more.
    private static final int TOO_MANY = ClientOptions.MAX_WAITING_EVENTS + 2;

    private static final long LASTING_NANOS = 300_000_000;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger told = new AtomicInteger();
    private final CompletableFuture<ConnectionLostException> lost = new CompletableFuture<>();

    private final MembershipListener slow = new MembershipListener() {
        @Override
        public void onLeft(MemberId member, int rank, long revision, String why) {
            await();
            told.incrementAndGet();
        }

        @Override
        public void onLost(ConnectionLostException cause) {
            lost.complete(cause);
        }
    };

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        gate.countDown();
        ClientThreads.awaitEnd();
    }

    private void await() {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void repeat(FakeServer.Peer peer, int count, String line) {
        say(peer, (line + "\n").repeat(count - 1) + line);
    }

    /// Commands of their own numbers, from 3 on.
    private static void command(FakeServer.Peer peer, int count) {
        say(
                peer,
                IntStream.range(3, 3 + count)
                        .mapToObj(number -> "*COMMAND " + number + " from=m1 rank=0 ttl=60s")
                        .collect(Collectors.joining("\n")));
    }

    private static void say(FakeServer.Peer peer, String lines) {
        try {
            peer.send(lines);
        } catch (IOException gone) {
            // The client may have had enough before it has heard all.
        }
    }

    @Test
    void aListenerThatIsTooSlowCostsTheConnectionAndStillHearsAll() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    repeat(peer, TOO_MANY, "*LEFT m9 rank=2 rev=4 why=quit");
                });
                Client client = Client.connect(server.options())) {
            client.join(JoinOptions.group("main").withListener(slow));

            client.awaitEnd();
            gate.countDown();

            assertThat(lost.get(20, TimeUnit.SECONDS))
                    .hasMessage("too many events wait to be heard: the listener is too slow");
            assertThat(told).hasValueGreaterThanOrEqualTo(ClientOptions.MAX_WAITING_EVENTS);
        }
    }

    @Test
    void whoeverIsTooSlowToListenDoesNotComeBack() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeKeptMember("first");
                    repeat(peer, TOO_MANY, "*LEFT m9 rank=2 rev=4 why=quit");
                });
                Client client = Client.connect(server.options())) {
            Membership member = client.join(JoinOptions.group("main")
                    .withListener(slow)
                    .withGrace(Duration.ofMinutes(1))
                    .rejoining());

            client.awaitEnd();
            gate.countDown();

            assertThat(lost.get(20, TimeUnit.SECONDS).reason()).isEqualTo(LossReason.OVERLOADED);
            assertThat(member.state()).isEqualTo(MembershipState.LOST);
        }
    }

    @Test
    void aConsumerOfResultsThatIsTooSlowCostsTheConnectionAndItsCommandFails() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("SEND all {4}", "work");
                    peer.send("+OK id=1 n=70000 above=0 rev=3");
                    repeat(peer, TOO_MANY, "*RESULT 1 m9 rank=2 state=done ms=1");
                });
                Client client = Client.connect(server.options())) {
            Membership member = client.join("main", command -> Verdict.done());
            Submission submission = member.send("all", "work", result -> await());

            client.awaitEnd();
            gate.countDown();

            assertThat(submission.awaitAccepted(PATIENCE).targets()).isEqualTo(70_000);
            assertThatThrownBy(() -> submission.awaitClosed(PATIENCE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessage("too many results wait to be heard: their consumer is too slow");
        }
    }

    @Test
    void aServerThatFloodsABusyMemberAndDoesNotReadIsGivenUp() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    command(peer, 400_000);
                    await();
                });
                Client client = Client.connect(server.options())) {
            client.join(JoinOptions.group("main")
                    .withListener(slow)
                    .withMaxQueuedCommands(1)
                    .withHandler(command -> {
                        gate.await();
                        return Verdict.done();
                    }));

            assertThat(lost.get(20, TimeUnit.SECONDS)).hasMessageEndingWith(" does not read what it is sent");
            gate.countDown();
        }
    }

    @Test
    void whoSendsMuchAndIsBusyKeepsTheConnectionAsLongAsTheServerReads() throws Exception {
        byte[] body = "x".repeat(60_000).getBytes(StandardCharsets.UTF_8);
        int sends = 500; // More than the system's buffers hold.
        Thread sender = Thread.currentThread();
        CountDownLatch isExecuting = new CountDownLatch(1);
        AtomicInteger refusals = new AtomicInteger();
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send(
                            "*COMMAND 1 from=m1 rank=0 ttl=60s :executing",
                            "*COMMAND 2 from=m1 rank=0 ttl=60s :waiting");
                    isExecuting.await();
                    awaitWaiting(sender);
                    command(peer, 1_001);
                    for (int left = sends + 1_000; left > 0; ) {
                        String line = String.valueOf(peer.line());
                        refusals.addAndGet(line.startsWith("REFUSE ") ? 1 : 0);
                        left -= line.startsWith("REFUSE ") || line.startsWith("SEND all {") ? 1 : 0;
                    }
                    peer.close();
                });
                Client client = Client.connect(server.options())) {
            Membership member = client.join(
                    JoinOptions.group("main").withMaxQueuedCommands(2).withHandler(command -> {
                        isExecuting.countDown();
                        gate.await();
                        return Verdict.done();
                    }));
            isExecuting.await();

            for (int i = 0; i < sends; i++) {
                member.send("all", body, SendOptions.DEFAULTS, result -> {});
            }

            client.awaitEnd();
            assertThat(refusals).hasValue(1_000);
        }
    }

    /// Waits until a thread waits for room to write in, and not only while the system's buffers still take
    /// some.
    private static void awaitWaiting(Thread thread) {
        long sinceNanos = System.nanoTime();
        while (System.nanoTime() - sinceNanos < LASTING_NANOS) {
            if (thread.getState() != Thread.State.TIMED_WAITING) {
                sinceNanos = System.nanoTime();
            }
            Thread.onSpinWait();
        }
    }
}

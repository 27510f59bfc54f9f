package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.client.ConnectionLostException;
import io.echelon.client.Membership;
import io.echelon.client.SendOptions;
import io.echelon.client.Submission;
import io.echelon.client.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A server that goes while clients are at work.
final class ClientLossTest {
    @Test
    void everythingThatIsOpenFailsAndTheListenerHearsItOnceAndLast() throws Exception {
        CountDownLatch isExecuting = new CountDownLatch(1);
        CompletableFuture<Boolean> wasInterrupted = new CompletableFuture<>();
        CompletableFuture<String> result = new CompletableFuture<>();
        TestServer server = TestServer.start();
        try (Program boss = Program.connect(server);
                Program deputy = Program.connect(server);
                Programs executors = new Programs()) {
            Membership sender = boss.join("boss", command -> Verdict.done());
            deputy.join("deputy", command -> {
                isExecuting.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException end) {
                    wasInterrupted.complete(true);
                    throw end;
                }
                return Verdict.done();
            });
            executors.add(server, command -> Verdict.done("first"));
            byte[] body = "work".getBytes(StandardCharsets.UTF_8);
            Submission submission =
                    sender.send("all", body, SendOptions.DEFAULTS, told -> result.complete(told.text()));
            assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo("first");
            isExecuting.await();

            server.close();

            assertThat(submission.accepted()).isCompletedWithValueMatching(accepted -> accepted.targets() == 2);
            assertThatThrownBy(() -> submission.awaitClosed(Program.PATIENCE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("(901)");
            assertThatThrownBy(() -> sender.send("all", "more"))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("(901)");
            assertThatThrownBy(() -> sender.tally(1)).isInstanceOf(ConnectionLostException.class);
            assertThat(wasInterrupted.get(20, TimeUnit.SECONDS)).isTrue();
            boss.client().awaitEnd();
            deputy.client().awaitEnd();
            Program.awaitNoThreads();
            assertThat(boss.heard()).endsWith("lost").containsOnlyOnce("lost");
            assertThat(deputy.heard()).endsWith("lost").containsOnlyOnce("lost");
        }
        assertThatThrownBy(() -> Program.connect(server)).hasMessageEndingWith(": Connection refused");
    }

    @Test
    void whoHasLeftHearsNothingOfTheLoss() throws Exception {
        TestServer server = TestServer.start();
        try (Program program = Program.connect(server)) {
            program.join("short", command -> Verdict.done()).leave();

            server.close();

            program.client().awaitEnd();
            Program.awaitNoThreads();
            assertThat(program.heard()).isEmpty();
        }
    }
}

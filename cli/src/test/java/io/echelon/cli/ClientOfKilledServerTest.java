package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.ConnectionLostException;
import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.Submission;
import io.echelon.client.Verdict;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A server process that is killed says nothing to the Java client, which finds out all the same.
final class ClientOfKilledServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void whatIsOpenFailsAndTheListenerHearsItOnce() throws Exception {
        CountDownLatch isExecuting = new CountDownLatch(1);
        AtomicInteger losses = new AtomicInteger();
        MembershipListener listener = new MembershipListener() {
            @Override
            public void onLost(ConnectionLostException cause) {
                losses.incrementAndGet();
            }
        };
        try (ServeProcess server = ServeProcess.serve("--port", "0");
                Client first = connect(server);
                Client second = connect(server)) {
            Membership boss = first.join(JoinOptions.group("main").withListener(listener));
            second.join("main", command -> {
                isExecuting.countDown();
                new CountDownLatch(1).await();
                return Verdict.done();
            });
            Submission submission = boss.send("all", "work");
            isExecuting.await();

            server.signal("KILL");

            assertThatThrownBy(() -> submission.awaitClosed(PATIENCE))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("127.0.0.1:" + server.address().getPort());
            first.awaitEnd();
            second.awaitEnd();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("echelon-client-")) {
                    assertThat(thread.join(PATIENCE)).as(thread.getName()).isTrue();
                }
            }
            assertThat(losses).hasValue(1);
        }
    }

    private static Client connect(ServeProcess server) throws Exception {
        return Client.connect(ClientOptions.at("127.0.0.1:" + server.address().getPort()));
    }
}

package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.Outcome;
import io.echelon.client.SendOptions;
import io.echelon.client.Tally;
import io.echelon.client.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// As many commands as a sender can have executed: none is lost, doubled or miscounted.
final class ClientFloodTest {
    private static final int COMMANDS = 10_000;
    /// That a sender may have.
    private static final int OPEN_COMMANDS = 64;

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        Program.awaitNoThreads();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 10})
    void tenThousandCommandsAreEachExecutedAndClosedOnce(int executorCount) throws Exception {
        Map<Long, AtomicInteger> results = new ConcurrentHashMap<>();
        Map<Long, Tally> tallies = new ConcurrentHashMap<>();
        AtomicInteger closings = new AtomicInteger();
        Semaphore open = new Semaphore(OPEN_COMMANDS);
        try (TestServer server = TestServer.start();
                Program boss = Program.connect(server);
                Programs executors = new Programs()) {
            Membership sender = boss.client().join(JoinOptions.group("main"));
            for (int i = 0; i < executorCount; i++) {
                executors.add(server, command -> Verdict.done(command.text()));
            }

            for (int i = 1; i <= COMMANDS; i++) {
                assertThat(open.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                String text = "work " + i;
                sender.send("all", text.getBytes(StandardCharsets.UTF_8), SendOptions.DEFAULTS, result -> {
                            assertThat(result.text()).isEqualTo(text);
                            results.computeIfAbsent(result.command(), command -> new AtomicInteger())
                                    .incrementAndGet();
                        })
                        .closed()
                        .whenComplete((tally, failure) -> {
                            if (tally != null) {
                                tallies.put(tally.command(), tally);
                                closings.incrementAndGet();
                            }
                            open.release();
                        });
            }
            assertThat(open.tryAcquire(OPEN_COMMANDS, 20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(closings).hasValue(COMMANDS);
        assertThat(tallies.keySet())
                .isEqualTo(Set.copyOf(IntStream.rangeClosed(1, COMMANDS)
                        .asLongStream()
                        .boxed()
                        .toList()));
        assertThat(tallies.values())
                .allMatch(tally -> tally.total() == executorCount && tally.count(Outcome.DONE) == executorCount);
        assertThat(results.values()).hasSize(COMMANDS).allMatch(count -> count.get() == executorCount);
    }
}

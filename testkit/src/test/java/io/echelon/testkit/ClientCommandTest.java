package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.client.CommandHandler;
import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.Outcome;
import io.echelon.client.Result;
import io.echelon.client.SendOptions;
import io.echelon.client.Submission;
import io.echelon.client.Tally;
import io.echelon.client.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Commands from one Java client to others, and what their senders hear of them.
final class ClientCommandTest {
    private static final byte[] WORK = "work".getBytes(StandardCharsets.UTF_8);

    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        gate.countDown();
        Program.awaitNoThreads();
    }

    private static Result next(BlockingQueue<Result> results) throws InterruptedException {
        Result result = results.poll(Program.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(result).isNotNull();
        return result;
    }

    private static List<Object> told(Result result) {
        return Arrays.asList(
                result.executor().toString(), result.rank(), result.outcome(), result.code(), result.text());
    }

    private static Submission send(Membership sender, BlockingQueue<Result> results) throws Exception {
        return sender.send("all", WORK, SendOptions.DEFAULTS, results::add);
    }

    @Test
    void whatEveryExecutorSaysIsToldAndOneThatIsLateHoldsUpNoOther() throws Exception {
        CommandHandler throwing = command -> {
            throw new IllegalStateException("no " + command.text() + " today");
        };
        CommandHandler late = command -> {
            gate.await();
            return Verdict.done("at last");
        };
        List<CommandHandler> handlers = List.of(
                command -> Verdict.done(command.sender() + " " + command.senderRank() + " " + command.ttl()),
                command -> Verdict.failed(3, "disk full"),
                command -> Verdict.refused("not here"),
                throwing,
                late);
        BlockingQueue<Result> results = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.start();
                Program boss = Program.connect(server);
                Programs executors = new Programs()) {
            Membership sender = boss.join("boss", command -> Verdict.done());
            for (CommandHandler handler : handlers) {
                executors.add(server, handler);
            }

            Submission submission = send(sender, results);

            assertThat(submission.awaitAccepted(Program.PATIENCE).targets()).isEqualTo(5);
            assertThat(List.of(next(results), next(results), next(results), next(results)))
                    .extracting(ClientCommandTest::told)
                    .containsExactlyInAnyOrder(
                            Arrays.asList("m2", 1, Outcome.DONE, null, "m1 0 PT1M"),
                            List.of("m3", 2, Outcome.FAILED, 3, "disk full"),
                            Arrays.asList("m4", 3, Outcome.REFUSED, null, "not here"),
                            Arrays.asList(
                                    "m5", 4, Outcome.FAILED, null, "java.lang.IllegalStateException: no work today"));
            Tally open = sender.tally(1);
            assertThat(open.isOpen()).isTrue();
            assertThat(open.count(Outcome.SENT)).isEqualTo(1);
            assertThat(submission.closed()).isNotDone();

            gate.countDown();

            Tally tally = submission.awaitClosed(Program.PATIENCE);
            assertThat(tally.counts()).isEqualTo(Map.of(Outcome.DONE, 2, Outcome.FAILED, 2, Outcome.REFUSED, 1));
            assertThat(tally.isOpen()).isFalse();
            assertThat(next(results).text()).isEqualTo("at last");
        }
    }

    @Test
    void theTallyComesAfterTheLastResult() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (TestServer server = TestServer.start();
                Program boss = Program.connect(server);
                Programs executors = new Programs()) {
            Membership sender = boss.join("boss", command -> Verdict.done());
            for (int i = 0; i < 3; i++) {
                executors.add(server, command -> Verdict.done());
            }

            Submission submission =
                    sender.send("all", WORK, SendOptions.DEFAULTS, result -> heard.add("" + result.executor()));
            submission.closed().thenAccept(tally -> heard.add("closed")).get(20, TimeUnit.SECONDS);

            assertThat(heard).hasSize(4).endsWith("closed").contains("m2", "m3", "m4");
        }
    }

    @Test
    void whoIsTooLateIsUnknownAndItsNextCommandIsNotHarmed() throws Exception {
        try (TestServer server = TestServer.start();
                Program boss = Program.connect(server);
                Programs executors = new Programs()) {
            Membership sender = boss.join("boss", command -> Verdict.done());
            executors.add(server, command -> {
                if (command.number() == 1) {
                    gate.await();
                }
                return Verdict.done(command.text());
            });
            SendOptions brief = SendOptions.DEFAULTS.withLimit(Duration.ofMillis(50));
            BlockingQueue<Result> results = new LinkedBlockingQueue<>();

            Tally tally = sender.send("all", WORK, brief, results::add).awaitClosed(Program.PATIENCE);
            gate.countDown();

            assertThat(tally.count(Outcome.UNKNOWN)).isEqualTo(1);
            assertThat(next(results).outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(send(sender, results).awaitClosed(Program.PATIENCE).count(Outcome.DONE))
                    .isEqualTo(1);
            assertThat(next(results).text()).isEqualTo("work");
        }
    }

    @Test
    void aFullQueueRefusesAsBusy() throws Exception {
        CountDownLatch isExecuting = new CountDownLatch(1);
        CommandHandler slow = command -> {
            isExecuting.countDown();
            gate.await();
            return Verdict.done();
        };
        BlockingQueue<Result> results = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.start();
                Program boss = Program.connect(server);
                Program executor = Program.connect(server)) {
            Membership sender = boss.join("boss", command -> Verdict.done());
            executor.client().join(JoinOptions.group("main").withHandler(slow).withMaxQueuedCommands(1));
            Submission executing = send(sender, results);
            isExecuting.await();
            Submission waiting = send(sender, results);

            assertThat(send(sender, results).awaitClosed(Program.PATIENCE).count(Outcome.REFUSED))
                    .isEqualTo(1);

            assertThat(next(results).text()).startsWith("busy");
            gate.countDown();
            assertThat(executing.awaitClosed(Program.PATIENCE).count(Outcome.DONE))
                    .isEqualTo(1);
            assertThat(waiting.awaitClosed(Program.PATIENCE).count(Outcome.DONE))
                    .isEqualTo(1);
        }
    }

    @Test
    void aHandlerMayCommandOthersAndWaitForThem() throws Exception {
        BlockingQueue<Membership> deputy = new LinkedBlockingQueue<>();
        BlockingQueue<Result> results = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.start();
                Program boss = Program.connect(server);
                Program second = Program.connect(server);
                Programs executors = new Programs()) {
            Membership sender = boss.join("boss", command -> Verdict.done());
            deputy.add(second.join("deputy", command -> {
                Tally below = deputy.take().send("all", command.text()).awaitClosed(Program.PATIENCE);
                return Verdict.done(below.count(Outcome.DONE) + " of " + below.total());
            }));
            executors.add(server, command -> Verdict.done());
            executors.add(server, command -> Verdict.refused("no"));

            Submission submission = sender.send("next", WORK, SendOptions.DEFAULTS, results::add);

            assertThat(submission.awaitClosed(Program.PATIENCE).count(Outcome.DONE))
                    .isEqualTo(1);
            assertThat(next(results).text()).isEqualTo("1 of 2");
        }
    }

    @Test
    void aListenerMayCommandAndWaitWhenItIsPromoted() throws Exception {
        BlockingQueue<Tally> tallies = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.start();
                Program boss = Program.connect(server);
                Programs others = new Programs()) {
            boss.join("boss", command -> Verdict.done());
            others.addWhenPromoted(
                    server,
                    member -> tallies.add(member.send("all", "I am in command").awaitClosed(Program.PATIENCE)));
            others.add(server, command -> Verdict.done(command.text()));

            boss.client().close();

            assertThat(tallies.poll(20, TimeUnit.SECONDS))
                    .isNotNull()
                    .matches(tally -> tally.count(Outcome.DONE) == 1 && tally.total() == 1);
        }
    }

    @Test
    void aHandlerMayCloseItsClient() throws Exception {
        BlockingQueue<Result> results = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.start();
                Program boss = Program.connect(server);
                Program executor = Program.connect(server)) {
            Membership sender = boss.join("boss", command -> Verdict.done());
            executor.join("tired", command -> {
                executor.client().close();
                return Verdict.done();
            });

            Tally tally = send(sender, results).awaitClosed(Program.PATIENCE);

            assertThat(tally.count(Outcome.UNKNOWN)).isEqualTo(1);
            executor.client().awaitEnd();
            assertThat(executor.heard()).doesNotContain("lost");
        }
    }

    @Test
    void aConsumerOfResultsMayCloseItsClient() throws Exception {
        try (TestServer server = TestServer.start();
                Program boss = Program.connect(server);
                Programs executors = new Programs()) {
            Membership sender = boss.join("boss", command -> Verdict.done());
            executors.add(server, command -> Verdict.done());
            executors.add(server, command -> {
                gate.await();
                return Verdict.done();
            });

            Submission submission = sender.send(
                    "all", WORK, SendOptions.DEFAULTS, result -> boss.client().close());

            assertThatThrownBy(() -> submission.awaitClosed(Program.PATIENCE)).hasMessage("the client was closed");
        }
    }
}

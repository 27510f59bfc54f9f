package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import io.echelon.testkit.Crowd.Client;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/// Whatever way connections go, nothing of them stays behind.
@Timeout(110)
final class LeakTest {
    private static final int ROUNDS = Boolean.getBoolean("echelon.full") ? 100 : 8;
    /// Of each kind, each round.
    private static final int CLIENTS = 50;
    private static final int CAPACITY = 3 * CLIENTS;
    private static final int SLOW_CLIENTS = 8;
    private static final int SLOW_COMMANDS = 100;
    private static final int BODY_BYTES = 64 << 10;
    private static final long DEADLINE_NANOS = 20_000_000_000L;
    /// What the allocator may keep for later use, and what Java loads meanwhile.
    private static final long MAX_GROWTH_BYTES = 16 << 20;

    private static final File DESCRIPTORS = new File("/proc/self/fd");

    private final Logger leaks = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final ListAppender<ILoggingEvent> reports = new ListAppender<>();
    private ResourceLeakDetector.Level levelBefore = ResourceLeakDetector.getLevel();

    @BeforeEach
    void watchForLeaks() {
        levelBefore = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        reports.start();
        leaks.addAppender(reports);
        leaks.setAdditive(false);
    }

    @AfterEach
    void watchNoMore() {
        ResourceLeakDetector.setLevel(levelBefore);
        leaks.detachAppender(reports);
        leaks.setAdditive(true);
    }

    @Test
    void aBufferThatIsLeakedOnPurposeIsReported() {
        ByteBufAllocator.DEFAULT.directBuffer(16).touch("leaked on purpose");

        awaitTrue("a report", () -> {
            provokeReports();
            return !reports.list.isEmpty();
        });

        assertThat(reports.list).first().asString().contains("LEAK");
    }

    @Test
    void nothingStaysBehindOfThousandsOfConnections() {
        serve(1); // Once, for all that Java loads and the allocator keeps.
        provokeReports();
        reports.list.clear(); // Not of this test.
        int threadsBefore = threads();
        int descriptorsBefore = descriptors();

        serve(ROUNDS);

        awaitTrue("descriptors", () -> descriptors() <= descriptorsBefore);
        awaitTrue("threads", () -> threads() <= threadsBefore);
        provokeReports();
        assertThat(reports.list).isEmpty();
    }

    /// Has crowds come to a server and go, after which it is as it was.
    private void serve(int rounds) {
        try (TestServer server = TestServer.start(LeakTest::withRoomForSlowOnes)) {
            ScriptedClient senior = server.program("main");
            int descriptorsServing = descriptors();
            comeAndGo(server, senior);
            int threadsServing = threads();
            long memoryServing = ServerMemory.usedBytes();

            for (int round = 1; round < rounds; round++) {
                comeAndGo(server, senior);
            }

            awaitTrue("descriptors", () -> descriptors() <= descriptorsServing);
            awaitTrue("threads", () -> threads() <= threadsServing);
            long growth = ServerMemory.usedBytes() - memoryServing;
            System.out.println("LeakTest: memory grew by " + growth / 1024 + " KiB");
            assertThat(growth).as("bytes of memory").isLessThan(MAX_GROWTH_BYTES);
        }
    }

    private static ServerOptions withRoomForSlowOnes(ServerOptions options) {
        return options.withLimit(Limit.CAPACITY, CAPACITY)
                .withLimit(Limit.WRITE_SECONDS, 1)
                .withLimit(Limit.SILENCE_MILLIS, 10_000);
    }

    /// A crowd joins, some of it in vain, and all go, each in their way.
    private static void comeAndGo(TestServer server, ScriptedClient senior) {
        try (Crowd crowd = new Crowd(server.address())) {
            List<Client> slow = join(crowd, SLOW_CLIENTS);
            tellMuch(senior);
            crowd.add(CLIENTS).forEach(Client::reset); // Maybe before it is accepted.
            List<Client> all = new ArrayList<>(join(crowd, 4 * CLIENTS));
            all.addAll(observe(crowd));
            for (int i = 0; i < all.size(); i += 4) {
                all.get(i).send("QUIT");
                all.get(i + 1).close();
                all.get(i + 2).reset();
                all.get(i + 3).closeOutput();
            }
            crowd.hearUntil("the end of the slow", () -> slow.stream().allMatch(Client::hasEnded));
            crowd.hearUntil(
                    "the end of those who said so",
                    () -> IntStream.range(0, all.size())
                            .filter(i -> i % 4 == 0 || i % 4 == 3)
                            .allMatch(i -> all.get(i).hasEnded()));
        }
        awaitTrue("all others gone", () -> Told.roster(senior).size() == 1);
    }

    private static List<Client> join(Crowd crowd, int count) {
        List<Client> clients = crowd.add(count, "HELLO proto=1 body=count", "JOIN main");
        crowd.hearUntil(
                "an answer to everybody",
                () -> clients.stream()
                        .allMatch(
                                client -> client.heard("+OK group=main") != null || client.heard("-ERR 401") != null));
        return clients;
    }

    private static List<Client> observe(Crowd crowd) {
        List<Client> clients = crowd.add(CLIENTS, "HELLO proto=1", "JOIN main observe=yes", "WATCH roster");
        crowd.hearUntil(
                "a view for everybody", () -> clients.stream().allMatch(client -> client.heard("+OK group=") != null));
        return clients.subList(0, CLIENTS / 4 * 4);
    }

    /// More than those who do not read can hold.
    private static void tellMuch(ScriptedClient senior) {
        byte[] body = new byte[BODY_BYTES];
        for (int i = 0; i < SLOW_COMMANDS; i++) {
            senior.send("SEND all {" + BODY_BYTES + "}");
            senior.sendBytes(body);
            String answer = senior.line();
            if (!answer.startsWith("+OK")) {
                assertThat(answer).startsWith("-ERR 304"); // All have been cut off by now.
                return;
            }
            senior.await("\\*CLOSED .*");
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static int descriptors() {
        String[] names = DESCRIPTORS.list();
        return names == null ? 0 : names.length;
    }

    /// Leaks are found by the garbage collector, and told with the next buffers.
    private static void provokeReports() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
    }

    private static void awaitTrue(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time until %s", what).isLessThan(deadlineNanos);
            Thread.onSpinWait();
        }
    }
}

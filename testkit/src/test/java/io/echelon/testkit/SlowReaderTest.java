package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Members who do not read cost themselves their place, and the others nothing.
@Timeout(100)
final class SlowReaderTest {
    private static final int BODY_BYTES = 64 << 10;
    private static final byte[] PRINTABLE = printable();
    private static final long LARGE_OUTBOUND_BYTES = 64 << 20;
    private static final int LONG_WRITE_SECONDS = 60;
    /// More than what the kernel holds for a connection that does not read, so that some waits in
    /// the server.
    private static final int COMMANDS_PAST_KERNEL = 100;
    /// Far more than the kernel and the standard outbound limit hold together.
    private static final int MAX_COMMANDS = 500;
    /// More than the write deadline lasts, however fast the others read.
    private static final int MAX_COMMANDS_IN_TIME = 100_000;

    private static final long MAX_DELAY_MILLIS = 5_000;

    @Test
    void whoeverNeverReadsIsCutOffByBytesWhileTheOthersMissNothing() {
        try (TestServer server =
                TestServer.start(options -> options.withLimit(Limit.WRITE_SECONDS, LONG_WRITE_SECONDS))) {
            Receiver senior = new Receiver(server, true);
            Receiver slow = new Receiver(server, true);
            List<Receiver> others = fourOthers(server);

            int id = 0;
            while (!others.getFirst().hasBeenTold("*LEFT") && id < MAX_COMMANDS) {
                id++;
                sendAndReceive(senior, "all", id, others);
            }
            sendAndReceive(senior, "all", id + 1, others);

            assertToldOfDeparture(others);
            int seen = slow.commandsUntilGoodbye();
            assertThat(seen).isBetween((1 << 20) / BODY_BYTES, id);
        }
    }

    @Test
    void whoeverNeverReadsIsCutOffByTimeWhileTheOthersMissNothing() {
        try (TestServer server = TestServer.start(
                options -> options.withLimit(Limit.WRITE_SECONDS, 1).withLimit(Limit.OUTBOUND, LARGE_OUTBOUND_BYTES))) {
            Receiver senior = new Receiver(server, true);
            Receiver slow = new Receiver(server, true);
            List<Receiver> others = fourOthers(server);

            for (int id = 1; id <= COMMANDS_PAST_KERNEL; id++) {
                senior.submit("m2", id);
            }
            int id = COMMANDS_PAST_KERNEL;
            boolean isOver = false;
            while (!isOver && id < MAX_COMMANDS_IN_TIME) {
                isOver = others.getFirst().hasBeenTold("*LEFT"); // If so, the others are told with the next.
                for (int i = 0; i < others.size(); i++) {
                    id++;
                    sendAndReceive(senior, "m" + (i + 3), id, List.of(others.get(i)));
                }
            }

            assertToldOfDeparture(others);
            assertThat(slow.commandsUntilEnd()).isLessThan(COMMANDS_PAST_KERNEL);
        }
    }

    @Test
    void everyByteReachesTwentyFourReceiversOfWhichSomeReadSlowly() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.WRITE_SECONDS, LONG_WRITE_SECONDS)
                .withLimit(Limit.OUTBOUND, LARGE_OUTBOUND_BYTES))) {
            Receiver senior = new Receiver(server, true);
            List<Receiver> fast = new ArrayList<>();
            List<Receiver> slow = new ArrayList<>();
            for (int i = 0; i < 24; i += 4) {
                fast.add(new Receiver(server, true));
                slow.add(new Receiver(server, i % 8 == 0));
                fast.add(new Receiver(server, false));
                fast.add(new Receiver(server, true));
            }

            for (int id = 1; id <= COMMANDS_PAST_KERNEL; id++) {
                sendAndReceive(senior, "all", id, fast);
            }
            for (Receiver late : slow) {
                for (int id = 1; id <= COMMANDS_PAST_KERNEL; id++) {
                    late.expectCommand(id);
                }
            }
            sendAndReceive(senior, "all", COMMANDS_PAST_KERNEL + 1, fast);
            slow.forEach(late -> late.expectCommand(COMMANDS_PAST_KERNEL + 1));
        }
    }

    private static List<Receiver> fourOthers(TestServer server) {
        Receiver watcher = new Receiver(server, true);
        List<Receiver> others =
                List.of(watcher, new Receiver(server, false), new Receiver(server, true), new Receiver(server, false));
        watcher.client.send("WATCH roster");
        watcher.client.expect("+OK");
        return others;
    }

    private static void sendAndReceive(Receiver sender, String target, int id, List<Receiver> receivers) {
        long startNanos = System.nanoTime();
        sender.submit(target, id);
        receivers.forEach(receiver -> receiver.expectCommand(id));
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos))
                .as("milliseconds until command %d had reached all who read", id)
                .isLessThan(MAX_DELAY_MILLIS);
    }

    /// The second of six is gone; the first of the others watches.
    private static void assertToldOfDeparture(List<Receiver> others) {
        assertThat(others.getFirst().told).hasSize(2).first().asString().matches("\\*LEFT m2 rank=1 rev=7 why=lost");
        for (int i = 0; i < others.size(); i++) {
            assertThat(others.get(i).told.getLast()).matches("\\*RANK %d was=%d of=5 rev=7 .*".formatted(i + 1, i + 2));
        }
    }

    /// Printable and different in every command.
    private static byte[] body(int id) {
        int from = id * 101 % BODY_BYTES;
        return Arrays.copyOfRange(PRINTABLE, from, from + BODY_BYTES);
    }

    private static byte[] printable() {
        byte[] bytes = new byte[2 * BODY_BYTES];
        Random random = new Random(20_261_122);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('!' + random.nextInt('~' - '!'));
        }
        return bytes;
    }

    /// A member that checks every byte.
    private static final class Receiver {
        private final ScriptedClient client;
        private final boolean countsBodies;
        /// Whatever came that is no command.
        private final List<String> told = new ArrayList<>();

        Receiver(TestServer server, boolean countsBodies) {
            this.client = server.connect();
            this.countsBodies = countsBodies;
            client.send("HELLO proto=1 body=" + (countsBodies ? "count" : "text"), "JOIN main");
            client.await("\\+OK group=main .*");
        }

        boolean hasBeenTold(String beginning) {
            return told.stream().anyMatch(line -> line.startsWith(beginning));
        }

        void submit(String target, int id) {
            client.send("SEND " + target + " {" + BODY_BYTES + "}");
            client.sendBytes(body(id));
            client.expectMatch("\\+OK id=" + id + " .*");
            client.expectMatch("\\*CLOSED " + id + " .*");
        }

        void expectCommand(int id) {
            String line = client.line();
            while (!line.startsWith("*COMMAND")) {
                told.add(line);
                line = client.line();
            }
            expectCommand(id, line);
        }

        private void expectCommand(int id, String line) {
            String head = "*COMMAND " + id + " from=m1 rank=0 ttl=60s ";
            byte[] body = body(id);
            if (countsBodies) {
                assertThat(line).isEqualTo(head + "{" + BODY_BYTES + "}");
                assertThat(client.bytes(BODY_BYTES)).isEqualTo(body);
                client.expect("");
            } else {
                assertThat(line).isEqualTo(head + ":" + new String(body, StandardCharsets.US_ASCII));
            }
        }

        /// Reads what has been waiting, of which all is whole.
        ///
        /// @return how many commands there were
        int commandsUntilGoodbye() {
            int count = 0;
            int warnings = 0;
            String line = client.line();
            while (!line.startsWith("*BYE")) {
                if (line.startsWith("*SLOW")) {
                    warnings++;
                } else {
                    count++;
                    expectCommand(count, line);
                }
                line = client.line();
            }
            assertThat(warnings).isOne();
            assertThat(line).startsWith("*BYE code=602 again=now ");
            client.expectEnd();
            return count;
        }

        /// The same where the connection was cut in the middle of something.
        int commandsUntilEnd() {
            int count = 0;
            while (client.lineOrEnd() != null) { // The head of a command; its body has no line end within.
                count++;
                String text = client.lineOrEnd();
                String body = new String(body(count), StandardCharsets.US_ASCII);
                assertThat(body).startsWith(text == null ? "" : text);
            }
            return count;
        }
    }
}

package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever sends without measure costs the server no memory, and nobody else their turn.
@Timeout(100)
final class FloodTest {
    private static final boolean IS_FULL = Boolean.getBoolean("echelon.full");
    private static final long GIGABYTE = 1L << 30;
    private static final long SKIPPED_BODY = IS_FULL ? 4 * GIGABYTE : 300_000_000;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final long MAX_GROWTH_BYTES = 64 << 20;
    private static final long MAX_ANSWER_MILLIS = 5_000;
    private static final long STALLED_MILLIS = 1_000;
    /// What fits into the socket buffers of both sides, with much room.
    private static final long MAX_UNREAD_BYTES = 64 << 20;

    @Test
    void aGigabyteWithoutALineEndIsCutOffWithFlatMemory() throws Exception {
        try (TestServer server = TestServer.start()) {
            ScriptedClient other = server.person();
            Growth growth = new Growth(other);
            List<CompletableFuture<String>> floods = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ScriptedClient flooder = server.connect();
                floods.add(inBackground(() -> flood(flooder)));
            }
            growth.measureUntil(floods);

            for (CompletableFuture<String> flood : floods) {
                assertThat(flood.get()).startsWith("-ERR 103 LINE_TOO_LONG");
            }
            growth.assertSmall();
        }
    }

    @Test
    void aBodyOfATerabyteIsRefusedAtOnceAndSkippedWithFlatMemory() throws Exception {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            Growth growth = new Growth(server.person());

            sender.send("SEND all {999999999999}");
            sender.expectMatch("-ERR 104 BODY_TOO_LARGE max=65536 :.*");
            growth.measureUntil(List.of(inBackground(() -> stream(sender, SKIPPED_BODY))));

            growth.assertSmall();
        }
    }

    @Test
    void aConnectionAnswersOnAfterAHugeBodyWasSkipped() throws Exception {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            Growth growth = new Growth(server.person());

            sender.send("SEND #big all {" + SKIPPED_BODY + "}");
            sender.expectMatch("-ERR #big 104 BODY_TOO_LARGE max=65536 :.*");
            growth.measureUntil(List.of(inBackground(() -> stream(sender, SKIPPED_BODY))));
            sender.sendRaw("\n");

            sender.expectNothing();
            growth.assertSmall();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PING 0123456789,+OK PONG 0123456789",
        "WHO #a-tag-for-a-longer-question,+OK #a-tag-for-a-longer-question n=2"
    })
    void whoeverAsksForEverWithoutReadingIsReadNoFurther(String question, String answer) throws Exception {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.WRITE_SECONDS, 60))) {
            Growth growth = new Growth(server.person());
            try (SocketChannel asker = SocketChannel.open(server.address())) {
                asker.write(ByteBuffer.wrap("HELLO proto=1\n".getBytes(StandardCharsets.UTF_8)));
                asker.write(ByteBuffer.wrap("JOIN main\n".getBytes(StandardCharsets.UTF_8)));
                byte[] line = (question + "\n").getBytes(StandardCharsets.UTF_8);

                long sentBytes = writeUntilStalled(asker, line);
                growth.measure();

                assertThat(sentBytes).isLessThan(MAX_UNREAD_BYTES);
                growth.assertSmall();
                asker.configureBlocking(true);
                CompletableFuture<String> rest = inBackground(() -> writeRest(asker, line, sentBytes));
                long questions = (sentBytes + line.length - 1) / line.length;
                assertThat(countLines(asker, answer, questions)).isEqualTo(questions);
                rest.join();
            }
        }
    }

    /// Sends until the server has had enough.
    ///
    /// @return the last word of the server but for its goodbye
    private static String flood(ScriptedClient flooder) {
        flooder.send("PING before");
        flooder.await("\\+OK PONG before");
        try {
            stream(flooder, GIGABYTE);
        } catch (UncheckedIOException closed) {
            return flooder.await("-ERR .*");
        }
        throw new AssertionError("a gigabyte without a line end was taken");
    }

    private static String stream(ScriptedClient sender, long count) {
        byte[] chunk = new byte[CHUNK_BYTES];
        Arrays.fill(chunk, (byte) 'x');
        for (long sent = 0; sent < count; sent += chunk.length) {
            sender.sendBytes(sent + chunk.length <= count ? chunk : Arrays.copyOf(chunk, (int) (count - sent)));
        }
        return "sent";
    }

    /// @return how many bytes were taken before nothing more was for a while
    private static long writeUntilStalled(SocketChannel channel, byte[] line) throws IOException {
        byte[] many = new byte[line.length * (CHUNK_BYTES / line.length)];
        for (int i = 0; i < many.length; i++) {
            many[i] = line[i % line.length];
        }
        channel.configureBlocking(false);
        long sentBytes = 0;
        ByteBuffer buffer = ByteBuffer.wrap(many);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_WRITE);
            while (selector.select(STALLED_MILLIS) > 0 && sentBytes < MAX_UNREAD_BYTES) {
                selector.selectedKeys().clear();
                sentBytes += channel.write(buffer);
                if (!buffer.hasRemaining()) {
                    buffer.rewind();
                }
            }
        }
        return sentBytes;
    }

    private static String writeRest(SocketChannel channel, byte[] line, long sentBytes) {
        int done = (int) (sentBytes % line.length);
        try {
            if (done > 0) {
                channel.write(ByteBuffer.wrap(line, done, line.length - done));
            }
            return "whole";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Reads until so many lines with this beginning have come.
    private static long countLines(SocketChannel channel, String beginning, long wanted) throws IOException {
        long count = 0;
        StringBuilder partial = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
        while (count < wanted && channel.read(buffer.clear()) >= 0) {
            String read = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
            partial.append(read);
            int end = partial.lastIndexOf("\n");
            count += partial.substring(0, end + 1)
                    .lines()
                    .filter(line -> line.startsWith(beginning))
                    .count();
            partial.delete(0, end + 1);
        }
        return count;
    }

    private interface Work {
        String run();
    }

    private static CompletableFuture<String> inBackground(Work work) {
        CompletableFuture<String> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> done.completeAsync(work::run, Runnable::run), "flood");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /// How much more memory is used than at the start, and whether others are still answered.
    private static final class Growth {
        private final ScriptedClient other;
        private final long startBytes;
        private long mostBytes;

        Growth(ScriptedClient other) {
            this.other = other;
            this.startBytes = ServerMemory.usedBytes();
        }

        void measureUntil(List<CompletableFuture<String>> done) {
            while (!done.stream().allMatch(CompletableFuture::isDone)) {
                measure();
            }
            done.forEach(CompletableFuture::join);
            measure();
        }

        void measure() {
            mostBytes = Math.max(mostBytes, ServerMemory.usedBytes() - startBytes);
            long startNanos = System.nanoTime();
            other.send("PING still-there");
            other.await("\\+OK PONG still-there");
            assertThat((System.nanoTime() - startNanos) / 1_000_000).isLessThan(MAX_ANSWER_MILLIS);
        }

        void assertSmall() {
            assertThat(mostBytes).as("bytes of memory more than before").isLessThan(MAX_GROWTH_BYTES);
            System.out.println("FloodTest: memory grew by " + mostBytes / 1024 + " KiB");
        }
    }
}

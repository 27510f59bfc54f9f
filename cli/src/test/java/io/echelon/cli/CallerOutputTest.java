package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a caller that does not read is given up.
final class CallerOutputTest {
    /// More than the kernel takes for a caller that reads nothing, and less than the limit.
    private static final int HALF_BYTES = CallerOutput.MAX_UNREAD_BYTES / 2;

    private static final int LINE_BYTES = 1_000;

    @TempDir
    private Path folder;

    private SocketCaller near;
    private SocketCaller far;
    private CallerOutput output;

    @SuppressWarnings("NullAway.Init") // JUnit calls start first.
    CallerOutputTest() {}

    @BeforeEach
    void start() throws IOException {
        SocketCaller[] pair = SocketCaller.pair(folder.resolve("s"));
        near = pair[0];
        far = pair[1];
        output = new CallerOutput(near.channel());
    }

    @AfterEach
    void end() {
        near.close();
        far.close();
    }

    @Test
    void whatIsAddedIsWrittenAndAtTheEndTheConnectionIsClosed() {
        output.add(writer -> writer.start(false).ok(null).word("a").end());
        Threads.start("writer", output::writeAll);
        output.add(writer -> writer.start(false).ok(null).word("b").end());
        output.finish();
        output.add(writer -> writer.start(false).ok(null).word("late").end());

        far.expect("+OK a", "+OK b");
        far.expectEnd();
    }

    @Test
    void tenSecondsWithoutReadingAreTooLong() {
        long past = CallerOutput.MAX_WRITE_NANOS + 1;
        addBytes(HALF_BYTES);
        output.cutIfStuck(System.nanoTime() + past);
        assertThat(near.channel().isOpen()).as("nothing is being written yet").isTrue();

        Threads.start("writer", output::writeAll);

        await().until(() -> {
            output.cutIfStuck(System.nanoTime() + past);
            return !near.channel().isOpen();
        });
    }

    @Test
    void withinTenSecondsItIsWaitedFor() {
        addBytes(HALF_BYTES);
        output.finish();
        Threads.start("writer", output::writeAll);

        output.cutIfStuck(System.nanoTime());

        int heard = 0;
        for (String line = far.line(); line != null; line = far.line()) {
            heard += line.length() + 1;
        }
        assertThat(heard).isGreaterThanOrEqualTo(HALF_BYTES);
    }

    @Test
    void aMebibyteUnreadIsTooMuch() {
        addBytes(CallerOutput.MAX_UNREAD_BYTES);
        assertThat(near.channel().isOpen()).isTrue();

        output.add(writer -> writer.start(false).ok(null).end());

        assertThat(near.channel().isOpen()).isFalse();
    }

    private void addBytes(int count) {
        String text = "x".repeat(LINE_BYTES - "+OK :\n".length());
        for (int added = 0; added < count; added += LINE_BYTES) {
            output.add(writer -> writer.start(false).ok(null).text(text).end());
        }
    }
}

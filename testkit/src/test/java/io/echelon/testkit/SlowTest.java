package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Members that are behind with reading: a warning at half, then the cut, which with grace costs a
/// connection and no place.
@Timeout(100)
final class SlowTest {
    private static final String FILLING = "x".repeat(60_000);
    private static final int LONG_WRITE_SECONDS = 60;
    /// Half of it and what the kernel may hold is less than what is sent, all of it is more.
    private static final int LARGE_OUTBOUND_BYTES = 32 << 20;

    private static final int SENT_BYTES = 28 << 20;
    /// Far more than the kernel and the standard outbound limit hold together.
    private static final int MAX_COMMANDS = 1_000;
    private static final int MAX_RETURNS = 50;

    @Test
    void whoIsHalfAsFarBehindAsItMayBeIsWarnedOnceAndLivesIfItReads() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.WRITE_SECONDS, LONG_WRITE_SECONDS)
                .withLimit(Limit.OUTBOUND, LARGE_OUTBOUND_BYTES))) {
            ScriptedClient senior = server.program("main");
            ScriptedClient slow = server.program("main");
            int count = SENT_BYTES / FILLING.length();
            for (int command = 1; command <= count; command++) {
                senior.send("SEND m2 {60000}", FILLING);
                senior.await("\\*CLOSED " + command + " .*");
            }

            slow.send("PING caught-up");

            List<String> other = Heard.until(slow, "\\+OK PONG caught-up").stream()
                    .filter(line -> !line.startsWith("*COMMAND"))
                    .toList();
            assertThat(other).hasSize(2);
            assertThat(other.getFirst()).matches("\\*SLOW unsent=\\d+ limit=" + LARGE_OUTBOUND_BYTES + " :.*");
            assertThat(Heard.number(other.getFirst(), "unsent"))
                    .isBetween(LARGE_OUTBOUND_BYTES / 2L, LARGE_OUTBOUND_BYTES * 1L);
        }
    }

    @Test
    void whoIsCutWithGraceIsAwayAndComesBackToEverything() {
        try (TestServer server =
                TestServer.start(options -> options.withLimit(Limit.WRITE_SECONDS, LONG_WRITE_SECONDS))) {
            ScriptedClient senior = server.person();
            Graced slow = Graced.join(server, "main grace=60s");
            senior.expect("*JOIN m2 rank=1 rev=2");
            int sent = 0;
            String heard;
            do {
                sent++;
                senior.send("SEND m2 {60000}", FILLING);
                heard = senior.await("\\*CLOSED .*|\\*AWAY .*");
            } while (heard.startsWith("*CLOSED") && sent < MAX_COMMANDS);
            assertThat(heard).isEqualTo("*AWAY m2 rank=1 rev=2 grace=60s");
            senior.send("SEND m2 :the last", "PING end");
            long last = Heard.number(
                    Heard.until(senior, "\\+OK PONG end").stream()
                            .filter(line -> line.startsWith("+OK id="))
                            .reduce((one, next) -> next)
                            .orElseThrow(),
                    "id");

            long got = commandsUntil(last, slow.client(), 0);
            assertThat(got).isPositive();
            for (int count = 0; got < last && count < MAX_RETURNS; count++) {
                String answer = slow.resume(got); // What comes again may be too much at once, too.
                assertThat(answer).startsWith("+OK ");
                assertThat(Heard.number(answer, "sent") - Heard.number(answer, "replay"))
                        .isEqualTo(got);
                got = commandsUntil(last, slow.client(), got);
            }

            assertThat(got).isEqualTo(last);
        }
    }

    /// Reads what comes, in order, each command once, until it has the last or the connection ends.
    ///
    /// @param got how many it has
    /// @return how many it has then
    private static long commandsUntil(long last, ScriptedClient client, long got) {
        long count = got;
        @Nullable String line;
        do {
            line = client.lineOrEnd();
            if (line != null && line.startsWith("*COMMAND ")) {
                count++;
                assertThat(line).startsWith("*COMMAND " + count + " ");
            } else if (line != null) {
                assertThat(line).matches("\\*SLOW .*|\\*BYE code=602 .*");
            }
        } while (line != null && count < last);
        return count;
    }
}

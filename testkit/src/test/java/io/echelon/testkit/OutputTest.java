package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// OUT, PROG and the tallies that follow: what who watches a command hears while it runs.
@Timeout(100)
final class OutputTest {
    private static final int FLOOD = 400;

    @Test
    void outputIsToldToWhoWatchesWithItsStream() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            startWatched(sender, executor);

            executor.send("OUT 1 1 :one line", "OUT #o 1 2 {9}", "two\nlines", "PING");

            executor.expect("+OK #o", "+OK PONG");
            sender.expect("*OUT 1 m2 rank=1 stream=1 :one line", "*OUT 1 m2 rank=1 stream=2 :two\\nlines");
            sender.expectNothing();
        }
    }

    @Test
    void whatNobodyWatchesIsToldToNobody() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            sender.send("SEND all :work");
            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");

            executor.send("OUT #o 1 1 :x", "PROG #p 1 40% :x");

            executor.expect("+OK #o", "+OK #p");
            sender.expect("+OK id=1 n=1 above=0 rev=2");
            sender.expectNothing();
        }
    }

    @Test
    void errorsOfMeaningAreToldToWhoTaggedAndErrorsOfFormToAll() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.program("main");

            member.send("OUT 9 1 :x", "PROG 9 40%", "OUT 9 3 :x", "PROG 9 101%", "OUT #o 9 1 :x", "PROG #p 9 40%");

            member.expectMatch("-ERR 102 BAD_ARGS .*");
            member.expectMatch("-ERR 102 BAD_ARGS .*");
            member.expectMatch("-ERR #o 501 NO_SUCH_COMMAND :.*");
            member.expectMatch("-ERR #p 501 NO_SUCH_COMMAND :.*");
            member.expectNothing();
        }
    }

    @Test
    void ofMuchProgressTheFirstIsToldAtOnceAndThenTheLast() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            startWatched(sender, executor);

            for (int percent = 0; percent <= 50; percent++) {
                executor.send("PROG 1 " + percent + "% :step " + percent);
            }

            List<String> told = Heard.until(sender, "\\*PROG 1 m2 rank=1 percent=50 :step 50");
            assertThat(told).first().isEqualTo("*PROG 1 m2 rank=1 percent=0 :step 0");
            assertThat(told).hasSizeLessThan(25);
            sender.expectNothing();
        }
    }

    @Test
    void progressThatWasHeldBackIsNotToldBehindTheResult() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            ScriptedClient other = server.program("main results=yes");
            startWatched(sender, executor);
            executor.send("PROG 1 10%", "PROG 1 20%", "DONE 1");
            executor.expect("+OK");
            other.send("PROG 1 30%", "PROG 1 40%");

            List<String> told = Heard.until(sender, "\\*PROG 1 m3 rank=2 percent=40");

            assertThat(told.stream().filter(line -> !line.startsWith("*TALLY")))
                    .first()
                    .isEqualTo("*PROG 1 m2 rank=1 percent=10");
            assertThat(told).noneMatch(line -> line.contains("percent=20"));
        }
    }

    @Test
    void talliesAreFewAndTheLastComesBeforeTheClose() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            List<ScriptedClient> executors = new ArrayList<>();
            for (int count = 0; count < 30; count++) {
                executors.add(server.program("main results=yes"));
            }
            sender.send("WATCH commands", "SEND all :work");
            executors.forEach(executor -> {
                executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
                executor.send("DONE 1");
            });

            List<String> told = Heard.until(sender, "\\*CLOSED 1 .*");

            List<String> tallies =
                    told.stream().filter(line -> line.startsWith("*TALLY")).toList();
            assertThat(tallies).first().isEqualTo("*TALLY 1 from=m1 open=yes total=30 sent=30");
            assertThat(told.get(told.size() - 2)).isEqualTo("*TALLY 1 from=m1 open=no total=30 done=30");
            assertThat(tallies).hasSizeLessThan(15);
            sender.expectNothing();
        }
    }

    @Test
    void whoDoesNotReadIsNotCutForOutputAndIsToldHowMuchItMissed() {
        try (TestServer server = TestServer.start(OutputTest::withLittleRoom)) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            startWatched(sender, executor);
            String line = "x".repeat(60_000);
            for (int count = 1; count <= FLOOD; count++) {
                executor.send("OUT #" + count + " 1 1 {60000}", line);
                executor.expect("+OK #" + count);
            }

            int told = 0;
            String heard = sender.line();
            while (!heard.startsWith("*GAP")) {
                told += heard.startsWith("*OUT") ? 1 : 0;
                assertThat(heard).matches("\\*(OUT|SLOW) .*");
                heard = sender.line();
            }

            assertThat(told).isPositive();
            assertThat(Heard.number(heard, "dropped")).isEqualTo(FLOOD - told);
            sender.expectNothing();
            executor.send("OUT 1 1 :again");
            sender.expect("*OUT 1 m2 rank=1 stream=1 :again");
        }
    }

    private static ServerOptions withLittleRoom(ServerOptions options) {
        return options.withLimit(Limit.ROSTER, 1 << 16)
                .withLimit(Limit.OUTBOUND, 1 << 18)
                .withLimit(Limit.WRITE_SECONDS, 60);
    }

    private static void startWatched(ScriptedClient sender, ScriptedClient executor) {
        sender.send("SEND all :work");
        sender.expectMatch("\\+OK id=1 .*");
        executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
        sender.send("WATCH 1");
        sender.expect("+OK");
        sender.expectMatch("\\*TALLY 1 from=m1 open=yes total=\\d+ sent=\\d+");
    }
}

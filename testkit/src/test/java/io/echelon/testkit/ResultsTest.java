package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RESULTS: what became of a command at each target that has an outcome of its own.
final class ResultsTest {
    @Test
    void everyTargetThatReportsHasALineWhileTheCommandIsOpenAndAfter() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient done = server.program("main results=yes");
            ScriptedClient failing = server.program("main results=yes");
            server.program("main");
            sender.send("SEND all :work");
            sender.expect("+OK id=1 n=3 above=0 rev=4");
            done.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
            done.send("DONE 1 rc=0 :up 3 days");
            sender.expectMatch("\\*RESULT 1 m2 .*");

            assertThat(results(sender, "RESULTS 1", "id=1 open=yes n=2"))
                    .satisfiesExactly(
                            line -> assertThat(line).matches("m2 state=done rc=0 ms=\\d+ result=\"up 3 days\""),
                            line -> assertThat(line).isEqualTo("m3 state=sent ms=0"));
            failing.send("FAIL 1 rc=3 {7}", "a\n\"b\" \u0007");
            sender.await("\\*CLOSED 1 .*");

            assertThat(results(sender, "RESULTS 1 state=failed", "id=1 open=no n=1"))
                    .satisfiesExactly(line -> assertThat(line)
                            .matches("m3 state=failed rc=3 ms=\\d+ result=\"a\\\\n\\\\\"b\\\\\" \\\\u\\{7}\""));
            assertThat(results(sender, "RESULTS 1 state=unknown", "id=1 open=no n=0"))
                    .isEmpty();
        }
    }

    @Test
    void whoMayKnowOfACommandMaySeeItsResults() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            ScriptedClient other = server.program("main");
            sender.send("SEND m3 :work");
            executor.expect("*COMMAND 1 from=m2 rank=1 ttl=60s :work");

            results(senior, "RESULTS 1", "id=1 open=yes n=1");
            results(executor, "RESULTS 1", "id=1 open=yes n=1");
            other.send("RESULTS 1");
            other.expectMatch("-ERR 303 NOT_YOURS :.*");
        }
    }

    @Test
    void resultsOutliveTheSender() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            sender.send("SEND m3 :work", "QUIT");
            executor.await("\\*RANK 1 was=2 .*");
            executor.send("DONE 1 :done");
            executor.expect("+OK");

            assertThat(results(senior, "RESULTS 1", "id=1 open=no n=1"))
                    .first()
                    .asString()
                    .endsWith(" result=done");
        }
    }

    @Test
    void longListIsRefusedAndAPartIsNot() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.ROSTER, 4_096))) {
            ScriptedClient sender = server.program("main");
            ScriptedClient done = server.program("main results=yes");
            ScriptedClient failing = server.program("main results=yes");
            sender.send("SEND all :work");
            done.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
            done.send("DONE 1 :" + "x".repeat(4_000));
            failing.send("FAIL 1 :" + "y".repeat(1_000));
            sender.await("\\*CLOSED 1 .*");

            sender.send("RESULTS #r 1");
            sender.expectMatch("-ERR #r 104 BODY_TOO_LARGE max=4096 :.*RESULTS 1 state=failed");
            assertThat(results(sender, "RESULTS 1 state=failed", "id=1 open=no n=1"))
                    .hasSize(1);
        }
    }

    @Test
    void oldestResultsAreForgottenAndTheTallyStays() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.RESULT_BYTES, 2_500))) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            for (int command = 1; command <= 3; command++) {
                sender.send("SEND all :work");
                executor.await("\\*COMMAND " + command + " .*");
                executor.send("DONE " + command + " :" + "x".repeat(1_000));
                sender.await("\\*CLOSED " + command + " .*");
            }

            sender.send("RESULTS 1", "TALLY 1");
            sender.expectMatch("-ERR 501 NO_SUCH_COMMAND :.*");
            sender.expect("+OK id=1 open=no total=1 done=1");
            assertThat(results(sender, "RESULTS 2", "id=2 open=no n=1")).hasSize(1);
            assertThat(results(sender, "RESULTS 3", "id=3 open=no n=1")).hasSize(1);
        }
    }

    private static List<String> results(ScriptedClient asker, String request, String head) {
        asker.send(request, "PING results");
        List<String> heard = Heard.until(asker, "\\+OK PONG results");
        int first = heard.indexOf(heard.stream()
                .filter(line -> line.startsWith("+OK " + head + " {"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(String.join("\n", heard))));
        return heard.subList(first + 1, heard.size() - 1).stream()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}

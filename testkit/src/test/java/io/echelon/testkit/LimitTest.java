package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The two times of a command, `ttl` to be sent and `limit` to be executed, and every end that it can
/// have at a target.
final class LimitTest {
    @Test
    void everyEndIsToldApart() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient[] executors = new ScriptedClient[8];
            for (int number = 2; number <= 6; number++) {
                executors[number] = server.program("main results=yes window=1");
            }
            Graced absent = Graced.join(server, "main results=yes grace=30s");
            server.program("main");
            ScriptedClient watcher = server.program("main");
            watcher.send("WATCH roster");
            watcher.expect("+OK");
            absent.lose(watcher);
            sender.send("SEND m5 limit=10s :blocks");
            sender.expect("+OK id=1 n=1 above=0 rev=9");

            sender.send("SEND all ttl=1500ms limit=2s :work");
            sender.expect("+OK id=2 n=8 above=0 rev=9");
            executors[2].expect("*COMMAND 2 from=m1 rank=0 ttl=1500ms :work");
            executors[2].send("DONE 2");
            executors[3].send("FAIL 2 rc=1");
            executors[4].send("REFUSE 2");
            absent.resume(0); // Its command was waiting, and is sent now.
            absent.client().send("LEAVE");

            List<String> told = Heard.until(sender, "\\*CLOSED 2 .*");
            assertThat(told.subList(0, 7))
                    .map(line -> line.replaceFirst(" ms=\\d+.*", ""))
                    .containsExactlyInAnyOrder(
                            "*RESULT 2 m2 rank=1 state=done",
                            "*RESULT 2 m3 rank=2 state=failed rc=1",
                            "*RESULT 2 m4 rank=3 state=refused",
                            "*RESULT 2 m5 rank=4 state=expired",
                            "*RESULT 2 m6 rank=5 state=unknown",
                            "*RESULT 2 m7 rank=6 state=unknown",
                            "*CLOSED 2 total=8 done=1 failed=1 refused=1 expired=1 delivered=2 unknown=2");
        }
    }

    @Test
    void whatWasNeverSentIsCertainlyNotExecuted() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient expiring = server.program("main results=yes window=1");
            ScriptedClient leaving = server.program("main results=yes window=1");
            sender.send("SEND all limit=10s :blocks", "SEND all ttl=1500ms :waits", "SEND m2 :is called back");
            sender.expect("+OK id=1 n=2 above=0 rev=3", "+OK id=2 n=2 above=0 rev=3", "+OK id=3 n=1 above=0 rev=3");

            leaving.send("QUIT");
            sender.expectMatch("\\*RESULT 1 m3 rank=2 state=unknown ms=\\d+");
            sender.expectMatch("\\*RESULT 2 m3 rank=2 state=undelivered ms=\\d+");
            sender.send("CANCEL 3");
            sender.expect("+OK dropped=1 asked=0");
            sender.expectMatch("\\*RESULT 3 m2 rank=1 state=cancelled ms=\\d+");
            sender.expectMatch("\\*CLOSED 3 total=1 cancelled=1 ms=\\d+");
            sender.expectMatch("\\*RESULT 2 m2 rank=1 state=expired ms=(1[5-9]|[2-9]\\d)\\d\\d");
            sender.expectMatch("\\*CLOSED 2 total=2 expired=1 undelivered=1 ms=\\d+");

            expiring.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :blocks");
            expiring.send("DONE 1", "PING end");
            expiring.expect("+OK", "+OK PONG end"); // Nothing has waited.
        }
    }

    @Test
    void timeToLiveBoundsTheWaitForWhoIsAway() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            Graced absent = Graced.join(server, "main grace=30s");
            ScriptedClient watcher = server.program("main");
            watcher.send("WATCH roster");
            watcher.expect("+OK");
            absent.lose(watcher);

            sender.send("SEND m2 ttl=200ms :now or never", "SEND m2 ttl=20s :later");
            sender.expect("+OK id=1 n=1 above=0 rev=3", "+OK id=2 n=1 above=0 rev=3");
            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=expired ms=\\d+");
            sender.expectMatch("\\*CLOSED 1 total=1 expired=1 ms=\\d+");
            absent.resume(0);

            absent.client().expect("*COMMAND 2 from=m1 rank=0 ttl=20s :later");
            sender.expectMatch("\\*CLOSED 2 total=1 delivered=1 ms=\\d+");
        }
    }

    @Test
    void limitIsOverForWhatWaitsToo() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            server.program("main results=yes window=1");
            sender.send("SEND all limit=10s :blocks", "SEND all limit=200ms :waits");
            sender.expect("+OK id=1 n=1 above=0 rev=2", "+OK id=2 n=1 above=0 rev=2");

            sender.expectMatch("\\*RESULT 2 m2 rank=1 state=expired ms=\\d+");
            sender.expectMatch("\\*CLOSED 2 total=1 expired=1 ms=\\d+");
        }
    }

    @Test
    void soManyBytesMayWait() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.RESUME_BYTES, 1 << 16))) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes window=1");
            String body = "x".repeat(4_000);
            sender.send("SEND all :blocks");
            sender.expect("+OK id=1 n=1 above=0 rev=2");
            int waiting = 0;
            String answer;
            do {
                sender.send("SEND all :" + body);
                answer = sender.line();
                waiting += answer.startsWith("+OK") ? 1 : 0;
            } while (answer.startsWith("+OK"));

            assertThat(answer).startsWith("-ERR 601 TOO_MANY_OPEN max=65536 retry=yes :");
            assertThat(waiting).isEqualTo((1 << 16) / (4_000 + 64));
            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :blocks");
            executor.send("DONE 1");
            sender.await("\\*CLOSED 1 .*");
            sender.send("SEND all :" + body);
            sender.expectMatch("\\+OK id=\\d+ n=1 .*");
        }
    }
}

package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// CANCEL: who has the command is asked to stop, nobody else is sent it.
final class CancelTest {
    @Test
    void senderCallsBackWhatWaitsAndAsksWhoHasIt() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient one = server.program("main results=yes window=1");
            ScriptedClient other = server.program("main results=yes window=1");
            sender.send("SEND m3 :blocks", "SEND all :work");
            sender.expect("+OK id=1 n=1 above=0 rev=3", "+OK id=2 n=2 above=0 rev=3");

            sender.send("CANCEL #c 2");

            sender.expect("+OK #c dropped=1 asked=1");
            sender.expectMatch("\\*RESULT 2 m3 rank=2 state=cancelled ms=\\d+");
            one.expect("*COMMAND 2 from=m1 rank=0 ttl=60s :work", "*CANCEL 2 why=sender");
            one.send("FAIL 2 rc=143 :stopped");
            one.expect("+OK");
            sender.expectMatch("\\*RESULT 2 m2 rank=1 state=failed rc=143 ms=\\d+ :stopped");
            sender.expectMatch("\\*CLOSED 2 total=2 failed=1 cancelled=1 ms=\\d+");
            other.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :blocks");
            other.send("DONE 1", "PING end");
            other.expect("+OK", "+OK PONG end");
        }
    }

    @Test
    void whoIsSeniorToTheSenderMayAndWhoIsNotMayNot() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            sender.send("SEND all :work");
            executor.expect("*COMMAND 1 from=m2 rank=1 ttl=60s :work");

            executor.send("CANCEL 1");
            executor.expectMatch("-ERR 303 NOT_YOURS :.*");
            senior.send("CANCEL 1");

            senior.expect("+OK dropped=0 asked=1");
            executor.expect("*CANCEL 1 why=senior");
            executor.send("DONE 1 :was too fast");
            executor.expect("+OK");
            sender.expect("+OK id=1 n=1 above=1 rev=3");
            sender.expectMatch("\\*RESULT 1 m3 rank=2 state=done ms=\\d+ :was too fast");
            senior.expectNothing();
        }
    }

    @Test
    void whoIsAskedTwiceIsToldOnceAndSilenceIsUnknownAtTheLimit() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            sender.send("SEND all limit=400ms :work", "CANCEL 1", "CANCEL 1");

            sender.expect("+OK id=1 n=1 above=0 rev=2", "+OK dropped=0 asked=1", "+OK dropped=0 asked=0");
            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work", "*CANCEL 1 why=sender");
            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=unknown ms=\\d+");
            sender.expectMatch("\\*CLOSED 1 total=1 unknown=1 ms=\\d+");
            sender.send("CANCEL 1", "CANCEL 2");
            sender.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
            sender.expectMatch("-ERR 501 NO_SUCH_COMMAND :.*");
            executor.expectNothing();
        }
    }

    @Test
    void manyAreAskedAtOnce() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            List<ScriptedClient> executors = new ArrayList<>();
            for (int count = 0; count < 12; count++) {
                executors.add(server.program("main results=yes"));
            }
            sender.send("SEND all :work", "CANCEL 1");

            sender.expect("+OK id=1 n=12 above=0 rev=13", "+OK dropped=0 asked=12");
            executors.forEach(
                    executor -> executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work", "*CANCEL 1 why=sender"));
        }
    }

    @Test
    void wavesThatHaveNotBegunNeverDo() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient first = server.program("main results=yes");
            ScriptedClient second = server.program("main");
            sender.send("SEND all wave=1 :work", "CANCEL 1");
            sender.expect("+OK id=1 n=2 above=0 rev=3", "+OK dropped=1 asked=1");
            first.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work", "*CANCEL 1 why=sender");
            first.send("DONE 1");

            assertThat(Heard.until(sender, "\\*CLOSED .*"))
                    .last()
                    .asString()
                    .startsWith("*CLOSED 1 total=2 done=1 cancelled=1 ");
            second.expectNothing();
        }
    }
}

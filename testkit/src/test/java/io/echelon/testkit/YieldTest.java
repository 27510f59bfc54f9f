package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import org.junit.jupiter.api.Test;

/// YIELD: to the end of the line, as if by leaving and joining at once.
final class YieldTest {
    @Test
    void whoYieldsIsLastAndEverybodyBehindMovesUp() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main name=w1 results=yes");
            ScriptedClient second = server.program("main");
            ScriptedClient watcher = server.person();

            first.send("YIELD #y", "WHO m4");

            first.expectMatch("\\+OK #y group=main id=m4 rank=2 of=3 rev=5 token=\\d+");
            first.expectMatch("\\+OK n=1 rev=5 \\{\\d+}");
            first.expect("m4 rank=2 state=active name=w1");
            second.expectMatch("\\*RANK 0 was=1 of=2 rev=4 token=\\d+ :m1 left; you are in command");
            watcher.expect("*LEFT m1 rank=0 rev=4 why=yielded");
            watcher.expectMatch("\\*RANK 1 was=2 of=2 rev=4 token=\\d+ :m1 left; m2 is in command");
            watcher.expect("*JOIN m4 rank=2 rev=5 name=w1");
            watcher.expectNothing();
        }
    }

    @Test
    void whoYieldsObeysThoseWhomItCommanded() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = server.program("main");
            first.send("YIELD", "SEND m2 :x", "SEND m1 :x");
            first.expectMatch("\\+OK group=main id=m3 .*");
            first.expectMatch("-ERR 300 UPWARD who=m2 :.*");
            first.expectMatch("-ERR 405 NO_SUCH_MEMBER .*");

            second.send("SEND all :y");

            first.expect("*COMMAND 1 from=m2 rank=0 ttl=60s :y");
        }
    }

    @Test
    void onlyMemberYieldsToNobody() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient only = server.program("main");

            only.send("YIELD");

            only.expectMatch("\\+OK group=main id=m2 rank=0 of=1 rev=3 token=\\d+");
            only.expectNothing();
        }
    }

    @Test
    void sessionStaysAndBringsBackTheNewNumber() {
        try (TestServer server = TestServer.start()) {
            Graced member = Graced.join(server, "main grace=30s");
            server.program("main");
            member.client().send("YIELD");
            member.client().expectMatch("\\+OK group=main id=m3 rank=1 of=2 rev=4 token=\\d+");

            assertThat(member.resume(0)).startsWith("+OK group=main id=m3 rank=1 of=2 rev=4 ");
        }
    }

    @Test
    void whatItOwedIsUnknownOrUndeliveredAndWhatItWaitedToSendIsCancelled() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient yielder = server.program("main results=yes window=1");
            ScriptedClient junior = server.program("main results=yes window=1");
            senior.send("SEND m2 :has", "SEND m2 :waits");
            senior.expect("+OK id=1 n=1 above=0 rev=3", "+OK id=2 n=1 above=0 rev=3");
            yielder.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :has");
            yielder.send("SEND m3 :runs", "SEND m3 :waits");
            yielder.expect("+OK id=3 n=1 above=0 rev=3", "+OK id=4 n=1 above=0 rev=3");

            yielder.send("YIELD", "DONE 1");

            yielder.expectMatch("\\+OK group=main id=m4 rank=2 of=3 rev=5 .*");
            yielder.expectMatch("-ERR 503 NOT_A_TARGET :.*");
            senior.expectMatch("\\*RESULT 1 m2 rank=1 state=unknown ms=\\d+");
            senior.expectMatch("\\*CLOSED 1 total=1 unknown=1 ms=\\d+");
            senior.expectMatch("\\*RESULT 2 m2 rank=1 state=undelivered ms=\\d+");
            senior.expectMatch("\\*CLOSED 2 total=1 undelivered=1 ms=\\d+");
            junior.expect("*COMMAND 3 from=m2 rank=1 ttl=60s :runs");
            junior.expectMatch("\\*RANK 1 was=2 .*");
            junior.send("DONE 3");
            junior.expect("+OK");
            junior.expectNothing(); // Command 4 never comes.
            senior.send("TALLY 3", "TALLY 4");
            senior.expect("+OK id=3 open=no total=1 done=1", "+OK id=4 open=no total=1 cancelled=1");
            yielder.expectNothing();
        }
    }

    @Test
    void nobodyWhoWaitsIsSeatedByAYield() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 2))) {
            ScriptedClient first = server.program("main");
            server.program("main");
            ScriptedClient waiting = server.greeted();
            waiting.send("JOIN main wait=yes");
            waiting.expect("+OK waiting=yes position=1");

            first.send("YIELD");

            first.expectMatch("\\+OK group=main id=m3 rank=1 of=2 rev=4 .*");
            waiting.expectNothing();
        }
    }

    @Test
    void tokensOfARankNeverGoBack() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient one = server.program("main");
            ScriptedClient other = server.program("main");
            long token = 0;
            for (int turn = 0; turn < 10; turn++) {
                ScriptedClient yielding = turn % 2 == 0 ? one : other;
                ScriptedClient succeeding = turn % 2 == 0 ? other : one;
                yielding.send("YIELD");
                yielding.await("\\+OK group=main .* rank=1 .*");

                long next = Heard.number(succeeding.await("\\*RANK 0 was=1 .*"), "token");
                assertThat(next).isGreaterThan(token);
                token = next;
            }
        }
    }
}

package io.echelon.testkit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SEND key=: a command that may be sent twice and is executed once.
final class KeyTest {
    @Test
    void repetitionIsAnsweredAsTheFirstAndReachesNobody() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");

            sender.send("SEND all key=k1 :work", "SEND #again all key=k1 :work");

            sender.expect("+OK id=1 n=1 above=0 rev=2");
            sender.expect("+OK #again id=1 n=1 above=0 rev=2 dup=yes open=yes total=1 sent=1");
            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
            executor.send("DONE 1");
            executor.expect("+OK");
            sender.await("\\*CLOSED 1 .*");
            server.program("main");
            sender.send("SEND all key=k1 :work");
            sender.expect("+OK id=1 n=1 above=0 rev=2 dup=yes open=no total=1 done=1");
            executor.expectNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND all key=k1 ttl=5s :other body",
                "SEND m2 key=k1 ttl=5s :work",
                "SEND all key=k1 ttl=6s :work",
                "SEND all key=k1 ttl=5s limit=7s :work",
                "SEND all key=k1 ttl=5s expect=1 :work",
                "SEND all key=k1 ttl=5s rev=2 :work",
                "SEND all key=k1 ttl=5s wave=1 :work"
            })
    void anythingElseUnderTheSameKeyIsAConflict(String other) {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            server.program("main results=yes");
            sender.send("SEND all key=k1 ttl=5s :work", other);

            sender.expect("+OK id=1 n=1 above=0 rev=2");
            sender.expectMatch("-ERR 504 KEY_CONFLICT id=1 :.*");
        }
    }

    @Test
    void keysOfTwoMembersAreTwo() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = server.program("main");
            server.program("main results=yes");
            first.send("SEND last key=k1 :work");
            first.expect("+OK id=1 n=1 above=0 rev=3");

            second.send("SEND last key=k1 :work");

            second.expect("+OK id=2 n=1 above=0 rev=3");
        }
    }

    @Test
    void keyIsKnownAfterAReturnAndForgottenByAYield() {
        try (TestServer server = TestServer.start()) {
            Graced sender = Graced.join(server, "main grace=30s");
            ScriptedClient executor = server.program("main results=yes");
            sender.client().send("SEND last key=k1 :work");
            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");

            sender.resume(0);
            sender.client().send("SEND last key=k1 :work");
            sender.client().expect("+OK id=1 n=1 above=0 rev=2 dup=yes open=yes total=1 sent=1");

            executor.send("YIELD");
            executor.expectMatch("\\+OK .*");
            sender.client().await("\\*CLOSED 1 .*");
            executor.send("YIELD");
            executor.expectMatch("\\+OK .*");
            sender.client().send("YIELD");
            sender.client().expectMatch("\\+OK group=main id=m5 rank=1 .*");
            server.program("main results=yes");
            sender.client().send("SEND last key=k1 :work");
            sender.client().expectMatch("\\+OK id=2 n=1 above=0 rev=9");
        }
    }

    @Test
    void refusedCommandLeavesItsKeyFree() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            server.program("main results=yes");

            sender.send("SEND all key=k1 expect=5 :work", "SEND all key=k1 :work");

            sender.expectMatch("-ERR 505 EXPECT want=5 got=1 :.*");
            sender.expect("+OK id=1 n=1 above=0 rev=2");
        }
    }
}

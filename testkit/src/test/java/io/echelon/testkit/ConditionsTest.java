package io.echelon.testkit;

import org.junit.jupiter.api.Test;

/// SEND rev= and expect=: a command that is sent only if the roster is as its sender believes.
final class ConditionsTest {
    @Test
    void commandForAnotherRosterIsNotSent() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient junior = server.program("main");

            sender.send("SEND all rev=1 :a", "SEND all rev=3 :b", "SEND all rev=2 :c");

            sender.expectMatch("-ERR 302 STALE_REV rev=2 .*:.*");
            sender.expectMatch("-ERR 302 STALE_REV rev=2 .*:.*");
            sender.expect("+OK id=1 n=1 above=0 rev=2");
            junior.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :c");
        }
    }

    @Test
    void whoIsAwayOrBackDoesNotChangeTheRoster() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            Graced member = Graced.join(server, "main grace=30s");
            sender.send("WATCH roster");
            sender.expect("+OK");
            member.lose(sender);
            sender.send("SEND all rev=2 expect=1 :x");
            sender.expect("+OK id=1 n=1 above=0 rev=2");
            member.resume(0);
            sender.await("\\*CLOSED 1 .*");
            sender.send("SEND all rev=2 expect=1 :x");
            sender.expect("+OK id=2 n=1 above=0 rev=2");
        }
    }

    @Test
    void commandForAnotherNumberOfMembersIsNotSent() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            server.program("main");
            ScriptedClient last = server.program("main");

            sender.send("SEND all expect=1 :a", "SEND last expect=1 :b", "SEND all expect=2 :c");

            sender.expectMatch("-ERR 505 EXPECT want=1 got=2 :.*");
            sender.expect("+OK id=1 n=1 above=0 rev=3");
            sender.expectMatch("\\*CLOSED 1 .*");
            sender.expect("+OK id=2 n=2 above=0 rev=3");
            last.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :b", "*COMMAND 2 from=m1 rank=0 ttl=60s :c");
        }
    }

    @Test
    void whatIsWrongWithACommandIsSaidInOneOrder() {
        try (TestServer server = TestServer.start()) {
            server.program("main");
            ScriptedClient sender = server.program("main");
            server.program("main");
            sender.send("SEND last key=k :x");
            sender.expect("+OK id=1 n=1 above=0 rev=3");
            sender.expectMatch("\\*CLOSED 1 .*");

            sender.send(
                    "SEND nobody key=k rev=9 expect=9 :y",
                    "SEND m1 key=k rev=9 expect=9 :y",
                    "SEND m1 rev=9 expect=9 :y",
                    "SEND m1 expect=9 :y",
                    "SEND name:nobody expect=9 :y",
                    "SEND all expect=9 :y");

            sender.expectMatch("-ERR 102 .*");
            sender.expectMatch("-ERR 504 .*");
            sender.expectMatch("-ERR 302 .*");
            sender.expectMatch("-ERR 300 .*");
            sender.expectMatch("-ERR 500 .*");
            sender.expectMatch("-ERR 505 .*");
        }
    }
}

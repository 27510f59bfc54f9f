package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Signs of life: *PING, PONG, and what their absence costs.
final class HeartbeatTest {
    @Test
    void whoNeverAnswersIsAskedTwiceAndThenGone() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient watcher = watcher(server);
            ScriptedClient silent = pinged(server, "100ms", "JOIN main");
            watcher.expect("*JOIN m2 rank=1 rev=2");
            long startNanos = System.nanoTime();

            silent.expect("*PING 1 sent=0", "*PING 2 sent=0");
            silent.expectMatch("\\*BYE again=now :no sign of life came");
            silent.expectEnd();

            assertThat(System.nanoTime() - startNanos).isGreaterThan(250_000_000);
            watcher.expect("*LEFT m2 rank=1 rev=3 why=lost");
        }
    }

    @Test
    void whoHasGraceIsAwayThen() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient watcher = watcher(server);
            ScriptedClient silent = pinged(server, "100ms", "JOIN main grace=30s");
            watcher.expect("*JOIN m2 rank=1 rev=2");

            watcher.expect("*AWAY m2 rank=1 rev=2 grace=30s");
            silent.await("\\*BYE again=now :.*");
        }
    }

    @Test
    void pongIsASignOfLifeIsNotAnsweredAndChangesNothing() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient member = pinged(server, "300ms", "JOIN main grace=30s");
            for (int ping = 1; ping <= 5; ping++) {
                member.expect("*PING " + ping + " sent=0");
                member.send("PONG #tag " + ping + " got=7");
            }
            senior.send("SEND m2 :x");

            member.expectMatch("\\*COMMAND 1 .*|\\*PING 6 sent=0");
            member.send("PING still-there");
            member.await("\\+OK PONG still-there");
        }
    }

    @Test
    void questionTellsHowManyEventsWereSent() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient member = pinged(server, "300ms", "JOIN main grace=30s");
            senior.send("SEND m2 :one", "SEND m2 :two");
            member.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :one", "*COMMAND 2 from=m1 rank=0 ttl=60s :two");

            member.expect("*PING 1 sent=2");
        }
    }

    @Test
    void halfAWordIsASignOfLife() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = pinged(server, "300ms", "JOIN main");
            String word = "PING xx";
            for (int letter = 0; letter < word.length(); letter++) {
                member.expectMatch("\\*PING \\d+ sent=0");
                member.sendRaw(word.substring(letter, letter + 1));
            }
            member.sendRaw("\n");
            member.await("\\+OK PONG xx");
        }
    }

    @Test
    void whoAsksForNoQuestionsGetsNone() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient clock = pinged(server, "200ms", "JOIN main");
            ScriptedClient quiet = pinged(server, "200ms", "JOIN main", "HELLO proto=1");
            quiet.expectMatch("\\+OK proto=1 .*");

            clock.expect("*PING 1 sent=0", "*PING 2 sent=0");
            clock.await("\\*BYE .*");

            quiet.expectMatch("\\*RANK 0 was=1 .*");
            quiet.expectNothing();
        }
    }

    private static ScriptedClient pinged(TestServer server, String ping, String... lines) {
        ScriptedClient member = server.connect();
        member.send("HELLO proto=1 ping=" + ping);
        member.send(lines);
        member.expectMatch("\\*HELLO .*");
        member.expectMatch("\\+OK proto=1 .*");
        member.expectMatch("\\+OK group=main .*");
        return member;
    }

    private static ScriptedClient watcher(TestServer server) {
        ScriptedClient watcher = server.program("main");
        watcher.send("WATCH roster");
        watcher.expect("+OK");
        return watcher;
    }
}

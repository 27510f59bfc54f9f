package io.echelon.testkit;

import io.echelon.server.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How many commands a member that reports results has at a time.
final class WindowTest {
    @ParameterizedTest
    @ValueSource(strings = {"DONE 1", "FAIL 1 rc=1", "REFUSE 1"})
    void nextIsSentWhenOneIsAnswered(String verdict) {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes window=2");
            sendThree(sender);
            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :1", "*COMMAND 2 from=m1 rank=0 ttl=60s :2");

            executor.send("ACK 1", "ACK 2", "DONE 3");
            executor.expect("+OK", "+OK"); // A command that is being executed is still under way.
            executor.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
            executor.expectNothing();
            sender.send("TALLY 3");
            sender.expect("+OK id=3 open=yes total=1 waiting=1");

            executor.send(verdict);
            executor.expect("+OK", "*COMMAND 3 from=m1 rank=0 ttl=60s :3");
            sender.await("\\*CLOSED 1 .*");
            sender.send("TALLY 3");
            sender.expect("+OK id=3 open=yes total=1 sent=1");
        }
    }

    @Test
    void whoDoesNotSayHasTheStandardWindow() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.WINDOW, 1))) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            sendThree(sender);

            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :1");
            executor.expectNothing();
        }
    }

    @Test
    void whoReportsNothingHasNoWindow() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient junior = server.program("main window=1");
            sendThree(sender);

            for (int command = 1; command <= 3; command++) {
                junior.expect("*COMMAND " + command + " from=m1 rank=0 ttl=60s :" + command);
            }
        }
    }

    @Test
    void largerWindowThanTheLimitIsRefused() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.WINDOW_MAX, 8))) {
            ScriptedClient program = server.greeted();

            program.send("JOIN #a main window=9", "JOIN #b main window=0", "JOIN #c main window=8");

            program.expectMatch("-ERR #a 102 BAD_ARGS .*");
            program.expectMatch("-ERR #b 102 BAD_ARGS .*");
            program.expectMatch("\\+OK #c group=main .*");
        }
    }

    @Test
    void whatIsUnknownAtTheLimitMakesRoom() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes window=1");

            sender.send("SEND all limit=300ms :one", "SEND all :two");

            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :one", "*COMMAND 2 from=m1 rank=0 ttl=60s :two");
            sender.await("\\*CLOSED 1 total=1 unknown=1 .*");
        }
    }

    @Test
    void slowMemberHoldsUpNobodyElse() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            server.program("main results=yes window=1");
            ScriptedClient fast = server.program("main results=yes window=1");
            sender.send("SEND all :1", "SEND all :2");

            fast.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :1");
            fast.send("DONE 1");
            fast.expect("+OK", "*COMMAND 2 from=m1 rank=0 ttl=60s :2");
        }
    }

    @Test
    void commandsOfAllSendersWaitInOneOrder() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = server.program("main");
            ScriptedClient executor = server.program("main results=yes window=1");
            for (int command = 1; command <= 6; command++) {
                ScriptedClient sender = command % 2 == 1 ? first : second;
                sender.send("SEND m3 :" + command);
                sender.expect("+OK id=" + command + " n=1 above=0 rev=3");
            }

            for (int command = 1; command <= 6; command++) {
                executor.expectMatch("\\*COMMAND " + command + " from=m[12] rank=[01] ttl=60s :" + command);
                executor.send("DONE " + command);
                executor.expect("+OK");
            }
        }
    }

    private static void sendThree(ScriptedClient sender) {
        sender.send("SEND m2 :1", "SEND m2 :2", "SEND m2 :3", "PING sent");
        sender.await("\\+OK PONG sent");
    }
}

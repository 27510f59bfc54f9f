package io.echelon.testkit;

import io.echelon.server.Limit;
import org.junit.jupiter.api.Test;

/// A verdict that comes when the outcome is unknown already.
final class LateTest {
    @Test
    void lateVerdictIsKeptBesideTheTally() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = overdue(server, sender);

            executor.send("FAIL #late 1 rc=3 :no space left", "DONE 1");

            executor.expect("+OK #late late=yes");
            executor.expectMatch("-ERR 502 ALREADY_CLOSED :.*"); // Once.
            sender.send("TALLY 1", "RESULTS 1", "PING end");
            sender.expect("+OK id=1 open=no total=1 unknown=1 late=1");
            sender.expectMatch("\\+OK id=1 open=no n=1 \\{\\d+}");
            sender.expectMatch("m2 state=unknown late=failed rc=3 ms=\\d+ result=\"no space left\"");
            sender.expect("+OK PONG end");
        }
    }

    @Test
    void acknowledgementIsNoVerdictAndComesTooLate() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient executor = overdue(server, server.program("main"));

            executor.send("ACK 1", "OUT #o 1 1 :x", "DONE 1");

            executor.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
            executor.expectMatch("-ERR #o 502 ALREADY_CLOSED :.*");
            executor.expect("+OK late=yes");
        }
    }

    @Test
    void whatIsOnlyExpiredOrCancelledTakesNoVerdict() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes window=1");
            sender.send("SEND all :blocks", "SEND all ttl=100ms :expires", "SEND all :cancelled", "CANCEL 3");
            sender.await("\\*CLOSED 3 .*");
            sender.await("\\*CLOSED 2 .*");

            executor.send("DONE 2", "DONE 3");

            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :blocks");
            executor.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
            executor.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
        }
    }

    @Test
    void nothingIsTakenWhereResultsAreKeptNoMore() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.RESULT_BYTES, 0))) {
            ScriptedClient executor = overdue(server, server.program("main"));

            executor.send("DONE 1");

            executor.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
        }
    }

    /// m2, whose time for command 1 is over.
    private static ScriptedClient overdue(TestServer server, ScriptedClient sender) {
        ScriptedClient executor = server.program("main results=yes");
        sender.send("SEND all limit=150ms :work");
        executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
        sender.await("\\*CLOSED 1 total=1 unknown=1 .*");
        return executor;
    }
}

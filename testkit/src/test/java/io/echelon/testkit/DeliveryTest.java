package io.echelon.testkit;

import org.junit.jupiter.api.Test;

/// What becomes of a command once it is sent: acknowledged, answered, overdue, orphaned.
final class DeliveryTest {
    @Test
    void whoReportsNothingIsDeliveredToAndTheCommandIsClosedAtOnce() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient person = server.person();
            ScriptedClient program = server.program("main");

            sender.send(":uptime", "TALLY 1");

            sender.expect("+OK id=1 n=2 above=0 rev=3");
            sender.expectMatch("\\*CLOSED 1 total=2 delivered=2 ms=\\d+");
            sender.expect("+OK id=1 open=no total=2 delivered=2");
            person.expect("*JOIN m3 rank=2 rev=3", "*COMMAND 1 from=m1 rank=0 ttl=60s :uptime");
            program.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :uptime");
            program.send("DONE 1");
            program.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
        }
    }

    @Test
    void everyVerdictIsToldAndTheCountsSum() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient second = server.program("main results=yes");
            ScriptedClient third = server.program("main results=yes");
            ScriptedClient fourth = server.program("main results=yes");
            server.program("main");
            sender.send("SEND all :work", "TALLY 1");
            sender.expect("+OK id=1 n=4 above=0 rev=5", "+OK id=1 open=yes total=4 sent=3 delivered=1");

            second.send("ACK 1", "PING");
            second.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work", "+OK", "+OK PONG");
            sender.send("TALLY 1");
            sender.expect("+OK id=1 open=yes total=4 sent=2 running=1 delivered=1");
            second.send("DONE 1 rc=0 :up 3 days");
            second.expect("+OK");
            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=done rc=0 ms=\\d+ :up 3 days");
            third.send("FAIL 1 rc=3 :no space left");
            sender.expectMatch("\\*RESULT 1 m3 rank=2 state=failed rc=3 ms=\\d+ :no space left");
            fourth.send("REFUSE 1 :not here");
            sender.expectMatch("\\*RESULT 1 m4 rank=3 state=refused ms=\\d+ :not here");

            sender.expectMatch("\\*CLOSED 1 total=4 done=1 failed=1 refused=1 delivered=1 ms=\\d+");
            sender.send("TALLY 1");
            sender.expect("+OK id=1 open=no total=4 done=1 failed=1 refused=1 delivered=1");
        }
    }

    @Test
    void verdictCountsOnce() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            server.program("main results=yes");
            sender.send("SEND all :work");
            sender.expect("+OK id=1 n=2 above=0 rev=3");

            executor.send("ACK 1", "ACK 1", "DONE 1", "DONE 1", "FAIL 1", "ACK 1");

            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work", "+OK", "+OK", "+OK");
            executor.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
            executor.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
            executor.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=done .*");
            sender.send("TALLY 1");
            sender.expect("+OK id=1 open=yes total=2 sent=1 done=1");
        }
    }

    @Test
    void onlyTargetsReportAndOnlyTheSenderHearsOfIt() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main results=yes");
            ScriptedClient sender = server.program("main results=yes");
            ScriptedClient executor = server.program("main results=yes");
            ScriptedClient other = server.program("main results=yes");
            sender.send("SEND next :work");
            sender.expect("+OK id=1 n=1 above=0 rev=4");

            senior.send("DONE 1");
            sender.send("DONE 1");
            other.send("DONE 1", "TALLY 1");
            executor.send("TALLY 1", "DONE 1 rc=0");

            senior.expectMatch("-ERR 503 NOT_A_TARGET :.*");
            sender.expectMatch("-ERR 503 NOT_A_TARGET :.*");
            other.expectMatch("-ERR 503 NOT_A_TARGET :.*");
            other.expectMatch("-ERR 303 NOT_YOURS :.*");
            executor.expect("*COMMAND 1 from=m2 rank=1 ttl=60s :work");
            executor.expect("+OK id=1 open=yes total=1 sent=1", "+OK");
            sender.expectMatch("\\*RESULT 1 m3 rank=2 state=done rc=0 ms=\\d+");
            sender.expectMatch("\\*CLOSED 1 total=1 done=1 ms=\\d+");
            senior.expectNothing();
            other.expectNothing();
        }
    }

    @Test
    void whatHasNoVerdictAtTheLimitIsUnknown() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient silent = server.program("main results=yes");
            ScriptedClient running = server.program("main results=yes");
            ScriptedClient done = server.program("main results=yes");

            sender.send("SEND all limit=500ms :work");
            sender.expect("+OK id=1 n=3 above=0 rev=4");
            running.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
            running.send("ACK 1");
            running.expect("+OK");
            done.send("DONE 1");

            sender.expectMatch("\\*RESULT 1 m4 rank=3 state=done .*");
            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=unknown ms=([5-9]\\d\\d|\\d{4,})");
            sender.expectMatch("\\*RESULT 1 m3 rank=2 state=unknown ms=([5-9]\\d\\d|\\d{4,})");
            sender.expectMatch("\\*CLOSED 1 total=3 done=1 unknown=2 ms=([5-9]\\d\\d|\\d{4,})");
            silent.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
            silent.send("DONE 1", "DONE 1");
            silent.expect("+OK late=yes");
            silent.expectMatch("-ERR 502 ALREADY_CLOSED :.*");
            sender.expectNothing();
        }
    }

    @Test
    void whatAnExecutorThatLeavesStillOwesIsUnknown() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient quitter = server.program("main results=yes");
            ScriptedClient lost = server.program("main results=yes");
            sender.send("SEND all :work");
            sender.expect("+OK id=1 n=2 above=0 rev=3");

            lost.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
            lost.send("ACK 1");
            lost.expect("+OK");
            lost.reset();
            sender.expectMatch("\\*RESULT 1 m3 rank=2 state=unknown ms=\\d+");
            quitter.send("QUIT");
            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=unknown ms=\\d+");

            sender.expectMatch("\\*CLOSED 1 total=2 unknown=2 ms=\\d+");
        }
    }

    @Test
    void whatASenderThatLeavesHasSentIsFinishedAndToldToNobody() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            ScriptedClient sender = server.program("main");
            ScriptedClient executor = server.program("main results=yes");
            sender.send("SEND all :work", "QUIT");
            sender.expect("+OK id=1 n=1 above=1 rev=3", "+OK");
            executor.expect("*COMMAND 1 from=m2 rank=1 ttl=60s :work");
            executor.expectMatch("\\*RANK 1 was=2 of=2 rev=4 token=\\d+ :m2 left; m1 is in command");

            senior.send("TALLY 1");
            senior.expect("+OK id=1 open=yes total=1 sent=1");
            executor.send("DONE 1 rc=0");
            executor.expect("+OK");
            senior.send("TALLY 1");
            senior.expect("+OK id=1 open=no total=1 done=1");

            senior.expectNothing();
        }
    }

    @Test
    void timeToLiveIsToldWithTheCommand() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient junior = server.program("main");

            sender.send("SEND all :a", "SEND all ttl=1500ms :b", "SEND all ttl=2m :c", "SEND all ttl=5s limit=1h :d");

            junior.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :a", "*COMMAND 2 from=m1 rank=0 ttl=1500ms :b");
            junior.expect("*COMMAND 3 from=m1 rank=0 ttl=120s :c", "*COMMAND 4 from=m1 rank=0 ttl=5s :d");
        }
    }

    @Test
    void targetsAreFrozenWhenTheCommandIsSequenced() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            ScriptedClient early = server.program("main results=yes");
            sender.send("SEND all :work");
            sender.expect("+OK id=1 n=1 above=0 rev=2");

            ScriptedClient late = server.program("main results=yes");
            late.send("DONE 1");
            late.expectMatch("-ERR 503 NOT_A_TARGET :.*");
            early.send("DONE 1");

            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=done .*");
            sender.expectMatch("\\*CLOSED 1 total=1 done=1 ms=\\d+");
        }
    }
}

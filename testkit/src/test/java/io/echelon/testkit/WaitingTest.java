package io.echelon.testkit;

import io.echelon.server.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The line before a full group.
final class WaitingTest {
    @Test
    void lineIsServedInItsOrderAndWhoMovesUpIsToldSo() {
        try (TestServer server = full(2)) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = server.program("main");
            ScriptedClient third = waiting(server, 1);
            ScriptedClient fourth = waiting(server, 2);
            ScriptedClient fifth = waiting(server, 3);

            first.send("QUIT");

            third.expectMatch("\\*WELCOME group=main id=m3 rank=1 of=2 rev=4 token=\\d+ :m2 is in command");
            fourth.expect("*WAITING position=1");
            fifth.expect("*WAITING position=2");
            second.expectMatch("\\*RANK 0 was=1 of=1 rev=3 .*");
            third.send("ME");
            third.expectMatch("\\+OK group=main id=m3 rank=1 of=2 rev=4 .*");
            second.reset();
            third.expectMatch("\\*RANK 0 was=1 of=1 rev=5 .*");
            fourth.expectMatch("\\*WELCOME group=main id=m4 rank=1 of=2 rev=6 token=\\d+ :m3 is in command");
            fifth.expect("*WAITING position=1");
        }
    }

    @Test
    void whoIsSeatedIsToldToTheWatchersAndHearsCommands() {
        try (TestServer server = full(2)) {
            ScriptedClient first = server.person();
            ScriptedClient second = server.program("main");
            first.expect("*JOIN m2 rank=1 rev=2");
            ScriptedClient third = waiting(server, 1, "name=w7");
            second.send("QUIT");

            first.expect("*LEFT m2 rank=1 rev=3 why=quit", "*JOIN m3 rank=1 rev=4 name=w7");
            third.expectMatch("\\*WELCOME group=main id=m3 .*");
            first.send("SEND all :hello");
            third.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :hello");
        }
    }

    @Test
    void whoWaitsWithGraceIsWelcomedWithASessionThatWorks() {
        try (TestServer server = full(1)) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = waiting(server, 1, "grace=30s");
            first.send("QUIT");
            String welcome =
                    second.expectMatch("\\*WELCOME group=main id=m2 rank=0 .* session=\\S{24} :you are in command");

            second.reset();
            ScriptedClient again = server.greeted();
            again.send("RESUME session=" + Heard.value(welcome, "session") + " got=0");

            again.expectMatch("\\+OK group=main id=m2 rank=0 of=1 rev=3 .*");
        }
    }

    @Test
    void whoIsLostWhileWaitingHasNoGrace() {
        try (TestServer server = full(1)) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = waiting(server, 1, "grace=30s");
            ScriptedClient third = waiting(server, 2);
            second.reset();
            third.expect("*WAITING position=1");
            first.send("QUIT");

            third.expectMatch("\\*WELCOME group=main id=m2 .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEAVE", "QUIT", "JOIN other", "JOIN main observe=yes"})
    void whoGoesAwayOrElsewhereLeavesTheLine(String end) {
        try (TestServer server = full(1)) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = waiting(server, 1);
            ScriptedClient third = waiting(server, 2);

            second.send(end);

            second.expectMatch("\\+OK.*");
            third.expect("*WAITING position=1");
            first.send("QUIT");
            third.expectMatch("\\*WELCOME group=main id=m2 .*");
        }
    }

    @Test
    void whoComesAgainStandsAtTheEnd() {
        try (TestServer server = full(1)) {
            server.program("main");
            ScriptedClient second = waiting(server, 1);
            ScriptedClient third = waiting(server, 2);

            second.send("JOIN main wait=yes");

            second.expect("+OK waiting=yes position=2");
            third.expect("*WAITING position=1");
            second.expectNothing();
        }
    }

    @Test
    void whoWaitsHasNoPlace() {
        try (TestServer server = full(1)) {
            server.program("main");
            ScriptedClient second = waiting(server, 1);

            second.send("ME", "SEND all :x", "WHO", "YIELD", "WATCH roster");

            for (int request = 0; request < 5; request++) {
                second.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            }
        }
    }

    @Test
    void fullLineIsAFullGroup() {
        try (TestServer server =
                TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1).withLimit(Limit.WAITING, 1))) {
            server.program("main");
            waiting(server, 1);
            ScriptedClient third = server.greeted();

            third.send("JOIN main wait=yes");

            third.expectMatch("-ERR 401 GROUP_FULL capacity=1 retry=yes :.*");
        }
    }

    @Test
    void whoWaitsIsSeatedAtOnceWhereThereIsRoom() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient program = server.greeted();

            program.send("JOIN #w main wait=yes");

            program.expectMatch("\\+OK #w group=main id=m1 rank=0 .*");
        }
    }

    @Test
    void whoStandsInLineMayStandThereLongAndWhoLeftItMayNot() {
        try (TestServer server =
                TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1).withLimit(Limit.JOIN_SECONDS, 1))) {
            server.program("main");
            ScriptedClient patient = waiting(server, 1);
            ScriptedClient impatient = waiting(server, 2);
            impatient.send("LEAVE");

            impatient.expect("+OK");
            impatient.expectMatch("\\*BYE code=400 again=now :.*");
            impatient.expectEnd();

            patient.expectNothing(); // For more than a second.
        }
    }

    @Test
    void endOfAGraceSeatsTheNext() {
        try (TestServer server = full(1)) {
            Graced first = Graced.join(server, "main grace=300ms");
            ScriptedClient second = waiting(server, 1);

            first.client().reset();

            second.expectMatch("\\*WELCOME group=main id=m2 rank=0 of=1 rev=3 .*");
        }
    }

    private static TestServer full(int capacity) {
        return TestServer.start(options -> options.withLimit(Limit.CAPACITY, capacity));
    }

    private static ScriptedClient waiting(TestServer server, int position, String... options) {
        ScriptedClient waiting = server.greeted();
        waiting.send(("JOIN #w main wait=yes " + String.join(" ", options)).strip());
        waiting.expect("+OK #w waiting=yes position=" + position);
        return waiting;
    }
}

package io.echelon.testkit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a server answers while a majority of the servers is missing.
final class NoMajorityTest {
    private static final String REFUSED = "902 NO_QUORUM retry=yes :.*";
    private static final String BYE = "\\*BYE code=902 again=now :.*";

    private final SharedOrder order = new SharedOrder();
    private final TestServer server = TestServer.start(order.node());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatComesMeanwhileIsRefusedAndCertainlyNotCarriedOut() {
        ScriptedClient senior = server.program("main");
        ScriptedClient junior = server.program("main");
        order.loseMajority();

        senior.send("SEND #s all :lost", "ME", "WHO #w", "LEAVE", "JOIN other", "YIELD #y", "PING #p");

        senior.expectMatch("-ERR #s " + REFUSED);
        senior.expectMatch("-ERR " + REFUSED);
        senior.expectMatch("-ERR #w " + REFUSED);
        senior.expectMatch("-ERR " + REFUSED);
        senior.expectMatch("-ERR " + REFUSED);
        senior.expectMatch("-ERR #y " + REFUSED);
        senior.expect("+OK #p PONG");
        order.regainMajority();
        senior.send("SEND all :kept");
        senior.expect("+OK id=1 n=1 above=0 rev=2");
        junior.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :kept");
    }

    @Test
    void whatNobodyAwaitsIsNotRefusedAloud() {
        ScriptedClient program = server.program("main");
        order.loseMajority();

        program.send("OUT 1 1 :x", "PROG 1 10%", "OUT #o 1 1 :x");

        program.expectMatch("-ERR #o " + REFUSED);
        program.expectNothing();
    }

    @Test
    void whatNeedsNoOrderGoesOn() {
        order.loseMajority();
        ScriptedClient program = server.greeted();

        program.send("HELP ME", "JOIN #j main", "HELLO #h proto=1");

        program.expectMatch("\\+OK \\{\\d+\\}");
        program.await("-ERR #j " + REFUSED);
        program.expectMatch("\\+OK #h proto=1 .*");
    }

    @Test
    void whoAwaitsAnAnswerIsToldThatItMayBeCarriedOutYetAndLetGo() {
        ScriptedClient senior = server.program("main grace=10s");
        ScriptedClient idle = server.program("main");
        order.hold();
        senior.send("SEND #s all key=k :late", "OUT 7 1 :x", "WHO #w");
        order.awaitHeld(3);
        order.loseMajority();

        senior.expectMatch("-ERR #s " + REFUSED);
        senior.expectMatch("-ERR #w " + REFUSED);
        senior.expectMatch(BYE);
        senior.expectEnd();
        idle.expectNothing();
        order.regainMajority();
        idle.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :late");
    }

    @Test
    void whatWaitedBehindItGoesOutInItsTurn() {
        ScriptedClient program = server.program("main");
        order.hold();
        program.send("ME #a", "PING #b", "ME #c", "PING #d");
        order.awaitHeld(2);
        order.loseMajority();

        program.expectMatch("-ERR #a " + REFUSED);
        program.expect("+OK #b PONG");
        program.expectMatch("-ERR #c " + REFUSED);
        program.expect("+OK #d PONG");
        program.expectMatch(BYE);
        program.expectEnd();
    }

    @Test
    void aMemberWithGraceIsAwayAndTakesItsPlaceUpAgain() {
        ScriptedClient member = server.greeted();
        member.send("JOIN main grace=10s");
        String session = Heard.value(member.line(), "session");
        order.hold();
        member.send("ME");
        order.awaitHeld(1);
        order.loseMajority();
        member.expectMatch("-ERR " + REFUSED);
        member.expectMatch(BYE);
        order.regainMajority();

        ScriptedClient again = server.greeted();
        again.send("RESUME session=" + session + " got=0");

        again.expectMatch("\\+OK group=main id=m1 rank=0 of=1 .*");
    }

    @Test
    void quitClosesAndIsCarriedOutWhenThatCanBe() {
        ScriptedClient watcher = server.person();
        ScriptedClient leaving = server.program("main grace=10s");
        watcher.expectMatch("\\*JOIN m2 .*");
        order.loseMajority();

        leaving.send("QUIT #q");

        leaving.expectMatch("-ERR #q " + REFUSED);
        leaving.expectMatch(BYE);
        leaving.expectEnd();
        order.regainMajority();
        watcher.expect("*LEFT m2 rank=1 rev=3 why=quit");
    }

    @Test
    void aPersonWhoSaysNothingIsSentAwayForNow() {
        order.loseMajority();
        ScriptedClient silent = server.connect();

        silent.expectMatch("\\*HELLO .*");
        silent.expectMatch("-ERR " + REFUSED);
        silent.expectMatch("\\*BYE code=902 again=later :.*");
        silent.expectEnd();
    }

    @Test
    void aPersonWhoSpeaksAtOnceIsToldOnce() {
        order.loseMajority();
        ScriptedClient person = server.connect();

        person.send("WHO", "ME");

        person.expectMatch("\\*HELLO .*");
        person.expectMatch("-ERR " + REFUSED);
        person.expectMatch("\\*BYE code=902 again=later :.*");
        person.expectEnd();
    }
}

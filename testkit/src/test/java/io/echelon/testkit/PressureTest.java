package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server does while too much waits for its place in the order.
final class PressureTest {
    private static final String REFUSED = "600 RATE_LIMITED retry=yes :.*";

    private final SharedOrder order = new SharedOrder();
    private final TestServer server = TestServer.start(order.node());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void nothingMoreIsReadUntilABatchHasMadeRoom() {
        ScriptedClient pressing = server.program("main");
        ScriptedClient other = server.program("main");
        order.hold();
        other.send("ME");
        order.awaitHeld(1);
        order.setCongested(true);

        pressing.send("PING #p");
        assertThat(pressing.isSilent()).isTrue();
        order.setCongested(false);
        order.release();

        pressing.expect("+OK #p PONG");
        other.expectMatch("\\+OK group=main id=m2 .*");
    }

    @Test
    void roomIsFoundWithoutABatchToo() {
        ScriptedClient pressing = server.program("main");
        order.setCongested(true);
        pressing.send("PING #p");
        assertThat(pressing.isSilent()).isTrue();

        order.setCongested(false);

        pressing.expect("+OK #p PONG");
    }

    @Test
    void whoIsReadNoFurtherIsReadAndRefusedOnceTheMajorityIsMissing() {
        ScriptedClient pressing = server.program("main");
        order.setCongested(true);
        pressing.send("ME #m", "PING #p");
        assertThat(pressing.isSilent()).isTrue();

        order.loseMajority();

        pressing.expectMatch("-ERR #m 902 NO_QUORUM retry=yes :.*");
        pressing.expect("+OK #p PONG");
    }

    @Test
    void commandsAndArrivalsAreRefusedWhileThereIsHardlyAnyRoom() {
        ScriptedClient senior = server.program("main");
        ScriptedClient newcomer = server.greeted();
        order.setFull(true);

        senior.send("SEND #s all :x");
        newcomer.send("JOIN #j", "JOIN #o main observe=yes");

        senior.expectMatch("-ERR #s " + REFUSED);
        newcomer.expectMatch("-ERR #j " + REFUSED);
        newcomer.expectMatch("-ERR #o " + REFUSED);
        order.setFull(false);
        newcomer.send("JOIN #j");
        newcomer.expectMatch("\\+OK #j group=main id=m2 .*");
        senior.send("SEND #s all :x");
        senior.expectMatch("\\+OK #s id=1 .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ME",
                "WHO",
                "YIELD",
                "ACK 1",
                "PROG #t 1 10%",
                "OUT #t 1 1 :x",
                "DONE 1",
                "FAIL 1 rc=1",
                "REFUSE 1",
                "CANCEL 2",
                "TALLY 2",
                "RESULTS 2",
                "WATCH roster",
                "UNWATCH commands",
                "LEAVE",
                "QUIT"
            })
    void nothingElseIsRefused(String request) {
        ScriptedClient senior = server.program("main");
        ScriptedClient member = server.program("main results=yes");
        server.program("main results=yes");
        senior.send("SEND m2 :x");
        member.expectMatch("\\*COMMAND 1 .*");
        member.send("SEND all :y");
        member.expectMatch("\\+OK id=2 .*");
        order.setFull(true);

        member.send(request);

        member.expectMatch("\\+OK( .*)?");
    }

    @Test
    void whoComesBackIsNotRefused() {
        ScriptedClient member = server.greeted();
        member.send("JOIN grace=10s");
        String session = Heard.value(member.line(), "session");
        order.setFull(true);
        ScriptedClient again = server.greeted();

        again.send("RESUME session=" + session + " got=0");

        again.expectMatch("\\+OK group=main id=m1 .*");
    }

    @Test
    void aPersonWhoSaysNothingIsSentAwayForNow() {
        order.setFull(true);
        ScriptedClient silent = server.connect();

        silent.expectMatch("\\*HELLO .*");
        silent.expectMatch("-ERR " + REFUSED);
        silent.expectMatch("\\*BYE code=600 again=later :.*");
        silent.expectEnd();
    }
}

package io.echelon.testkit;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two servers with one order: whatever is done at one is told at both.
final class TwoEdgesTest {
    private static final ServerOptions OPTIONS = ServerOptions.DEFAULTS.withLimit(Limit.CAPACITY, 4);

    private final SharedOrder order = new SharedOrder(OPTIONS);
    private final TestServer here = TestServer.start(order.node());
    private final TestServer there = TestServer.start(order.node());

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void aCommandReachesMembersAtBothServersAndItsResultsComeBack() {
        ScriptedClient sender = here.program("main");
        ScriptedClient near = here.program("main results=yes");
        ScriptedClient far = there.program("main results=yes");

        sender.send("SEND all :work");

        sender.expect("+OK id=1 n=2 above=0 rev=3");
        near.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
        far.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");
        far.send("DONE 1 :far");
        far.expect("+OK");
        sender.expect("*RESULT 1 m3 rank=2 state=done ms=0 :far");
        near.send("DONE 1 :near");
        sender.expect("*RESULT 1 m2 rank=1 state=done ms=0 :near");
        sender.expect("*CLOSED 1 total=2 done=2 ms=0");
    }

    @Test
    void whoWatchesHearsOfArrivalsAndDeparturesAtTheOther() {
        ScriptedClient watcher = here.person();
        ScriptedClient far = there.program("main name=far");

        watcher.expect("*JOIN m2 rank=1 rev=2 name=far");
        far.send("QUIT");
        watcher.expect("*LEFT m2 rank=1 rev=3 why=quit");
    }

    @Test
    void newRanksAreToldAtBoth() {
        ScriptedClient first = here.program("main");
        ScriptedClient near = here.program("main");
        ScriptedClient far = there.program("main");

        first.send("QUIT");

        near.expect("*RANK 0 was=1 of=2 rev=4 token=4 :m1 left; you are in command");
        far.expect("*RANK 1 was=2 of=2 rev=4 token=4 :m1 left; m2 is in command");
    }

    @Test
    void whoComesIsGreetedWithAllMembers() {
        here.program("main");
        there.program("main");
        here.program("main").expectNothing();

        ScriptedClient next = there.connect();
        next.send("HELLO");

        next.expectMatch("\\*HELLO .* members=3 capacity=64 .*");
    }

    @Test
    void aLineThatBeganAtTheOtherServerMovesUp() {
        ScriptedClient first = here.program("main");
        for (int count = 1; count < OPTIONS.limit(Limit.CAPACITY); count++) {
            there.program("main");
        }
        ScriptedClient firstInLine = here.greeted();
        firstInLine.send("JOIN main wait=yes");
        firstInLine.expect("+OK waiting=yes position=1");
        ScriptedClient secondInLine = there.greeted();
        secondInLine.send("JOIN main wait=yes");
        secondInLine.expect("+OK waiting=yes position=2");

        first.send("LEAVE");

        firstInLine.expectMatch("\\*WELCOME group=main id=m5 rank=3 of=4 .*");
        secondInLine.expect("*WAITING position=1");
    }

    @Test
    void aPlaceThatIsTakenUpAtTheOtherServerFencesItsHolder() {
        ScriptedClient watcher = there.person();
        ScriptedClient holder = here.greeted();
        holder.send("JOIN main grace=10s");
        String session = Heard.value(holder.line(), "session");
        ScriptedClient heir = there.greeted();

        heir.send("RESUME session=" + session + " got=0");

        heir.expectMatch("\\+OK group=main id=m2 rank=1 of=2 .* sent=0 replay=0 .*");
        holder.expectMatch("\\*BYE code=408 again=never :.*");
        holder.expectEnd();
        watcher.expect("*JOIN m2 rank=1 rev=2");
        watcher.expectNothing();
        watcher.send("SEND all :on");
        heir.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :on");
    }

    @Test
    void whoIsAwayHereComesBackThereAndWatchesOn() {
        ScriptedClient member = here.greeted();
        member.send("JOIN main grace=10s");
        String session = Heard.value(member.line(), "session");
        member.send("WATCH commands", "WATCH roster");
        member.expect("+OK", "+OK");
        ScriptedClient junior = here.program("main results=yes");
        member.expect("*JOIN m2 rank=1 rev=2");
        member.close();
        ScriptedClient again = there.greeted();

        again.send("RESUME session=" + session + " got=0");
        again.await("\\+OK group=main id=m1 rank=0 of=2 .*");
        again.send("SEND all :work");

        again.await("\\+OK id=1 .*");
        junior.expectMatch("\\*COMMAND 1 .*");
        junior.send("PROG 1 40%");
        again.await("\\*PROG 1 m2 rank=1 percent=40");
        there.program("main");
        again.await("\\*JOIN m3 rank=2 rev=3");
    }

    @Test
    void whoIsAwayTooLongIsGoneAtBoth() {
        ScriptedClient watcher = here.person();
        there.program("main grace=10s").close();
        watcher.expectMatch("\\*JOIN m2 .*");
        watcher.expect("*AWAY m2 rank=1 rev=2 grace=10s");

        order.pass(Duration.ofSeconds(10));

        watcher.expect("*LEFT m2 rank=1 rev=3 why=expired");
    }
}

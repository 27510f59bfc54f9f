package io.echelon.testkit;

import io.echelon.server.Limit;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Names that only one member of a group may have, where that is configured.
final class UniqueNamesTest {
    @Test
    void nameIsTakenUntilItsMemberHasLeft() {
        try (TestServer server = uniqueInMain()) {
            ScriptedClient first = server.program("main name=w7");
            ScriptedClient second = server.greeted();

            second.send("JOIN main name=w7");
            second.expectMatch("-ERR 403 NAME_TAKEN :.*");
            first.send("LEAVE");
            first.expect("+OK");
            second.send("JOIN main name=w7");
            second.expectMatch("\\+OK group=main id=m2 .*");
        }
    }

    @Test
    void nameIsKeptForWhoIsAwayAndThroughAYieldAndAReturn() {
        try (TestServer server = uniqueInMain()) {
            Graced member = Graced.join(server, "main name=w7 grace=30s");
            ScriptedClient second = server.program("main");
            second.send("WATCH roster");
            second.expect("+OK");
            member.client().send("YIELD");
            member.client().expectMatch("\\+OK .*");
            expectTaken(server);

            member.lose(second);
            expectTaken(server);
            member.resume(0);
            expectTaken(server);

            member.client().send("LEAVE");
            member.client().expect("+OK");
            server.program("main name=w7");
        }
    }

    @Test
    void whoWaitsHasItsNameAlready() {
        try (TestServer server = TestServer.start(
                options -> options.withUniqueNames(Set.of("main")).withLimit(Limit.CAPACITY, 1))) {
            server.program("main");
            ScriptedClient waiting = server.greeted();
            waiting.send("JOIN main name=w7 wait=yes");
            waiting.expect("+OK waiting=yes position=1");
            expectTaken(server);

            waiting.send("LEAVE");
            waiting.expect("+OK");
            ScriptedClient other = server.greeted();
            other.send("JOIN main name=w7 wait=yes");
            other.expect("+OK waiting=yes position=1");
        }
    }

    @Test
    void nameThatIsTakenIsNotAdopted() {
        try (TestServer server = uniqueInMain()) {
            server.program("main name=w7");
            ScriptedClient person = server.person();

            person.send("JOIN main name=w7", "ME", "JOIN main name=w8", "WHO m2");

            person.expectMatch("-ERR 403 NAME_TAKEN :.*");
            person.expectMatch("\\+OK group=main id=m2 .*");
            person.expectMatch("\\+OK group=main id=m2 .*");
            person.expectMatch("\\+OK n=1 .*");
            person.expect("m2 rank=1 state=active name=w8");
        }
    }

    @Test
    void otherGroupsAndNoNameAtAllCollideWithNobody() {
        try (TestServer server = uniqueInMain()) {
            server.program("main name=w7");
            server.program("main");
            server.program("main");
            server.program("other name=w7");
            server.program("other name=w7");
        }
    }

    private static void expectTaken(TestServer server) {
        ScriptedClient late = server.greeted();
        late.send("JOIN main name=w7");
        late.expectMatch("-ERR 403 NAME_TAKEN :.*");
    }

    private static TestServer uniqueInMain() {
        return TestServer.start(options -> options.withUniqueNames(Set.of("main")));
    }
}

package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import org.junit.jupiter.api.Test;

/// JOIN in every situation: for a place taken by silence, for another group, twice, in vain.
final class JoiningTest {
    @Test
    void placeTakenBySilenceIsAdoptedWithAllItsOptions() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.person();
            ScriptedClient person = server.connect();
            person.expectMatch("\\*HELLO .*");
            person.expectMatch("\\*WELCOME group=main id=m2 .*");
            senior.expect("*JOIN m2 rank=1 rev=2");

            person.send("JOIN main name=web7 label.os=linux results=yes", "WHO m2");
            person.expectMatch("\\+OK group=main id=m2 rank=1 of=2 rev=2 token=\\d+");
            person.expect("+OK n=1 rev=2 {47}", "m2 rank=1 state=active name=web7 label.os=linux");

            senior.send("SEND all :uptime");
            senior.expect("+OK id=1 n=1 above=0 rev=2");
            person.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :uptime");
            senior.expectNothing(); // Not closed: a result is awaited now.
            person.send("DONE 1 rc=0 :up");
            person.expect("+OK");
            senior.expectMatch("\\*RESULT 1 m2 rank=1 state=done rc=0 ms=\\d+ :up");
            senior.expectMatch("\\*CLOSED 1 total=1 done=1 ms=\\d+");
        }
    }

    @Test
    void adoptedPlaceIsNotTradedAnyMore() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient person = server.person();

            person.send("JOIN", "JOIN", "JOIN other", "ME");

            person.expectMatch("\\+OK group=main id=m1 .*");
            person.expectMatch("-ERR 402 ALREADY_A_MEMBER id=m1 :.*");
            person.expectMatch("-ERR 402 ALREADY_A_MEMBER id=m1 :.*");
            person.expectMatch("\\+OK group=main id=m1 .*");
        }
    }

    @Test
    void joiningAnotherGroupGivesAPlaceThatNobodyAskedForUpFirst() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient person = server.person();
            ScriptedClient junior = server.person();
            person.expect("*JOIN m2 rank=1 rev=2");

            person.send("JOIN other name=x");

            person.expectMatch("\\+OK group=other id=m1 rank=0 of=1 rev=1 token=\\d+");
            junior.expect("*LEFT m1 rank=0 rev=3 why=quit");
            junior.expectMatch("\\*RANK 0 was=1 of=1 rev=3 token=\\d+ :m1 left; you are in command");
            person.expectNothing();
        }
    }

    @Test
    void whoLeftJoinsAnewAtTheEndOfTheLine() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = server.program("main");

            first.send("LEAVE", "ME", "JOIN", "ME");

            first.expect("+OK");
            first.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            first.expectMatch("\\+OK group=main id=m3 rank=1 of=2 rev=4 token=\\d+");
            first.expectMatch("\\+OK group=main id=m3 rank=1 of=2 rev=4 token=\\d+");
            second.expectMatch("\\*RANK 0 was=1 of=1 rev=3 token=\\d+ :.*");
        }
    }

    @Test
    void emptyGroupKeepsItsCounters() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.connect();
            first.send("JOIN web", "QUIT");
            first.expectMatch("\\*HELLO .*");
            first.expectMatch("\\+OK group=web id=m1 rank=0 of=1 rev=1 token=\\d+");
            first.expect("+OK");
            first.expectMatch("\\*BYE again=now :.*");
            first.expectEnd();

            ScriptedClient second = server.connect();
            second.send("JOIN web");

            second.expectMatch("\\*HELLO .*");
            second.expectMatch("\\+OK group=web id=m2 rank=0 of=1 rev=3 token=\\d+");
        }
    }

    @Test
    void fullGroupSendsPeopleAway() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1))) {
            server.person();
            ScriptedClient late = server.connect();

            late.expectMatch("\\*HELLO .* members=1 capacity=1 .*");
            late.expectMatch("-ERR 401 GROUP_FULL capacity=1 retry=yes :.*");
            late.expectMatch("\\*BYE code=401 again=later :.*");
            late.expectEnd();
        }
    }

    @Test
    void fullGroupIsAnAnswerToAProgramWhichStays() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1))) {
            ScriptedClient first = server.program("main");
            ScriptedClient late = server.connect();
            late.send("HELLO proto=1", "JOIN #j", "JOIN other");
            late.expectMatch("\\*HELLO .*");
            late.expectMatch("\\+OK proto=1 .*");
            late.expectMatch("-ERR #j 401 GROUP_FULL capacity=1 retry=yes :.*");
            late.expectMatch("\\+OK group=other id=m1 .*");

            first.send("QUIT");
            first.expect("+OK");
            late.send("LEAVE", "JOIN");

            late.expect("+OK");
            late.expectMatch("\\+OK group=main id=m2 rank=0 of=1 rev=3 token=\\d+");
        }
    }

    @Test
    void thereAreSoManyGroupsAndNoMore() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.GROUPS, 2))) {
            server.program("a");
            server.program("b");
            ScriptedClient late = server.connect();

            late.send("JOIN #c c", "JOIN a");

            late.expectMatch("\\*HELLO .*");
            late.expectMatch("-ERR #c 409 TOO_MANY_GROUPS( \\S+=\\S+)* :.*");
            late.expectMatch("\\+OK group=a id=m2 rank=1 of=2 rev=2 token=\\d+");
        }
    }

    @Test
    void nameWithASpaceAndQuotesIsToldSoThatItReadsBack() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient watcher = server.person();
            ScriptedClient program = server.program("main name=\"a \\\"b\\\" \\\\ é\"");

            watcher.expect("*JOIN m2 rank=1 rev=2 name=\"a \\\"b\\\" \\\\ é\"");
            program.send("WHO m2");

            assertThat(program.line()).startsWith("+OK n=1 rev=2 {");
            program.expect("m2 rank=1 state=active name=\"a \\\"b\\\" \\\\ é\"");
        }
    }
}

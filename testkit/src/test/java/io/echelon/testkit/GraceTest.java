package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A lost connection costs a member with grace nothing until the grace is over.
final class GraceTest {
    @Test
    void placeIsKeptAndNobodyIsPromoted() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 2))) {
            Graced member = Graced.join(server, "main name=w7 grace=90500ms");
            ScriptedClient junior = watcher(server);

            member.client().reset();
            junior.expect("*AWAY m1 rank=0 rev=2 grace=90500ms");
            junior.send("WHO", "ME", "JOIN other");
            junior.expect("+OK n=2 rev=2 {51}", "m1 rank=0 state=away name=w7", "m2 rank=1 state=active");
            junior.expectMatch("\\+OK group=main id=m2 rank=1 of=2 rev=2 .*");
            junior.expectMatch("-ERR 402 .*");

            ScriptedClient late = server.greeted();
            late.send("JOIN main");
            late.expectMatch("-ERR 401 GROUP_FULL capacity=2 retry=yes :.*");
        }
    }

    @Test
    void placeIsGoneWhenTheGraceIsOverAndSoIsTheSession() {
        try (TestServer server = TestServer.start()) {
            Graced member = Graced.join(server, "main grace=200ms");
            ScriptedClient junior = watcher(server);
            long startNanos = System.nanoTime();
            member.lose(junior);

            junior.expect("*LEFT m1 rank=0 rev=3 why=expired");
            junior.expectMatch("\\*RANK 0 was=1 of=1 rev=3 token=\\d+ :m1 left; you are in command");
            // In whole milliseconds, from the one in which the loss was noticed.
            assertThat(System.nanoTime() - startNanos).isGreaterThan(199_000_000);

            ScriptedClient late = server.greeted();
            late.send("RESUME session=" + member.session() + " got=0", "JOIN main grace=200ms");
            late.expectMatch("-ERR 406 BAD_SESSION :.*");
            late.expectMatch("\\+OK group=main id=m3 rank=1 of=2 rev=4 .*");
        }
    }

    @Test
    void everyLossBeginsTheGraceAnew() {
        try (TestServer server = TestServer.start()) {
            Graced member = Graced.join(server, "main grace=1500ms");
            ScriptedClient watcher = watcher(server);
            for (int loss = 0; loss < 5; loss++) {
                member.lose(watcher);
                member.resume(0);
                watcher.expect("*BACK m1 rank=0 rev=2");
            }
            member.lose(watcher);
            watcher.expect("*LEFT m1 rank=0 rev=3 why=expired");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEAVE", "QUIT"})
    void whoSaysGoodbyeHasNoGrace(String goodbye) {
        try (TestServer server = TestServer.start()) {
            Graced member = Graced.join(server, "main grace=1h");
            ScriptedClient watcher = watcher(server);

            member.client().send(goodbye);

            watcher.expect("*LEFT m1 rank=0 rev=3 why=quit");
            ScriptedClient late = server.greeted();
            late.send("RESUME session=" + member.session() + " got=0");
            late.expectMatch("-ERR 406 BAD_SESSION :.*");
        }
    }

    @Test
    void endOfInputIsALossLikeAnyOther() {
        try (TestServer server = TestServer.start()) {
            Graced member = Graced.join(server, "main grace=30s");
            ScriptedClient watcher = watcher(server);

            member.client().closeOutput();

            watcher.expect("*AWAY m1 rank=0 rev=2 grace=30s");
            assertThat(member.resume(0)).startsWith("+OK group=main id=m1 ");
        }
    }

    @Test
    void whoNamesNoGraceHasNeitherASessionNorGrace() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.greeted();
            member.send("JOIN main");
            member.expectMatch("\\+OK group=main id=m1 rank=0 of=1 rev=1 token=\\d+");
            ScriptedClient watcher = watcher(server);

            member.reset();

            watcher.expect("*LEFT m1 rank=0 rev=3 why=lost");
        }
    }

    @Test
    void moreGraceThanTheLimitIsRefused() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.GRACE_SECONDS, 5))) {
            ScriptedClient program = server.greeted();

            program.send("JOIN #a main grace=5001ms", "JOIN #b main grace=5s");

            program.expectMatch("-ERR #a 102 BAD_ARGS .*");
            program.expectMatch("\\+OK #b group=main id=m1 .* session=\\S{24}");
        }
    }

    @Test
    void commandsWaitForWhoIsAwayAndEndWithThePlace() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            Graced reporter = Graced.join(server, "main results=yes grace=1500ms");
            Graced other = Graced.join(server, "main grace=1500ms");
            ScriptedClient watcher = watcher(server);
            sender.send("SEND m2 :has it");
            reporter.client().expect("*COMMAND 1 from=m1 rank=0 ttl=60s :has it");
            reporter.lose(watcher);
            other.lose(watcher);

            sender.send("SEND all :waits", "TALLY 2");

            sender.expect("+OK id=1 n=1 above=0 rev=4", "+OK id=2 n=3 above=0 rev=4");
            sender.expect("+OK id=2 open=yes total=3 waiting=2 delivered=1");
            sender.expectMatch("\\*RESULT 1 m2 rank=1 state=unknown ms=\\d+");
            sender.expectMatch("\\*CLOSED 1 total=1 unknown=1 ms=\\d+");
            sender.expectMatch("\\*RESULT 2 m2 rank=1 state=undelivered ms=\\d+");
            sender.expectMatch("\\*RESULT 2 m3 rank=1 state=undelivered ms=\\d+");
            sender.expectMatch("\\*CLOSED 2 total=3 undelivered=2 delivered=1 ms=\\d+");
        }
    }

    private static ScriptedClient watcher(TestServer server) {
        ScriptedClient watcher = server.program("main");
        watcher.send("WATCH roster");
        watcher.expect("+OK");
        return watcher;
    }
}

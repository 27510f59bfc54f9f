package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import org.junit.jupiter.api.Test;

/// RESUME: the same place on another connection, with everything that was missed and nothing else.
final class ResumeTest {
    private static final String UNKNOWN = "x".repeat(24);

    @Test
    void placeIsTheSameAndWhatWasMissedComesAgainBeforeWhatHasWaited() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            Graced member = Graced.join(server, "main results=yes grace=30s");
            ScriptedClient watcher = watcher(server);
            senior.send("SEND m2 :one", "SEND m2 :two", "SEND m2 :three");
            member.client()
                    .expect(
                            "*COMMAND 1 from=m1 rank=0 ttl=60s :one",
                            "*COMMAND 2 from=m1 rank=0 ttl=60s :two",
                            "*COMMAND 3 from=m1 rank=0 ttl=60s :three");
            member.client().reset();
            watcher.expect("*AWAY m2 rank=1 rev=3 grace=30s");
            senior.send("SEND m2 :four", "SEND all :five", "PING sent");
            senior.await("\\+OK PONG sent");

            String answer = member.resume(1);

            assertThat(answer)
                    .matches("\\+OK group=main id=m2 rank=1 of=3 rev=3 token=\\d+ sent=3 replay=2 session=.*")
                    .contains(" token=" + Heard.value(member.place(), "token") + " ");
            member.client()
                    .expect(
                            "*COMMAND 2 from=m1 rank=0 ttl=60s :two",
                            "*COMMAND 3 from=m1 rank=0 ttl=60s :three",
                            "*COMMAND 4 from=m1 rank=0 ttl=60s :four",
                            "*COMMAND 5 from=m1 rank=0 ttl=60s :five");
            member.client().expectNothing();
            watcher.expect("*COMMAND 5 from=m1 rank=0 ttl=60s :five", "*BACK m2 rank=1 rev=3");
            watcher.expectNothing(); // And no *RANK.
            senior.expectNothing();
        }
    }

    @Test
    void verdictOfACommandThatCameBeforeTheBreakCounts() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            Graced member = Graced.join(server, "main results=yes grace=30s");
            ScriptedClient watcher = watcher(server);
            senior.send("SEND m2 :work");
            senior.expect("+OK id=1 n=1 above=0 rev=3");
            member.client().expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");

            member.lose(watcher);
            member.resume(1);
            member.client().send("DONE 1 rc=0 :done all the same");

            member.client().expect("+OK");
            senior.expectMatch("\\*RESULT 1 m2 rank=1 state=done rc=0 ms=\\d+ :done all the same");
            senior.expectMatch("\\*CLOSED 1 total=1 done=1 ms=\\d+");
        }
    }

    @Test
    void resultsAndTheCloseThatASenderMissedComeAgain() {
        try (TestServer server = TestServer.start()) {
            Graced sender = Graced.join(server, "main grace=30s");
            ScriptedClient executor = server.program("main results=yes");
            ScriptedClient watcher = watcher(server);
            sender.client().send("SEND m2 :work");
            executor.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");

            sender.lose(watcher);
            executor.send("DONE 1 :up 3 days");
            executor.expect("+OK");

            assertThat(sender.resume(0)).contains(" sent=2 replay=2 ");
            sender.client().expectMatch("\\*RESULT 1 m2 rank=1 state=done ms=\\d+ :up 3 days");
            sender.client().expectMatch("\\*CLOSED 1 total=1 done=1 ms=\\d+");
            sender.client().expectNothing();
        }
    }

    @Test
    void cancelThatWasMissedComesAgain() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient sender = server.program("main");
            Graced executor = Graced.join(server, "main results=yes grace=30s");
            ScriptedClient watcher = watcher(server);
            sender.send("SEND m2 :work");
            executor.client().expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");

            executor.lose(watcher);
            sender.send("CANCEL 1");
            sender.expect("+OK id=1 n=1 above=0 rev=3", "+OK dropped=0 asked=1");

            assertThat(executor.resume(1)).contains(" sent=2 replay=1 ");
            executor.client().expect("*CANCEL 1 why=sender");
        }
    }

    @Test
    void oldSessionWorksUntilTheNextRequestInCaseTheReplyGotLost() {
        try (TestServer server = TestServer.start()) {
            Graced member = Graced.join(server, "main grace=30s");
            String first = member.session();
            member.resume(0);
            String unseen = member.session();
            ScriptedClient again = server.greeted();

            again.send("RESUME session=" + first + " got=0");
            String present = Heard.value(again.expectMatch("\\+OK group=main id=m1 .*"), "session");
            again.send("ME");
            again.expectMatch("\\+OK group=main id=m1 .*");

            ScriptedClient late = server.greeted();
            late.send("RESUME #a session=" + first + " got=0", "RESUME #b session=" + unseen + " got=0");
            late.send("RESUME #c session=" + present + " got=0");
            late.expectMatch("-ERR #a 406 BAD_SESSION :.*");
            late.expectMatch("-ERR #b 406 BAD_SESSION :.*");
            late.expectMatch("\\+OK #c group=main id=m1 .*");
        }
    }

    @Test
    void connectionThatHadThePlaceIsToldAndEndsAndWhatItAskedLaterIsNothing() {
        try (TestServer server = TestServer.start()) {
            Graced member = Graced.join(server, "main grace=30s");
            ScriptedClient watcher = watcher(server);
            ScriptedClient before = member.client();

            member.resume(0);

            before.expectMatch("\\*BYE code=408 again=never :.*");
            before.expectEnd();
            member.client().send("ME");
            member.client().expectMatch("\\+OK group=main id=m1 rank=0 of=2 rev=2 token=\\d+");
            watcher.expectNothing(); // Neither *AWAY nor *BACK: somebody has had the place all the time.
        }
    }

    @Test
    void ofTwoThatComeAtOnceTheLaterHasThePlaceAndThereIsOneMember() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient asker = server.program("main");
            String session = Graced.join(server, "main grace=30s").session();
            for (int round = 0; round < 20; round++) {
                ScriptedClient one = server.greeted();
                ScriptedClient other = server.greeted();
                one.send("RESUME session=" + session + " got=0");
                other.send("RESUME session=" + session + " got=0");
                String sessionOfOne = Heard.value(one.expectMatch("\\+OK group=main id=m2 rank=1 .*"), "session");
                String sessionOfOther = Heard.value(other.expectMatch("\\+OK group=main id=m2 rank=1 .*"), "session");

                one.send("ME");
                other.send("ME");

                boolean hasOne = one.expectMatch("\\+OK group=main id=m2 .*|\\*BYE code=408 .*")
                        .startsWith("+OK");
                boolean hasOther = other.expectMatch("\\+OK group=main id=m2 .*|\\*BYE code=408 .*")
                        .startsWith("+OK");
                assertThat(hasOne).isNotEqualTo(hasOther);
                assertThat(Told.roster(asker)).containsExactly("m1 rank=0 state=active", "m2 rank=1 state=active");
                session = hasOne ? sessionOfOne : sessionOfOther;
            }
        }
    }

    @Test
    void unknownSessionIsNoPlaceAndTheConnectionMayJoin() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient program = server.greeted();

            program.send("RESUME #r session=" + UNKNOWN + " got=0", "ME", "JOIN main");

            program.expectMatch("-ERR #r 406 BAD_SESSION :.*");
            program.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            program.expectMatch("\\+OK group=main id=m1 .*");
        }
    }

    @Test
    void eventsThatAreGoneMakeAGapAndTheRosterIsShown() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.RESUME_EVENTS, 2))) {
            ScriptedClient senior = server.program("main");
            Graced member = Graced.join(server, "main grace=30s");
            for (int command = 1; command <= 5; command++) {
                senior.send("SEND m2 :" + command);
                member.client().expect("*COMMAND " + command + " from=m1 rank=0 ttl=60s :" + command);
            }

            String answer = member.resume(1);

            assertThat(answer)
                    .matches("-ERR 407 GAP group=main id=m2 rank=1 of=2 rev=2 token=\\d+ sent=5 replay=2 lost=2 .*");
            member.client()
                    .expect(
                            "*COMMAND 4 from=m1 rank=0 ttl=60s :4",
                            "*COMMAND 5 from=m1 rank=0 ttl=60s :5",
                            "*ROSTER n=2 rev=2 {45}",
                            "m1 rank=0 state=active",
                            "m2 rank=1 state=active");
            member.client().send("ME");
            member.client().expectMatch("\\+OK group=main id=m2 rank=1 of=2 rev=2 .*");
        }
    }

    @Test
    void bodiesThatAreGivenUpAreAGapToo() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.RESUME_BYTES, 1 << 16))) {
            ScriptedClient senior = server.program("main");
            Graced member = Graced.join(server, "main grace=30s");
            String body = "x".repeat(4_000);
            for (int command = 1; command <= 40; command++) {
                senior.send("SEND m2 :" + body);
                member.client().expect("*COMMAND " + command + " from=m1 rank=0 ttl=60s :" + body);
            }

            String answer = member.resume(0);

            int replayed = Told.number(answer, "replay");
            assertThat(answer).contains(" sent=40 ", " lost=" + (40 - replayed) + " ");
            assertThat(replayed).isBetween(12, 16);
            for (int command = 40 - replayed + 1; command <= 40; command++) {
                member.client().expect("*COMMAND " + command + " from=m1 rank=0 ttl=60s :" + body);
            }
        }
    }

    @Test
    void whoHasGotMoreThanWasSentHasGotAll() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            Graced member = Graced.join(server, "main grace=30s");
            senior.send("SEND m2 :x");
            member.client().expect("*COMMAND 1 from=m1 rank=0 ttl=60s :x");

            assertThat(member.resume(1_000_000)).startsWith("+OK ").contains(" sent=1 replay=0 ");
            member.client().expectNothing();
        }
    }

    @Test
    void rankThatImprovedMeanwhileIsToldBehindTheReply() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = server.program("main");
            Graced member = Graced.join(server, "main grace=30s");
            ScriptedClient watcher = watcher(server);
            member.lose(watcher);
            first.send("QUIT");
            second.send("QUIT");
            watcher.await("\\*RANK 1 .*");

            assertThat(member.resume(0)).startsWith("+OK group=main id=m3 rank=0 of=2 rev=6 ");
            member.client()
                    .expectMatch("\\*RANK 0 was=2 of=2 rev=6 token=\\d+ :2 seniors left meanwhile; you are in command");
            member.client().expectNothing();
            watcher.await("\\*BACK m3 rank=0 rev=6");
            watcher.expectNothing();
        }
    }

    @Test
    void rosterIsShownToWhoWatchedItAndTheWatchGoesOn() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient watcher = watcher(server);
            Graced member = Graced.join(server, "main grace=30s");
            member.client().send("WATCH roster");
            member.client().expect("+OK");
            member.lose(watcher);
            server.program("main");

            member.resume(0);

            member.client()
                    .expect(
                            "*ROSTER n=3 rev=3 {68}",
                            "m1 rank=0 state=active",
                            "m2 rank=1 state=active",
                            "m3 rank=2 state=active");
            server.program("main");
            member.client().expect("*JOIN m4 rank=3 rev=4");
        }
    }

    @Test
    void personComesBackGivesTheAutomaticPlaceUpAndSeesWhoIsThere() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient watcher = watcher(server);
            Graced member = Graced.join(server, "main grace=30s");
            watcher.expect("*JOIN m2 rank=1 rev=2");
            ScriptedClient person = server.person();
            watcher.expect("*JOIN m3 rank=2 rev=3");

            person.send("RESUME session=" + member.session() + " got=0");

            person.expectMatch("\\+OK group=main id=m2 rank=1 of=2 rev=4 token=\\d+ sent=0 replay=0 session=\\S+");
            person.expect("*ROSTER n=2 rev=4 {45}", "m1 rank=0 state=active", "m2 rank=1 state=active");
            watcher.expect("*LEFT m3 rank=2 rev=4 why=quit");
            watcher.expectNothing();
            member.client().expectMatch("\\*BYE code=408 again=never :.*");
        }
    }

    @Test
    void personWhoseFirstWordIsResumeTakesNoOtherPlace() {
        try (TestServer server = TestServer.start()) {
            Graced member = Graced.join(server, "main grace=30s");
            ScriptedClient person = server.connect();

            person.send("RESUME session=" + member.session() + " got=0", "WHO");

            person.expectMatch("\\*HELLO .*");
            person.expectMatch("\\+OK group=main id=m1 rank=0 of=1 rev=1 .*");
            person.expect("*ROSTER n=1 rev=1 {22}", "m1 rank=0 state=active");
            person.expect("+OK n=1 rev=1 {22}", "m1 rank=0 state=active");
        }
    }

    @Test
    void memberComesBackAsOftenAsItMust() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            Graced member = Graced.join(server, "main grace=30s");
            long got = 0;
            for (int command = 1; command <= 50; command++) {
                senior.send("SEND m2 :" + command);
                senior.await("\\*CLOSED " + command + " .*|\\+OK id=" + command + " .*");
                String answer = member.resume(got);
                got = Heard.number(answer, "sent") - Heard.number(answer, "replay");
                while (got < command) {
                    got++;
                    member.client().expect("*COMMAND " + got + " from=m1 rank=0 ttl=60s :" + got);
                }
            }
            member.client().expectNothing();
        }
    }

    private static ScriptedClient watcher(TestServer server) {
        ScriptedClient watcher = server.program("main");
        watcher.send("WATCH roster");
        watcher.expect("+OK");
        return watcher;
    }
}

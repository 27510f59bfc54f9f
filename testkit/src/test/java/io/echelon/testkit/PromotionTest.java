package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who is told what when members come and go.
final class PromotionTest {
    static Stream<Named<Consumer<ScriptedClient>>> departures() {
        return Stream.of(
                Named.of("QUIT", member -> member.send("QUIT")),
                Named.of("LEAVE", member -> member.send("LEAVE")),
                Named.of("half-close", ScriptedClient::closeOutput),
                Named.of("close", ScriptedClient::close),
                Named.of("reset", ScriptedClient::reset));
    }

    @ParameterizedTest
    @MethodSource("departures")
    void everyoneBelowIsToldItsOwnNewRankAndNobodyAbove(Consumer<ScriptedClient> departure) {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main");
            ScriptedClient leaver = server.program("main");
            ScriptedClient third = server.program("main");
            ScriptedClient fourth = server.program("main");

            departure.accept(leaver);

            third.expectMatch("\\*RANK 1 was=2 of=3 rev=5 token=\\d+ :m2 left; m1 is in command");
            fourth.expectMatch("\\*RANK 2 was=3 of=3 rev=5 token=\\d+ :m2 left; m1 is in command");
            fourth.send("ME");
            fourth.expectMatch("\\+OK group=main id=m4 rank=2 of=3 rev=5 token=\\d+");
            first.expectNothing();
            third.expectNothing();
            fourth.expectNothing();
        }
    }

    @ParameterizedTest
    @MethodSource("departures")
    void secondTakesCommandWhenTheFirstGoes(Consumer<ScriptedClient> departure) {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.person();
            ScriptedClient second = server.person();
            first.expect("*JOIN m2 rank=1 rev=2");

            departure.accept(first);

            second.expectMatch("\\*LEFT m1 rank=0 rev=3 why=(quit|lost)");
            second.expectMatch("\\*RANK 0 was=1 of=1 rev=3 token=\\d+ :m1 left; you are in command");
            second.expectNothing();
        }
    }

    @Test
    void reasonOfADepartureIsToldToWhoWatches() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient watcher = server.person();

            server.program("main").send("QUIT");
            watcher.expect("*JOIN m2 rank=1 rev=2", "*LEFT m2 rank=1 rev=3 why=quit");
            server.program("main").closeOutput();
            watcher.expect("*JOIN m3 rank=1 rev=4", "*LEFT m3 rank=1 rev=5 why=lost");
            server.program("main").reset();

            watcher.expect("*JOIN m4 rank=1 rev=6", "*LEFT m4 rank=1 rev=7 why=lost");
        }
    }

    @Test
    void lastInLineChangesNobodysRank() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main");
            ScriptedClient second = server.program("main");

            ScriptedClient last = server.program("main");
            last.send("QUIT");
            last.expect("+OK");

            first.expectNothing();
            second.expectNothing();
        }
    }

    @Test
    void ranksOfManyDeparturesLeadWithoutAGapToTheLast() {
        try (TestServer server = TestServer.start()) {
            List<ScriptedClient> seniors = new ArrayList<>();
            for (int number = 1; number <= 50; number++) {
                seniors.add(server.program("main"));
            }
            ScriptedClient last = server.program("main");

            seniors.reversed().forEach(senior -> senior.send("QUIT"));

            long rank = 50;
            long revision = 51;
            while (rank > 0) {
                String line = last.expectMatch("\\*RANK \\d+ was=" + rank + " of=\\d+ rev=\\d+ token=\\d+ :.*");
                assertThat(Heard.number(line, "rev")).isGreaterThan(revision);
                revision = Heard.number(line, "rev");
                assertThat(line).startsWith("*RANK " + (101 - revision) + " ");
                assertThat(Heard.number(line, "of")).isEqualTo(102 - revision);
                rank = 101 - revision;
            }
            last.expectNothing();
        }
    }

    @Test
    void tokensOfTheHighestRankStrictlyGrow() {
        try (TestServer server = TestServer.start()) {
            List<ScriptedClient> members = new ArrayList<>();
            for (int number = 1; number <= 10; number++) {
                members.add(server.program("main"));
            }
            members.getFirst().send("ME");
            long token = Heard.number(members.getFirst().line(), "token");

            for (int number = 2; number <= 10; number++) {
                members.get(number - 2).send("QUIT");
                ScriptedClient successor = members.get(number - 1);
                long next = Heard.number(successor.await("\\*RANK 0 was=1 .*"), "token");
                successor.send("ME");
                assertThat(Heard.number(successor.line(), "token")).isEqualTo(next);
                assertThat(next).isGreaterThan(token);
                token = next;
            }
            members.getLast().send("LEAVE", "JOIN");
            members.getLast().expect("+OK");
            assertThat(Heard.number(members.getLast().line(), "token")).isGreaterThan(token);
        }
    }

    @Test
    void tokenStaysWhenSomebodyBelowComesOrGoes() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient first = server.program("main");
            first.send("ME");
            String token = Heard.value(first.line(), "token");
            ScriptedClient second = server.program("main");
            second.send("QUIT");
            second.expect("+OK");

            first.send("ME");

            first.expect("+OK group=main id=m1 rank=0 of=1 rev=3 token=" + token);
        }
    }

    @Test
    void programsHearOfComersAndGoersOnlyWhenTheyWatch() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient program = server.program("main");
            ScriptedClient brief = server.program("main name=a");
            brief.send("QUIT");
            brief.expect("+OK");
            ScriptedClient person = server.person();
            program.expectNothing();

            program.send("WATCH roster");
            program.expect("+OK");
            ScriptedClient other = server.program("main name=b");
            program.expect("*JOIN m4 rank=2 rev=5 name=b");
            person.expect("*JOIN m4 rank=2 rev=5 name=b");
            program.send("UNWATCH roster");
            program.expect("+OK");
            other.send("QUIT");

            person.expect("*LEFT m4 rank=2 rev=6 why=quit");
            program.expectNothing();
        }
    }

    @Test
    void personHearsNothingOfThemAfterUnwatch() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient person = server.person();
            person.send("UNWATCH roster");
            person.expect("+OK");

            ScriptedClient brief = server.program("main");
            brief.send("QUIT");
            brief.expect("+OK");

            person.expectNothing();
        }
    }

    @Test
    void peopleOfALargeGroupHearOfThemOnlyWhenTheyWatch() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 100))) {
            ScriptedClient person = server.person();
            ScriptedClient watcher = server.person();
            person.expect("*JOIN m2 rank=1 rev=2");
            watcher.send("WATCH roster");
            watcher.expect("+OK");
            for (int number = 3; number <= 64; number++) {
                server.program("main");
                person.expect("*JOIN m" + number + " rank=" + (number - 1) + " rev=" + number);
            }

            server.program("main");
            server.program("main").send("QUIT");

            watcher.await("\\*JOIN m65 rank=64 rev=65");
            watcher.expect("*JOIN m66 rank=65 rev=66", "*LEFT m66 rank=65 rev=67 why=quit");
            person.expectNothing();
        }
    }
}

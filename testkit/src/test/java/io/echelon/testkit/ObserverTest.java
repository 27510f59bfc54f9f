package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// JOIN with observe=yes: to see a group without taking a place in it.
final class ObserverTest {
    private static final int COMERS = 8;
    private static final int COMINGS = 25;
    /// Up to so many members people hear of arrivals and departures without asking.
    private static final int SMALL_GROUP = 64;

    @Test
    void observerSeesWhoIsThereAndTakesNothing() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient person = server.person();
            ScriptedClient observer = server.connect();

            observer.send("HELLO proto=1", "JOIN #j main observe=yes name=x label.a=1 results=yes", "ME #m", "WHO #w");

            observer.expectMatch("\\*HELLO .* members=1 .*");
            observer.expectMatch("\\+OK proto=1 .*");
            observer.expect(
                    "+OK #j group=main of=1 rev=1 observe=yes",
                    "+OK #m group=main of=1 rev=1 observe=yes",
                    "+OK #w n=1 rev=1 {22}",
                    "m1 rank=0 state=active");
            person.expectNothing();
            server.program("main");
            person.expect("*JOIN m2 rank=1 rev=2");
            observer.send("ME");
            observer.expect("+OK group=main of=2 rev=2 observe=yes");
            server.connect().expectMatch("\\*HELLO .* members=2 .*");
        }
    }

    @Test
    void observeNoIsAnOrdinaryJoin() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.program("main observe=no");

            member.send("ME");

            member.expectMatch("\\+OK group=main id=m1 rank=0 of=1 rev=1 token=\\d+");
        }
    }

    @Test
    void observerSeesAnEmptyGroup() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient observer = server.program("empty observe=yes");

            observer.send("ME", "WHO", "WHO all", "WHO last", "WHO any", "WHO m1", "WHO rank:0");

            observer.expect("+OK group=empty of=0 rev=0 observe=yes");
            observer.expect("+OK n=0 rev=0 {0}", "", "+OK n=0 rev=0 {0}", "");
            observer.expectMatch("-ERR 500 NO_MATCH :.*");
            observer.expectMatch("-ERR 500 NO_MATCH :.*");
            observer.expectMatch("-ERR 405 NO_SUCH_MEMBER who=m1 :.*");
            observer.expect("-ERR 405 NO_SUCH_MEMBER rank=0 :nobody has rank 0; nobody is here");
        }
    }

    @Test
    void targetsThatCountFromAPlaceMeanNobody() {
        try (TestServer server = TestServer.start()) {
            server.program("main");
            ScriptedClient observer = server.program("main observe=yes");

            observer.send("WHO next", "WHO +1", "WHO +1..+3", "WHO last");

            observer.expectMatch("-ERR 500 NO_MATCH :.*");
            observer.expectMatch("-ERR 500 NO_MATCH :.*");
            observer.expectMatch("-ERR 500 NO_MATCH :.*");
            observer.expect("+OK n=1 rev=1 {22}", "m1 rank=0 state=active");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEND all :x", ":x", "SEND m1 :x", "ACK 1", "DONE 1", "FAIL 1", "REFUSE 1", "TALLY 1"})
    void commandsAreForMembersOnly(String request) {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.program("main");
            ScriptedClient junior = server.program("main results=yes");
            ScriptedClient observer = server.program("main observe=yes");
            member.send("SEND all :work");
            member.expect("+OK id=1 n=1 above=0 rev=2");
            junior.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :work");

            observer.send(request);

            observer.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            observer.expectNothing();
            member.expectNothing();
            junior.expectNothing();
        }
    }

    @Test
    void observerHearsWhatAMemberHearsInTheSameOrder() throws Exception {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.program("main");
            ScriptedClient observer = server.program("main observe=yes");
            for (ScriptedClient watcher : List.of(member, observer)) {
                watcher.send("WATCH roster");
                watcher.expect("+OK");
            }

            comeAndGoAtOnce(server);
            server.program("main name=end");

            List<String> heard = Heard.until(observer, "\\*JOIN .* name=end");
            assertThat(heard).isEqualTo(Heard.until(member, "\\*JOIN .* name=end"));
            assertThat(heard).hasSize(2 * COMERS * COMINGS + 1);
            assertThat(heard).extracting(line -> Heard.number(line, "rev")).isSorted();
        }
    }

    private static void comeAndGoAtOnce(TestServer server) throws Exception {
        List<Callable<String>> work = new ArrayList<>();
        for (int comer = 0; comer < COMERS; comer++) {
            ScriptedClient client = server.connect();
            work.add(() -> {
                client.send("HELLO proto=1");
                for (int coming = 0; coming < COMINGS; coming++) {
                    client.send("JOIN", "LEAVE");
                }
                client.send("PING gone");
                return client.await("\\+OK PONG gone");
            });
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(COMERS)) {
            for (Future<String> done : executor.invokeAll(work)) {
                done.get();
            }
        }
    }

    @Test
    void peopleHearUnlessTheyDoNotWantToAndProgramsOnlyIfTheyDo() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient person = observingPerson(server);
            ScriptedClient program = server.program("main observe=yes");

            ScriptedClient first = server.program("main name=a");
            person.expect("*JOIN m1 rank=0 rev=1 name=a");
            program.expectNothing();
            person.send("UNWATCH roster");
            person.expect("+OK");
            program.send("WATCH roster");
            program.expect("+OK");
            first.send("QUIT");

            program.expect("*LEFT m1 rank=0 rev=2 why=quit");
            person.expectNothing();
            program.send("UNWATCH roster");
            program.expect("+OK");
            server.program("main");
            program.expectNothing();
        }
    }

    @Test
    void peopleHearOfAGroupWhileItIsSmall() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, SMALL_GROUP + 1))) {
            ScriptedClient person = observingPerson(server);
            ScriptedClient program = server.program("main observe=yes");
            program.send("WATCH roster");
            program.expect("+OK");

            for (int number = 1; number <= SMALL_GROUP + 1; number++) {
                server.program("main");
                program.expect("*JOIN m" + number + " rank=" + (number - 1) + " rev=" + number);
                if (number <= SMALL_GROUP) {
                    person.expect("*JOIN m" + number + " rank=" + (number - 1) + " rev=" + number);
                }
            }
            person.expectNothing();
        }
    }

    @Test
    void observersAreNotCountedForTheCapacity() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1))) {
            ScriptedClient first = server.program("main observe=yes");
            ScriptedClient member = server.program("main");
            ScriptedClient second = server.program("main observe=yes");

            first.send("ME");
            second.send("ME");

            first.expect("+OK group=main of=1 rev=1 observe=yes");
            second.expect("+OK group=main of=1 rev=1 observe=yes");
            member.expectNothing();
        }
    }

    @Test
    void noGroupIsMadePastTheLimit() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.GROUPS, 1))) {
            ScriptedClient observer = server.program("a observe=yes");

            observer.send("JOIN b observe=yes", "ME", "JOIN a observe=yes");

            observer.expectMatch("-ERR 409 TOO_MANY_GROUPS max=1 :.*");
            observer.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            observer.expect("+OK group=a of=0 rev=0 observe=yes");
        }
    }

    @Test
    void observerMayStayWithoutAPlaceUntilItLeaves() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.JOIN_SECONDS, 1))) {
            ScriptedClient observer = server.program("main observe=yes");
            ScriptedClient placeless = server.connect();
            placeless.send("HELLO proto=1");
            placeless.await("\\*BYE code=400 again=now :.*"); // It came later, and its time is up.
            observer.expectNothing();

            observer.send("LEAVE", "ME");

            observer.expect("+OK");
            observer.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            observer.expectMatch("\\*BYE code=400 again=now :.*");
            observer.expectEnd();
        }
    }

    @Test
    void whoObservesNoMoreHasAllTheTimeAgain() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.JOIN_SECONDS, 1))) {
            ScriptedClient observer = server.program("other observe=yes");
            server.connect().await("\\*WELCOME .*"); // Half of the observer's first second is over.

            long startNanos = System.nanoTime();
            observer.send("LEAVE");
            observer.expect("+OK");
            observer.expectMatch("\\*BYE code=400 again=now :.*");

            assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(1_000_000_000L);
        }
    }

    @Test
    void joinEndsAnObservationAndTakesAPlace() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient member = server.person();
            ScriptedClient observer = server.program("main observe=yes");

            observer.send("JOIN main results=yes", "ME", "JOIN observe=yes");

            observer.expectMatch("\\+OK group=main id=m2 rank=1 of=2 rev=2 token=\\d+");
            observer.expectMatch("\\+OK group=main id=m2 rank=1 of=2 rev=2 token=\\d+");
            observer.expectMatch("-ERR 402 ALREADY_A_MEMBER id=m2 :.*");
            member.expect("*JOIN m2 rank=1 rev=2");
            member.send("SEND all :x");
            member.expect("+OK id=1 n=1 above=0 rev=2");
            observer.expect("*COMMAND 1 from=m1 rank=0 ttl=60s :x");
        }
    }

    @Test
    void joinThatFailsEndsAnObservationToo() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 1))) {
            ScriptedClient member = server.program("main");
            ScriptedClient observer = server.program("main observe=yes");
            observer.send("WATCH roster", "JOIN", "ME");
            observer.expect("+OK");
            observer.expectMatch("-ERR 401 GROUP_FULL capacity=1 retry=yes :.*");
            observer.expectMatch("-ERR 400 NOT_A_MEMBER :.*");

            member.send("LEAVE");

            member.expect("+OK");
            observer.expectNothing();
        }
    }

    @Test
    void placeThatNobodyAskedForIsGivenUpFirst() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient person = server.person();
            ScriptedClient junior = server.person();
            person.expect("*JOIN m2 rank=1 rev=2");

            person.send("JOIN observe=yes", ":x", "LEAVE", ":x");

            person.expect("+OK group=main of=1 rev=3 observe=yes");
            person.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            person.expect("+OK");
            person.expectMatch("-ERR 400 NOT_A_MEMBER :.*");
            junior.expect("*LEFT m1 rank=0 rev=3 why=quit");
            junior.expectMatch("\\*RANK 0 was=1 of=1 rev=3 token=\\d+ :m1 left; you are in command");
            junior.expectNothing();
        }
    }

    @Test
    void placeThatWasAdoptedIsKept() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient person = server.person();

            person.send("JOIN", "JOIN observe=yes", "JOIN other observe=yes", "ME");

            person.expectMatch("\\+OK group=main id=m1 .*");
            person.expectMatch("-ERR 402 ALREADY_A_MEMBER id=m1 :.*");
            person.expectMatch("-ERR 402 ALREADY_A_MEMBER id=m1 :.*");
            person.expectMatch("\\+OK group=main id=m1 .*");
        }
    }

    @Test
    void personThatObservesIsNotMadeAMember() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient observer = observingPerson(server);
            observer.send("SEND all :x");
            observer.expectMatch("-ERR 400 NOT_A_MEMBER :.*");

            ScriptedClient silent = server.connect(); // Its silence began after the observer's.

            silent.await("\\*WELCOME group=main id=m1 .*");
            observer.expect("*JOIN m1 rank=0 rev=1");
            observer.expectNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEAVE", "QUIT", "FIN", "RST", "half a close"})
    void nobodyIsToldOfTheEndOfAnObservation(String way) {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CONNECTIONS, 2))) {
            ScriptedClient person = server.person();
            ScriptedClient observer = server.program("main observe=yes");

            end(observer, way);

            // There is room for another connection once this one has gone.
            ScriptedClient next = way.equals("LEAVE") ? observer : afterIt(server);
            person.expectNothing();
            next.send("JOIN");
            next.await("\\+OK group=main id=m2 rank=1 of=2 rev=2 .*");
            person.expect("*JOIN m2 rank=1 rev=2");
        }
    }

    private static void end(ScriptedClient observer, String way) {
        switch (way) {
            case "FIN" -> observer.close();
            case "RST" -> observer.reset();
            case "half a close" -> observer.closeOutput();
            default -> observer.send(way);
        }
    }

    /// The first connection that is not one too many.
    private static ScriptedClient afterIt(TestServer server) {
        ScriptedClient next = server.connect();
        while (isRefused(next)) {
            next.close();
            next = server.connect();
        }
        return next;
    }

    private static boolean isRefused(ScriptedClient client) {
        client.send("HELLO proto=1");
        return client.line().startsWith("-ERR 603");
    }

    /// A person that observes `main`.
    private static ScriptedClient observingPerson(TestServer server) {
        ScriptedClient person = server.connect();
        person.send("JOIN observe=yes");
        person.expectMatch("\\*HELLO .*");
        person.expectMatch("\\+OK group=main of=\\d+ rev=\\d+ observe=yes");
        return person;
    }
}

package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import io.echelon.testkit.Crowd.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A thousand members lose their connections at once and come back at once.
@Timeout(110)
final class StormTest {
    private static final int THOUSAND = 1_000;
    /// And the one in command, and the one who watches.
    private static final int CAPACITY = THOUSAND + 2;

    private static final int SILENCE_MILLIS = 10_000;
    private static final long MAX_SECONDS = 20;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allAreBackWithTheirPlacesAndEventsAndNobodyIsToldARank(boolean isNoticed) {
        try (TestServer server = TestServer.start(StormTest::holdingAThousand);
                Crowd crowd = new Crowd(server.address())) {
            ScriptedClient senior = server.program("main");
            List<Client> lost = join(crowd, "grace=60s");
            ScriptedClient watcher = server.program("main");
            watcher.send("WATCH roster");
            watcher.expect("+OK");
            command(senior, 1, "before");
            crowd.hearUntil("a command for all", () -> lost.stream().allMatch(one -> one.heard("*COMMAND 1 ") != null));

            lost.forEach(Client::reset);
            if (isNoticed) {
                awaitAll(watcher, "\\*AWAY .*");
                command(senior, 2, "meanwhile");
            }
            long startNanos = System.nanoTime();
            List<Client> back = resumeAll(crowd, lost);
            crowd.hearUntil("a place for all", () -> back.stream().allMatch(one -> one.heard("+OK group=") != null));
            command(senior, isNoticed ? 3 : 2, "after");
            String last = "*COMMAND " + (isNoticed ? 3 : 2) + " ";
            crowd.hearUntil("the last for all", () -> back.stream().allMatch(one -> one.heard(last) != null));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);

            System.out.println("StormTest: a thousand came back in " + millis + " ms");
            assertThat(millis).isLessThan(TimeUnit.SECONDS.toMillis(MAX_SECONDS));
            for (int index = 0; index < THOUSAND; index++) {
                assertBack(lost.get(index), back.get(index), index, isNoticed);
            }
            assertThat(Told.roster(watcher)).hasSize(CAPACITY).allMatch(line -> line.contains(" state=active"));
            senior.expectNothing();
        }
    }

    @Test
    void allWhoDoNotComeBackLeaveInTheirOrderAndTheLastIsPromotedPastThem() {
        try (TestServer server = TestServer.start(StormTest::holdingAThousand);
                Crowd crowd = new Crowd(server.address())) {
            ScriptedClient senior = server.program("main");
            List<Client> lost = join(crowd, "grace=500ms");
            ScriptedClient last = server.program("main");

            lost.forEach(Client::reset);

            last.await("\\*RANK 1 was=\\d+ of=2 rev=2002 .*");
            assertThat(Told.roster(senior)).containsExactly("m1 rank=0 state=active", "m1002 rank=1 state=active");
        }
    }

    /// What one of them has heard on both of its connections: its place twice, each event once.
    private static void assertBack(Client before, Client after, int index, boolean isNoticed) {
        String place = place(before);
        String again = place(after);
        for (String key : List.of("id", "rank", "token")) {
            assertThat(Heard.value(again, key)).isEqualTo(Heard.value(place, key));
        }
        assertThat(Heard.number(again, "replay")).isEqualTo(got(index) == 0 ? 1 : 0);
        List<String> commands = after.lines().stream()
                .filter(line -> line.startsWith("*"))
                .filter(line -> !line.startsWith("*HELLO"))
                .toList();
        List<String> expected = new ArrayList<>();
        if (got(index) == 0) {
            expected.add("*COMMAND 1 from=m1 rank=0 ttl=60s :before");
        }
        if (isNoticed) {
            expected.add("*COMMAND 2 from=m1 rank=0 ttl=60s :meanwhile");
        }
        expected.add("*COMMAND " + (isNoticed ? 3 : 2) + " from=m1 rank=0 ttl=60s :after");
        assertThat(commands).isEqualTo(expected);
        assertThat(before.lines()).noneMatch(line -> line.startsWith("*RANK"));
    }

    /// What each of them says that it has: every other has lost the first command with its connection.
    private static int got(int index) {
        return index % 2;
    }

    private static List<Client> join(Crowd crowd, String options) {
        List<Client> members = crowd.add(THOUSAND, "HELLO proto=1", "JOIN main " + options);
        crowd.hearUntil("a place for all", () -> members.stream().allMatch(one -> one.heard("+OK group=") != null));
        return members;
    }

    private static List<Client> resumeAll(Crowd crowd, List<Client> lost) {
        List<Client> back = new ArrayList<>();
        for (int index = 0; index < lost.size(); index++) {
            String session = Heard.value(place(lost.get(index)), "session");
            back.addAll(crowd.add(1, "HELLO proto=1", "RESUME session=" + session + " got=" + got(index)));
        }
        return back;
    }

    private static String place(Client client) {
        String place = client.heard("+OK group=");
        if (place == null) {
            throw new AssertionError("no place: " + client);
        }
        return place;
    }

    private static void command(ScriptedClient senior, int id, String text) {
        senior.send("SEND all :" + text);
        senior.await("\\+OK id=" + id + " n=" + (THOUSAND + 1) + " above=0 rev=" + CAPACITY);
        senior.send("PING " + text);
        senior.await("\\+OK PONG " + text);
    }

    private static void awaitAll(ScriptedClient watcher, String pattern) {
        for (int count = 0; count < THOUSAND; count++) {
            watcher.await(pattern);
        }
    }

    private static ServerOptions holdingAThousand(ServerOptions options) {
        return options.withLimit(Limit.CAPACITY, CAPACITY).withLimit(Limit.SILENCE_MILLIS, SILENCE_MILLIS);
    }
}

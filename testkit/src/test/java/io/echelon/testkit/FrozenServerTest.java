package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.testkit.Crowd.Client;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server that stood still takes nobody for dead whom it could not hear.
@Timeout(110)
final class FrozenServerTest {
    private static final int MEMBERS = 20;
    private static final Duration FROZEN = Duration.ofSeconds(5);
    /// Long enough that every member is asked for a sign of life, and would be gone by the third time.
    private static final Duration AFTERWARDS = Duration.ofMillis(3_500);

    private final Map<Client, Integer> answered = new HashMap<>();

    @Test
    void nobodyIsEvictedAndNothingExpiresBecauseTheServerWasStopped() throws Exception {
        try (ServerProcess server = ServerProcess.start();
                Crowd crowd = new Crowd(server.address())) {
            List<Client> members = crowd.add(MEMBERS, "HELLO proto=1 ping=1s", "JOIN main grace=1s results=yes");
            hearUntilAll(crowd, members, "+OK group=main");
            Client absent = crowd.add(1, "HELLO proto=1", "JOIN main grace=3s").getFirst();
            hearUntilAll(crowd, List.of(absent), "+OK group=main");
            Client watcher =
                    crowd.add(1, "HELLO proto=1", "JOIN main", "WATCH roster").getFirst();
            hearUntilAll(crowd, List.of(watcher), "+OK group=main");
            Client commander = members.stream()
                    .filter(one -> place(one).contains(" id=m1 "))
                    .findFirst()
                    .orElseThrow();
            commander.send("SEND m2 limit=4s :work");
            hearUntilAll(crowd, List.of(commander), "+OK id=1 ");
            absent.reset();
            hearUntilAll(crowd, List.of(watcher), "*AWAY ");

            server.stop();
            assertThat(crowd.isHeard(FROZEN, () -> watcher.heard("*LEFT") != null))
                    .isFalse();
            server.goOn();

            Client executor = members.stream()
                    .filter(one -> one.heard("*COMMAND 1 ") != null)
                    .findFirst()
                    .orElseThrow();
            executor.send("DONE 1 :in time");
            Client back = crowd.add(
                            1, "HELLO proto=1", "RESUME session=" + Heard.value(place(absent), "session") + " got=0")
                    .getFirst();
            hearUntilAll(crowd, List.of(back), "+OK group=main id=m" + (MEMBERS + 1) + " ");
            hearUntilAll(crowd, List.of(commander), "*CLOSED 1 total=1 done=1 ");
            assertThat(crowd.isHeard(AFTERWARDS, () -> {
                        members.forEach(this::answerPings);
                        return watcher.heard("*LEFT") != null;
                    }))
                    .isFalse();

            assertThat(members).noneMatch(Client::hasEnded);
            assertThat(members).allMatch(one -> one.heard("*PING ") != null);
            assertThat(crowd.clients())
                    .allSatisfy(one -> assertThat(one.lines()).noneMatch(line -> line.startsWith("*RANK")));
        }
    }

    private void hearUntilAll(Crowd crowd, List<Client> clients, String beginning) {
        crowd.hearUntil(beginning, () -> {
            crowd.clients().forEach(this::answerPings);
            return clients.stream().allMatch(one -> one.heard(beginning) != null);
        });
    }

    private void answerPings(Client client) {
        int pings = (int) client.lines().stream()
                .filter(line -> line.startsWith("*PING "))
                .count();
        if (pings > answered.getOrDefault(client, 0)) {
            client.send("PONG");
            answered.put(client, pings);
        }
    }

    private static String place(Client client) {
        String place = client.heard("+OK group=main");
        if (place == null) {
            throw new AssertionError("no place: " + client);
        }
        return place;
    }
}

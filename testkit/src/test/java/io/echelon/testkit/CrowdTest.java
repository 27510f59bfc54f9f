package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import io.echelon.testkit.Crowd.Client;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many at once: whoever races for places, there are as many as there may be and every rank is held
/// by one member.
@Timeout(100)
final class CrowdTest {
    private static final String[] PROGRAM = {"HELLO proto=1", "JOIN main"};
    private static final String[] NOTHING = {};
    private static final long SEED = 20_261_122;
    private static final int SILENCE_MILLIS = 10_000;
    private static final int THOUSAND = 1_000;
    private static final int CHURN_CAPACITY = 20;
    private static final int ROSTERS = Boolean.getBoolean("echelon.full") ? 20_000 : 2_000;

    @Test
    void twoHundredProgramsRaceForFiftyPlaces() {
        try (TestServer server = start(50);
                Crowd crowd = new Crowd(server.address())) {
            List<Client> racers = crowd.add(200, PROGRAM);
            crowd.hearUntil("an answer to everybody", () -> racers.stream().allMatch(CrowdTest::isAnswered));

            assertThat(ranks(racers, "+OK group=main")).isEqualTo(allBelow(50));
            assertThat(racers)
                    .filteredOn(racer -> racer.heard("-ERR") != null)
                    .hasSize(150)
                    .allSatisfy(
                            refused -> assertThat(refused.heard("-ERR")).startsWith("-ERR 401 GROUP_FULL capacity=50"))
                    .noneMatch(Client::hasEnded);
        }
    }

    @Test
    void twoHundredPeopleRaceForFiftyPlaces() {
        try (TestServer server = TestServer.start(options -> options.withLimit(Limit.CAPACITY, 50));
                Crowd crowd = new Crowd(server.address())) {
            List<Client> racers = crowd.add(200);
            crowd.hearUntil(
                    "a place or a goodbye to everybody",
                    () -> racers.stream().allMatch(racer -> racer.heard("*WELCOME") != null || racer.hasEnded()));

            assertThat(ranks(racers, "*WELCOME")).isEqualTo(allBelow(50));
            assertThat(racers)
                    .filteredOn(Client::hasEnded)
                    .hasSize(150)
                    .allSatisfy(refused -> assertThat(refused.lines())
                            .anyMatch(line -> line.startsWith("-ERR 401 GROUP_FULL capacity=50"))
                            .last()
                            .asString()
                            .startsWith("*BYE code=401"));
        }
    }

    @Test
    void rostersAreNeverTooLongNorHaveGapsWhileMembersComeAndGo() throws Exception {
        try (TestServer server = start(CHURN_CAPACITY)) {
            ScriptedClient observer = server.program("main name=observer");
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Integer> churn = new CompletableFuture<>();
            Thread thread = new Thread(() -> churn.completeAsync(() -> churn(server, isOver), Runnable::run));
            thread.start();
            try {
                int longest = 0;
                for (int i = 0; i < ROSTERS; i++) {
                    List<String> roster = Told.roster(observer);
                    assertThat(roster).hasSizeBetween(1, CHURN_CAPACITY);
                    assertThat(roster).map(seat -> Told.number(seat, "rank")).isEqualTo(allBelow(roster.size()));
                    longest = Math.max(longest, roster.size());
                }
                assertThat(longest).as("members that were seen at once").isEqualTo(CHURN_CAPACITY);
            } finally {
                isOver.set(true);
                thread.join();
            }
            assertThat(churn.get(0, TimeUnit.SECONDS)).isGreaterThan(CHURN_CAPACITY);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThousandWhoConnectAtOnceAreAllToldTheirRanks(boolean arePrograms) {
        try (TestServer server = arePrograms ? start(THOUSAND) : TestServer.start(CrowdTest::holdingAThousand);
                Crowd crowd = new Crowd(server.address())) {
            List<Client> all = crowd.add(THOUSAND, arePrograms ? PROGRAM : NOTHING);
            String place = arePrograms ? "+OK group=main" : "*WELCOME";
            crowd.hearUntil("a place for everybody", () -> all.stream().allMatch(one -> one.heard(place) != null));

            assertThat(ranks(all, place)).isEqualTo(allBelow(THOUSAND));
        }
    }

    @Test
    void survivorsOfAHundredDeparturesAtOnceAreToldTheirRightRanks() {
        try (TestServer server = start(201);
                Crowd crowd = new Crowd(server.address())) {
            List<Client> members = new ArrayList<>(crowd.add(200, PROGRAM));
            crowd.hearUntil("a place for everybody", () -> members.stream().allMatch(CrowdTest::isAnswered));
            ScriptedClient last = server.program("main");
            Client first = members.stream()
                    .filter(one -> Told.number(place(one), "rank") == 0)
                    .findFirst()
                    .orElseThrow();
            members.remove(first);
            Collections.shuffle(members, new Random(SEED));

            first.reset();
            for (int i = 0; i < 99; i += 3) {
                members.get(i).reset();
                members.get(i + 1).close();
                members.get(i + 2).send("QUIT");
            }
            List<Client> survivors = members.subList(99, members.size());
            last.await("\\*RANK 100 .*");
            List<String> roster = Told.roster(last);
            assertThat(roster).hasSize(101);
            crowd.hearUntil(
                    "the right rank to everybody",
                    () -> survivors.stream()
                            .allMatch(one -> roster.get(rank(one)).startsWith(id(one) + " ")));

            survivors.forEach(CrowdTest::assertRanksFollowEachOther);
            // Departures that are read together are told together.
            assertThat(survivors).map(one -> promotions(one).size()).allMatch(count -> count < 50);
        }
    }

    /// For programs, which are not to be taken for people even if they come slowly.
    private static TestServer start(int capacity) {
        return TestServer.start(
                options -> options.withLimit(Limit.CAPACITY, capacity).withLimit(Limit.SILENCE_MILLIS, SILENCE_MILLIS));
    }

    private static ServerOptions holdingAThousand(ServerOptions options) {
        return options.withLimit(Limit.CAPACITY, THOUSAND);
    }

    /// @return how many have had a place
    private static int churn(TestServer server, AtomicBoolean isOver) {
        Random random = new Random(SEED);
        try (Crowd crowd = new Crowd(server.address())) {
            List<Client> present = new ArrayList<>();
            while (!isOver.get()) {
                List<Client> fresh = crowd.add(10, PROGRAM);
                present.addAll(fresh);
                crowd.hearUntil("an answer to everybody", () -> fresh.stream().allMatch(CrowdTest::isAnswered));
                Collections.shuffle(present, random);
                while (present.size() > CHURN_CAPACITY) {
                    leave(present.removeLast(), random);
                }
            }
            return (int) crowd.clients().stream()
                    .filter(one -> one.heard("+OK group=main") != null)
                    .count();
        }
    }

    private static void leave(Client client, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> client.close();
            case 1 -> client.reset();
            default -> {
                client.send("QUIT");
                client.close();
            }
        }
    }

    private static void assertRanksFollowEachOther(Client client) {
        int rank = Told.number(place(client), "rank");
        for (String promotion : promotions(client)) {
            assertThat(Told.number(promotion, "was")).as(promotion).isEqualTo(rank);
            assertThat(newRank(promotion)).as(promotion).isLessThan(rank);
            rank = newRank(promotion);
        }
    }

    private static boolean isAnswered(Client program) {
        return program.heard("+OK group=main") != null || program.heard("-ERR") != null;
    }

    private static List<Integer> ranks(List<Client> clients, String place) {
        return clients.stream()
                .map(client -> client.heard(place))
                .filter(line -> line != null)
                .map(line -> Told.number(line, "rank"))
                .sorted()
                .toList();
    }

    private static List<Integer> allBelow(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static String place(Client program) {
        String place = program.heard("+OK group=main");
        if (place == null) {
            throw new AssertionError("no place: " + program.lines());
        }
        return place;
    }

    private static String id(Client program) {
        return place(program).replaceAll(".* id=(m\\d+) .*", "$1");
    }

    private static List<String> promotions(Client program) {
        return program.lines().stream()
                .filter(line -> line.startsWith("*RANK "))
                .toList();
    }

    private static int newRank(String promotion) {
        return Integer.parseInt(promotion.split(" ", -1)[1]);
    }

    private static int rank(Client program) {
        List<String> promotions = promotions(program);
        return promotions.isEmpty() ? Told.number(place(program), "rank") : newRank(promotions.getLast());
    }
}

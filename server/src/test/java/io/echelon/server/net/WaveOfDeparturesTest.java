package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.server.net.Edge.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many departures in many batches: everybody is told once, and nobody is told anything else before.
final class WaveOfDeparturesTest {
    private static final int MANY = 200;

    private final Edge edge = new Edge(options -> options.withLimit(Limit.CAPACITY, 1_000));

    @Test
    void whoeverMovesUpIsToldOnceHoweverManyBatchesTheDeparturesCameIn() {
        List<Client> programs = edge.programs(MANY);

        for (int index = 1; index < MANY; index += 2) {
            programs.get(index).vanishes();
            edge.batch();
        }
        assertThat(programs.get(2).heard()).isEmpty();
        passWave();

        assertThat(programs.get(0).heard()).isEmpty();
        for (int index = 2; index < MANY; index += 2) {
            assertThat(programs.get(index).heard())
                    .singleElement()
                    .asString()
                    .startsWith("*RANK " + index / 2 + " was=" + index + " of=" + (MANY - index / 2));
        }
    }

    /// As long as it takes until a wave is taken to have ended.
    private void passWave() {
        for (int round = 0; round <= Lulls.QUIET_ROUNDS; round++) {
            edge.pass(Lulls.QUIET_MILLIS);
        }
    }

    @Test
    void aDepartureThatStaysAloneIsSoonTold() {
        List<Client> programs = edge.programs(MANY);

        programs.get(1).vanishes();
        edge.batch();
        assertThat(programs.get(2).heard()).isEmpty();
        edge.pass(Lulls.QUIET_MILLIS);

        assertThat(programs.get(2).heard()).singleElement().asString().startsWith("*RANK 1 was=2");
    }

    @Test
    void whoeverTakesCommandIsToldAtOnce() {
        List<Client> programs = edge.programs(MANY);

        programs.get(0).vanishes();
        programs.get(1).vanishes();
        edge.batch();

        assertThat(programs.get(2).heard()).singleElement().asString().startsWith("*RANK 0 was=2 of=198");
        assertThat(programs.get(3).heard()).isEmpty();
    }

    @Test
    void fewAreAllToldAtOnce() {
        List<Client> programs = edge.programs(MANY);

        programs.get(MANY - 65).vanishes();
        edge.batch();

        assertThat(programs.subList(MANY - 64, MANY))
                .allSatisfy(junior -> assertThat(junior.heard()).hasSize(1));
    }

    @Test
    void everyLineToAMemberComesAfterItsRank() {
        List<Client> programs = edge.programs(MANY);

        programs.get(1).vanishes();
        edge.batch();
        programs.get(100).say("ME");
        programs.get(0).say("SEND rank:110-119 :x");
        edge.batch();

        assertThat(programs.get(100).heard()).hasSize(2).first().asString().startsWith("*RANK 99 was=100");
        assertThat(programs.get(111).heard()).hasSize(2).first().asString().startsWith("*RANK 110 was=111");
        assertThat(programs.get(130).heard()).isEmpty();
        edge.pass(Lulls.QUIET_MILLIS);
        assertThat(programs.get(100).heard()).isEmpty();
        assertThat(programs.get(130).heard()).singleElement().asString().startsWith("*RANK 129 was=130");
    }

    @Test
    void aWaveThatDoesNotEndIsToldAboutAfterFiftyMillis() {
        List<Client> programs = edge.programs(MANY);
        long toldAfterMillis = 0;

        for (int index = 0; toldAfterMillis == 0; index++) {
            programs.get(index).vanishes();
            edge.pass(Lulls.QUIET_MILLIS);
            if (!programs.get(MANY - 1).heard().isEmpty()) {
                toldAfterMillis = (index + 1) * Lulls.QUIET_MILLIS;
            }
        }

        assertThat(toldAfterMillis - Lulls.QUIET_MILLIS)
                .as("since the first was noticed")
                .isEqualTo(50);
    }

    /// A [Client] and the rank that it knows.
    private static final class Subject {
        private final Client client;
        private int rank;

        private Subject(Client client, int rank) {
            this.client = client;
            this.rank = rank;
        }

        private void hear() {
            for (String line : client.heard()) {
                if (line.startsWith("*RANK ")) {
                    int was = Integer.parseInt(line.replaceAll(".* was=(\\d+) .*", "$1"));
                    assertThat(was).isEqualTo(rank);
                    rank = Integer.parseInt(line.split(" ", 3)[1]);
                } else if (line.matches("\\+OK .*\\brank=\\d+ .*")) {
                    rank = Integer.parseInt(line.replaceAll(".* rank=(\\d+) .*", "$1"));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inTheEndEverybodyKnowsItsRankWhateverHappensMeanwhile(long seed) {
        Random random = new Random(seed);
        List<Subject> living = new ArrayList<>();
        for (Client client : edge.programs(MANY)) {
            living.add(new Subject(client, living.size()));
        }
        for (int deed = 0; deed < 2_000; deed++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> {
                    if (living.size() > 80) {
                        living.remove(random.nextInt(living.size())).client.vanishes();
                    }
                }
                case 3, 4 -> {
                    Client client = edge.connect();
                    client.say("HELLO", "JOIN");
                    living.add(new Subject(client, living.size()));
                }
                case 5 -> living.get(random.nextInt(living.size())).client.say("SEND all :x");
                case 6 -> living.get(random.nextInt(living.size())).client.say("ME");
                case 7 -> {
                    Subject leaver = living.remove(random.nextInt(living.size()));
                    leaver.client.say("LEAVE", "JOIN");
                    living.add(leaver);
                }
                case 8 -> edge.pass(1 + random.nextInt(3));
                default -> edge.batch();
            }
        }
        edge.batch();
        passWave();

        living.forEach(Subject::hear);
        Map<Integer, Integer> known = new HashMap<>();
        for (int index = 0; index < living.size(); index++) {
            known.put(index, living.get(index).rank);
        }
        assertThat(known).allSatisfy((rank, told) -> assertThat(told).isEqualTo(rank));
    }
}

package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CasesTest {
    private static final List<Case> CASES = Cases.of(Scale.FULL);

    @Test
    void theTargetsAreThoseThatWereSet() {
        List<String> targets = new ArrayList<>();
        for (Case each : CASES) {
            for (Row row : each.rows()) {
                row.atMost().ifPresent(bound -> targets.add(each.name() + " " + row.title() + " " + bound));
                row.comparisons()
                        .forEach(peer -> peer.bound()
                                .ifPresent(bound ->
                                        targets.add(each.name() + " " + row.way() + " " + peer.peer() + " " + bound)));
            }
        }
        assertThat(targets)
                .containsExactly(
                        "fan-out-1000 TIMES Redis 1.1",
                        "fan-out-1000 TIMES NATS 1.5",
                        "fan-out-10000 TIMES Redis 1.3",
                        "fan-out-10000 TIMES NATS 1.5",
                        "fan-out-19000 TIMES Redis 1.3",
                        "fan-out-19000 TIMES NATS 1.5",
                        "in-flight SHARE Redis 0.4",
                        "in-flight SHARE NATS 0.2",
                        "first-leaves FASTER Redis 1.2",
                        "half-leaves FASTER Redis 1.0",
                        "half-leaves lines a member 1.1",
                        "memory SHARE Redis 0.35",
                        "memory SHARE Redis 0.35",
                        "connects TIMES Redis 1.0",
                        "connects TIMES Redis 1.0",
                        "results MULTIPLE one way 3.0",
                        "pair TIMES Redis 0.5",
                        "start ms 500.0");
    }

    @Test
    void eachHasANameOfItsOwnAndFiguresThatBeginWithEchelon() {
        assertThat(CASES).extracting(Case::name).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9-]+"));
        for (Case each : CASES) {
            for (Row row : each.rows()) {
                assertThat(row.readings().getFirst().product()).isEqualTo(Product.ECHELON);
                assertThat(row.readings()).extracting(Reading::product).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void theQuickOnesAreTheSameWithSmallerNumbers() {
        List<Case> quick = Cases.of(Scale.QUICK);

        assertThat(quick)
                .extracting(Case::name)
                .isEqualTo(CASES.stream().map(Case::name).toList());
        assertThat(quick.getFirst().title()).contains(" 100 members");
        assertThat(CASES.getFirst().title()).contains(" 1,000 members");
    }

    @Test
    void aLoadIsSpelledAsTheDriverWantsIt() {
        List<Task> tasks = CASES.getFirst().rows().getFirst().readings().stream()
                .map(reading -> reading.measurement().task())
                .distinct()
                .toList();

        assertThat(tasks)
                .containsExactly(new Task.Driven(
                        "fan-out",
                        Words.split("--receivers 1000 --bytes 128 --in-flight 1 --warm-up 3 --seconds 3"),
                        9));
    }
}

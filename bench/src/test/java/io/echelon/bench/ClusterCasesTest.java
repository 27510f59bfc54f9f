package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClusterCasesTest {
    private static final List<Case> CASES = ClusterCases.of(ClusterScale.FULL);

    @Test
    void theTargetsAreThoseThatWereSet() {
        List<String> targets = new ArrayList<>();
        for (Case each : CASES) {
            for (Row row : each.rows()) {
                row.atMost().ifPresent(bound -> targets.add(each.name() + " at most " + bound));
                row.atLeast().ifPresent(bound -> targets.add(each.name() + " at least " + bound));
                row.comparisons()
                        .forEach(peer -> peer.bound()
                                .ifPresent(bound ->
                                        targets.add(each.name() + " " + row.way() + " " + peer.peer() + " " + bound)));
            }
        }
        assertThat(targets)
                .containsExactly(
                        "single at most 10000.0",
                        "writes-1000 at least 30000.0",
                        "writes-1000 TIMES etcd 7.0",
                        "writes-1000 TIMES ZooKeeper 7.0",
                        "writes-4000 at least 30000.0",
                        "writes-4000 TIMES etcd 7.0",
                        "writes-4000 TIMES ZooKeeper 7.0");
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
        List<Case> quick = ClusterCases.of(ClusterScale.QUICK);

        assertThat(quick)
                .extracting(Case::name)
                .isEqualTo(CASES.stream().map(Case::name).toList());
        assertThat(quick.get(2).title()).startsWith("64 writes");
        assertThat(CASES.get(2).title()).startsWith("1,000 writes");
    }

    @Test
    void aLoadIsSpelledAsTheDriverWantsIt() {
        assertThat(CASES.get(2).rows().getFirst().readings().getLast().measurement())
                .isEqualTo(new Measurement(
                        Product.ZOOKEEPER,
                        new Task.Driven(
                                "writes",
                                Words.split("--duty write --in-flight 1000 --clients 125 --bytes 128"
                                        + " --warm-up 8 --seconds 5"),
                                23)));
    }
}

package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FiledTest {
    private static final Task TASK = new Task.Driven("hold", List.of(), 3);
    private static final Case MEMORY = new Case(
            "memory",
            "of idle members",
            List.of(Row.of("bytes", Way.SHARE, TASK, "rss", List.of(Product.ECHELON), Map.of())));

    @TempDir
    private Path folder;

    private static Filed filed(String label) {
        Findings findings = new Findings();
        Measurement measurement = new Measurement(Product.ECHELON, TASK);
        findings.add(1, measurement, new Outcome.Measured(Figures.parse("hold system=echelon rss=5120")));
        findings.add(2, measurement, new Outcome.Failed("the server has ended meanwhile\nits last words:\n  no"));
        return new Filed(
                "compare",
                LocalDate.of(2026, 11, 25),
                label,
                "bench/compare --file",
                2,
                new Report(List.of(MEMORY), findings, Set.of()),
                List.of(new Filed.Condition("Machine", "2 cores")),
                List.of(new Filed.Setup(Product.ECHELON, "echelon 1.0", List.of("./echelon serve", "a line"))));
    }

    @Test
    void everythingIsThereThatOneNeedsToDoItAgain() {
        assertThat(String.join("\n", filed("small heap").markdown())).isEqualTo("""
                # Compared, 2026-11-25: small heap

                Each server is started afresh for each run, one after the other, 2 rounds in turn. Medians, and below them the least
                and the most. Ratios are those of medians, and rounded against Echelon.

                    bench/compare --file

                ## memory: of idle members

                | figure | Echelon |
                |---|---|
                | bytes | 5,120<br>1 of 2 failed |

                ## Where and how

                - **Machine**: 2 cores

                **Echelon**, echelon 1.0:

                    ./echelon serve
                    a line

                ## Raw

                In order, behind the number of the round:

                    1 hold system=echelon rss=5120
                    2 FAILED hold on Echelon: the server has ended meanwhile""");
    }

    @Test
    void whatIsFiledAlreadyIsNotTouched() throws IOException {
        Path results = folder.resolve("results");
        Path first = filed("first").write(results);
        Path second = filed("second").write(results);

        assertThat(first).hasFileName("2026-11-25-compare.md");
        assertThat(second).hasFileName("2026-11-25-compare-2.md");
        assertThat(Files.readString(first)).startsWith("# Compared, 2026-11-25: first\n");
        assertThat(Files.readString(second)).startsWith("# Compared, 2026-11-25: second\n");
    }
}

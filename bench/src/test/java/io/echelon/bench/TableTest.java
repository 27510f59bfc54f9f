package io.echelon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.bench.Table.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    private static final Table TABLE = new Table(
            List.of("figure", "Echelon", "Redis"),
            List.of(
                    List.of(Cell.of("ms"), Cell.of("1,234", "1,000–2,000"), Cell.of("9")),
                    List.of(Cell.of("bytes a member"), Cell.of("", ""), Cell.of("7", "6–8", "1 of 3 failed"))));

    @Test
    void columnsAreAlignedAndNoLineEndsWithBlanks() {
        assertThat(TABLE.text())
                .containsExactly(
                        "figure           Echelon       Redis",
                        "ms               1,234         9",
                        "                 1,000–2,000",
                        "bytes a member                 7",
                        "                               6–8",
                        "                               1 of 3 failed");
    }

    @Test
    void markdownHasARowALine() {
        assertThat(TABLE.markdown())
                .containsExactly(
                        "| figure | Echelon | Redis |",
                        "|---|---|---|",
                        "| ms | 1,234<br>1,000–2,000 | 9 |",
                        "| bytes a member |  | 7<br>6–8<br>1 of 3 failed |");
    }
}

package io.echelon.bench;

import static io.echelon.bench.Product.ECHELON;
import static io.echelon.bench.Product.REDIS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private static final Task SMALL = new Task.Driven("hold", List.of("--connections", "1"), 3);
    private static final Task LARGE = new Task.Driven("hold", List.of("--connections", "9"), 3);
    private static final List<Case> CASES = List.of(
            new Case("memory", "", List.of(row("rss", SMALL), row("rss", LARGE))),
            new Case("connects", "", List.of(row("connects_per_s", SMALL))));

    private static Row row(String figure, Task task) {
        return Row.of(figure, Way.TIMES, task, figure, List.of(ECHELON, REDIS), Map.of());
    }

    @Test
    void whatSeveralCasesReadIsRunOnceARoundInTurn() {
        assertThat(Plan.of(CASES, Set.of(ECHELON, REDIS)).steps())
                .containsExactly(
                        new Plan.Step("memory", new Measurement(ECHELON, SMALL), Set.of("rss", "connects_per_s")),
                        new Plan.Step("memory", new Measurement(REDIS, SMALL), Set.of("rss", "connects_per_s")),
                        new Plan.Step("memory", new Measurement(ECHELON, LARGE), Set.of("rss")),
                        new Plan.Step("memory", new Measurement(REDIS, LARGE), Set.of("rss")));
    }

    @Test
    void aServerThatIsMissingIsLeftOut() {
        assertThat(Plan.of(CASES, Set.of(ECHELON)).products()).containsExactly(ECHELON);
    }

    @Test
    void aFigureThatAnotherIsComparedWithIsMeasuredToo() {
        Reading other = Reading.of(ECHELON, LARGE, "p99_us");
        Row row = Row.of("p99", Way.MULTIPLE, SMALL, "p99_us", List.of(ECHELON), Map.of())
                .against("one way", other, 3);

        assertThat(Plan.of(List.of(new Case("results", "", List.of(row))), Set.of(ECHELON))
                        .steps())
                .extracting(Plan.Step::measurement)
                .containsExactly(new Measurement(ECHELON, SMALL), new Measurement(ECHELON, LARGE));
    }
}

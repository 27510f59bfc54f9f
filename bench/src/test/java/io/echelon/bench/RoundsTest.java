package io.echelon.bench;

import static io.echelon.bench.Product.ECHELON;
import static io.echelon.bench.Product.REDIS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    private static final Task TASK = new Task.Driven("hold", List.of(), 3);
    private static final Measurement OURS = new Measurement(ECHELON, TASK);
    private static final Measurement THEIRS = new Measurement(REDIS, TASK);
    private static final Plan PLAN = new Plan(
            List.of(new Plan.Step("memory", OURS, Set.of("rss")), new Plan.Step("memory", THEIRS, Set.of("rss"))));

    private final StringWriter progress = new StringWriter();

    private Findings run(Function<Measurement, Outcome> bench, int rounds) {
        return new Rounds(bench, new PrintWriter(progress)).run(PLAN, rounds);
    }

    private static Outcome measured(double rss) {
        return new Outcome.Measured(Figures.parse("hold rss=" + rss));
    }

    @Test
    void serversTakeTheirTurnsInEachRound() {
        List<Measurement> asked = new ArrayList<>();
        run(
                measurement -> {
                    asked.add(measurement);
                    return measured(1);
                },
                2);

        assertThat(asked).containsExactly(OURS, THEIRS, OURS, THEIRS);
        assertThat(progress.toString())
                .contains("round 1 of 2, memory: hold on Echelon, about 12 s left")
                .contains("    hold rss=1.0");
    }

    @Test
    void aRunThatFailsIsCountedAndCostsNoOtherOne() {
        List<Outcome> ours = new ArrayList<>(List.of(measured(3), new Outcome.Failed("no\nway"), measured(1)));
        Findings findings = run(measurement -> measurement.equals(OURS) ? ours.removeFirst() : measured(7), 3);

        Summary summary = findings.summary(new Reading(OURS, "rss"));
        assertThat(summary.values()).containsExactly(1.0, 3.0);
        assertThat(summary.failed()).isEqualTo(1);
        assertThat(findings.summary(new Reading(THEIRS, "rss")).values()).containsExactly(7.0, 7.0, 7.0);
        assertThat(findings.failed()).isEqualTo(1);
        assertThat(progress.toString()).contains("    FAILED: no\n    way\n");
    }

    @Test
    void aRunWithoutAFigureThatIsWantedOfItHasFailed() {
        Findings findings = run(measurement -> new Outcome.Measured(Figures.parse("hold other=1")), 1);

        assertThat(findings.failed()).isEqualTo(2);
        assertThat(progress.toString()).contains("FAILED: there is no rss in: hold other=1");
    }
}

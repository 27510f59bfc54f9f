package io.echelon.bench;

import static io.echelon.bench.Product.ECHELON;
import static io.echelon.bench.Product.MOSQUITTO;
import static io.echelon.bench.Product.NATS;
import static io.echelon.bench.Product.REDIS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private static final Task TASK = new Task.Driven("fan-out", List.of(), 3);
    private static final Case FAN_OUT = new Case(
            "fan-out",
            "to all",
            List.of(
                    Row.of(
                            "deliveries/s",
                            Way.TIMES,
                            TASK,
                            "rate",
                            List.of(ECHELON, REDIS, NATS, MOSQUITTO),
                            Map.of(REDIS, 1.1, NATS, 1.5)),
                    Row.of("p99, µs", Way.FASTER, TASK, "p99", List.of(ECHELON), Map.of())
                            .atMost(500)));

    private final Findings findings = new Findings();

    private void measured(Product product, double rate, double p99) {
        findings.add(
                1,
                new Measurement(product, TASK),
                new Outcome.Measured(Figures.parse("fan-out rate=" + rate + " p99=" + p99)));
    }

    private void failed(Product product) {
        findings.add(1, new Measurement(product, TASK), new Outcome.Failed("no"));
    }

    private List<String> text(Set<Product> missing) {
        return new Report(List.of(FAN_OUT), findings, missing)
                .sections()
                .getFirst()
                .table()
                .text();
    }

    @Test
    void eachServerIsComparedByItsMedian() {
        for (double rate : new double[] {1200, 1100, 9000}) {
            measured(ECHELON, rate, 480);
            measured(REDIS, rate - 200, 1);
            measured(NATS, rate - 300, 1);
            measured(MOSQUITTO, rate - 900, 1);
        }

        assertThat(text(Set.of()))
                .containsExactly(
                        "figure         Echelon       Redis       NATS        Mosquitto   Echelon is        target",
                        "deliveries/s   1,200         1,000       900         300         1.20× Redis       ≥ 1.1 met",
                        "               1,100–9,000   900–8,800   800–8,700   200–8,100   1.33× NATS        ≥ 1.5 MISSED",
                        "                                                                 4.00× Mosquitto",
                        "p99, µs        480                                                                 ≤ 500 met",
                        "               480–480");
    }

    @Test
    void failedRunsAndMissingServersAreShown() {
        measured(ECHELON, 1200, 501);
        failed(ECHELON);
        failed(REDIS);
        failed(REDIS);
        measured(MOSQUITTO, 600, 1);

        assertThat(text(Set.of(NATS)))
                .containsExactly(
                        "figure         Echelon         Redis           NATS      Mosquitto   Echelon is        target",
                        "deliveries/s   1,200           2 of 2 failed   missing   600                           ≥ 1.1 not measured",
                        "               1 of 2 failed                                                           ≥ 1.5 not measured",
                        "                                                                     2.00× Mosquitto",
                        "p99, µs        501                                                                     ≤ 500 MISSED",
                        "               1 of 2 failed");
    }
}

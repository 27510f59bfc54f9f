package io.echelon.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.core.CoreInvariants;
import io.echelon.core.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clusters with faults, many of them. Each test draws a seed, tells it, and can be repeated with it.
class SimulationTest {
    private static final List<String> WHAT_HAPPENS = List.of(
            "MemberJoined",
            "MemberSeated",
            "MemberAway",
            "MemberLeft",
            "PlaceResumed",
            "PlaceYielded",
            "ConnectionFenced",
            "CommandAccepted",
            "CommandRepeated",
            "CommandClosed",
            "CancelAsked",
            "OutcomeTold",
            "GroupFull",
            "BadSession");

    private final String givenSeed = System.getProperty("echelon.seed", "");
    private final long seed = givenSeed.isEmpty() ? new Random().nextInt(1 << 30) : Long.parseLong(givenSeed);
    private final Duration share = Duration.ofSeconds(Boolean.getBoolean("echelon.full") ? 60 : 10);

    @Test
    @Timeout(300)
    void nothingIsLostAndNobodyIsWrongWhateverFails() {
        System.out.println("simulated clusters: seed=" + seed);

        Selftest.Summary summary = Selftest.run(share, seed, line -> System.out.println("simulated clusters: " + line));

        System.out.println("simulated clusters: " + summary.occurrences());
        if (summary.runs() > 100) {
            assertThat(summary.occurrences()).as("seed %d", seed).containsKeys(WHAT_HAPPENS.toArray(String[]::new));
        }
    }

    @Test
    @Timeout(300)
    void theInvariantsOfTheCoreHoldWhateverFails() {
        System.out.println("invariants in simulated clusters: seed=" + seed);

        long endNanos = System.nanoTime() + share.toNanos();
        long run = seed;
        do {
            new Simulation(Scenario.of(run), Flaws.NONE, List.of(CoreInvariants::new)).run();
            run++;
        } while (System.nanoTime() < endNanos);

        System.out.println("invariants in simulated clusters: " + (run - seed) + " clusters");
    }

    @Test
    void aFailureTellsHowToSeeItAgain() {
        Flaws flaws = FaultyServer.tells(effects -> FaultyServer.twice(effects, Effect.Deliver.class::isInstance));

        assertThatThrownBy(() -> new Simulation(Scenario.of(1), flaws, List.of()).run())
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("no command comes twice")
                .hasMessageContaining("seed=1, event ")
                .hasMessageContaining("replay with: ./echelon selftest --seed 1")
                .message()
                .hasLineCount(34);
    }

    @Test
    void theSameSeedIsTheSameRun() {
        Simulation.Report first = new Simulation(Scenario.of(seed)).run();
        Simulation.Report second = new Simulation(Scenario.of(seed)).run();

        assertThat(second).isEqualTo(first);
    }
}

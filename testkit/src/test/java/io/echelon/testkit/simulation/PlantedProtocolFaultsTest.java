package io.echelon.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.Effect;
import io.echelon.replication.Entry;
import io.echelon.replication.ReplicatedState.Verdict;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// What the simulation is worth: each of these faults is noticed within a few runs.
class PlantedProtocolFaultsTest {
    private static final int MAX_RUNS = 60;
    private static final int SHOWN_CHARACTERS = 150;

    private final String givenSeed = System.getProperty("echelon.seed", "");
    private final long seed = givenSeed.isEmpty() ? 1 : Long.parseLong(givenSeed);

    @TestFactory
    @Timeout(300)
    Stream<DynamicTest> everyFaultIsNoticed() {
        assertThat(faults()).hasSizeGreaterThan(20);
        return faults().stream().map(fault -> DynamicTest.dynamicTest(fault.sentence(), () -> notice(fault)));
    }

    private void notice(PlantedProtocolFault fault) {
        for (int run = 0; run < MAX_RUNS; run++) {
            try {
                new Simulation(Scenario.of(seed + run), fault.flaws().get(), List.of()).run();
            } catch (SimulationFailure noticed) {
                String line = String.valueOf(noticed.getCause());
                System.out.println("fault: " + fault.sentence() + " Noticed in run " + (run + 1) + ": "
                        + line.substring(0, Math.min(SHOWN_CHARACTERS, line.length())));
                return;
            }
        }
        throw new AssertionError("not noticed in " + MAX_RUNS + " runs from seed " + seed + ": " + fault.sentence());
    }

    private static PlantedProtocolFault fault(String sentence, Supplier<Flaws> flaws) {
        return new PlantedProtocolFault(sentence, flaws);
    }

    static List<PlantedProtocolFault> faults() {
        return Stream.of(inTheLog(), inSnapshots(), inLeading(), inServing())
                .flatMap(List::stream)
                .toList();
    }

    private static List<PlantedProtocolFault> inTheLog() {
        return List.of(
                fault("A batch that comes twice counts twice.", () -> FaultyLog.batchCounts(Verdict.REPEATED)),
                fault("A batch counts before the one that it follows.", () -> FaultyLog.batchCounts(Verdict.EARLY)),
                fault("A batch of a lost gateway counts.", () -> FaultyLog.batchCounts(Verdict.LATE)),
                fault("A lost gateway loses nobody.", FaultyLog::losesNobody),
                fault("Each node goes by its own clock.", FaultyLog::ownClocks),
                fault("A gateway is opened once more when it is proposed once more.", FaultyLog::opensTwice),
                fault("One node applies a batch backwards.", () -> FaultyLog.backwards(0)),
                fault("A node applies what is not committed.", () -> new Flaws() {
                    @Override
                    boolean appliesEarly() {
                        return true;
                    }
                }));
    }

    private static List<PlantedProtocolFault> inSnapshots() {
        return List.of(
                fault("A node that restarts misses an entry.", () -> startsAt(1)),
                fault("A node that restarts applies an entry twice.", () -> startsAt(-1)),
                fault(
                        "A snapshot forgets how far a gateway has come.",
                        () -> new TamperedSnapshot(TamperedSnapshot.Part.SEQUENCE, sequence -> 0)),
                fault(
                        "A snapshot forgets which gateways there were.",
                        () -> new TamperedSnapshot(TamperedSnapshot.Part.LAST_GATEWAY, last -> 0)),
                fault(
                        "A snapshot is taken for one of an entry less.",
                        () -> new TamperedSnapshot(TamperedSnapshot.Part.ENTRIES, entries -> entries - 1)),
                fault("A node whose state was replaced keeps its gateway.", () -> new Flaws() {
                    @Override
                    boolean overlooksItsReplacement() {
                        return true;
                    }
                }));
    }

    private static Flaws startsAt(int shift) {
        return new Flaws() {
            @Override
            int firstToApply(int index) {
                return Math.max(0, index + shift);
            }
        };
    }

    private static List<PlantedProtocolFault> inLeading() {
        return List.of(
                fault("A new leader restarts no grace.", FaultyServer::restartsNoGrace),
                fault(
                        "A new leader does not say that it begins.",
                        () -> FaultyServer.neglects(Entry.LeaderStarted.class::isInstance)),
                fault(
                        "A leader takes nobody for lost.",
                        () -> FaultyServer.neglects(Entry.GatewayLost.class::isInstance)),
                fault("A leader lets no time pass.", () -> FaultyServer.neglects(Entry.Tick.class::isInstance)),
                fault(
                        "A new leader's settings do not become those of all.",
                        () -> FaultyServer.neglects(Entry.Settled.class::isInstance)),
                fault("A new leader goes on with its own time.", () -> new Flaws() {
                    @Override
                    long stampMillis(int node, long rightMillis, long nowMillis) {
                        return rightMillis + 5_000L * node;
                    }
                }),
                fault("A leader stamps nothing.", () -> new Flaws() {
                    @Override
                    long stampMillis(int node, long rightMillis, long nowMillis) {
                        return 0;
                    }
                }));
    }

    private static List<PlantedProtocolFault> inServing() {
        return List.of(
                fault("What is proposed again is numbered anew.", FaultyServer::numbersAnew),
                fault("What was gathered is proposed backwards.", FaultyServer::gathersBackwards),
                fault(
                        "An edge is not told of commands at times.",
                        () -> FaultyServer.tells(effects -> effects.size() > 2
                                ? FaultyServer.without(effects, Effect.Deliver.class::isInstance)
                                : effects)),
                fault(
                        "An edge is told of a delivery twice.",
                        () -> FaultyServer.tells(
                                effects -> FaultyServer.twice(effects, Effect.Deliver.class::isInstance))),
                fault(
                        "An edge is not told of a departure.",
                        () -> FaultyServer.tells(
                                effects -> FaultyServer.without(effects, Effect.MemberLeft.class::isInstance))),
                fault(
                        "An edge is not told that a place was taken up elsewhere.",
                        () -> FaultyServer.tells(
                                effects -> FaultyServer.without(effects, Effect.ConnectionFenced.class::isInstance))),
                fault("A process takes the gateway of the one before for its own.", () -> new Flaws() {
                    @Override
                    long nonce(int node, long right) {
                        return node;
                    }
                }),
                fault("A node overlooks that its gateway is lost.", () -> new Flaws() {
                    @Override
                    boolean overlooksItsLoss() {
                        return true;
                    }
                }),
                fault("A node that was cut off keeps its connections.", () -> new Flaws() {
                    @Override
                    boolean keepsConnections() {
                        return true;
                    }
                }),
                fault("Connections of all servers are numbered alike.", () -> new Flaws() {
                    @Override
                    long firstConnection(long right) {
                        return 1L << 40;
                    }
                }),
                fault("An edge does not look whether there is a majority.", () -> new Flaws() {
                    @Override
                    boolean overlooksTheMajority() {
                        return true;
                    }
                }),
                fault("What may be carried out yet is refused as if it were not.", () -> new Flaws() {
                    @Override
                    boolean keepsTheUndecided() {
                        return true;
                    }
                }));
    }
}

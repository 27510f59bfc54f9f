package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the random test is worth: each of the faults in `src/test/resources/faults` is noticed by the
/// model or by an invariant.
class PlantedFaultsTest {
    private static final Path FAULTS = Path.of("src/test/resources/faults/faults.txt");
    private static final long MAX_INPUTS = 200_000;
    private static final int SHOWN_CHARACTERS = 110;

    private final String givenSeed = System.getProperty("echelon.seed", "");
    private final long seed = givenSeed.isEmpty() ? 1 : Long.parseLong(givenSeed);

    @TestFactory
    Stream<DynamicTest> everyFaultIsNoticed() throws IOException {
        List<PlantedFault> faults = PlantedFault.read(FAULTS);
        assertThat(faults).hasSizeGreaterThan(20);
        return faults.stream().map(fault -> DynamicTest.dynamicTest(fault.sentence(), () -> notice(fault)));
    }

    @Test
    void aCoreWithoutAFaultPasses() throws Exception {
        PlantedFault none = new PlantedFault("Nothing is wrong.", "Tally.java", List.of("}"), List.of("}"));

        assertThat(search(none, 2_000)).as("seed %d", seed).isEmpty();
    }

    private void notice(PlantedFault fault) throws Exception {
        String noticed = search(fault, MAX_INPUTS);

        System.out.println("fault: " + fault.sentence() + " "
                + noticed.substring(0, Math.min(SHOWN_CHARACTERS, noticed.length())));
        assertThat(noticed).as("seed %d: %s", seed, fault.sentence()).isNotEmpty();
    }

    private String search(PlantedFault fault, long maxInputs) throws Exception {
        Class<?> search = new FaultyCore(fault.file(), fault.plant()).loadClass(FaultSearch.class.getName());
        Constructor<?> constructor = search.getDeclaredConstructor(long.class, long.class);
        constructor.setAccessible(true); // This package under another loader is another package.
        return (String) ((Supplier<?>) constructor.newInstance(seed, maxInputs)).get();
    }
}

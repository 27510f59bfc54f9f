package io.echelon.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/simulation.md` has everything that is checked, by its name and with the class that does, and every
/// planted fault.
class SimulationDocumentTest {
    private static final Path PAPER = Path.of("../docs/simulation.md");
    private static final Path SOURCES = Path.of("src/main/java/io/echelon/testkit/simulation");
    private static final Pattern CHECK = Pattern.compile("(?:require\\(|new Violation\\(|AGREES = )[^;]*;");
    private static final Pattern NAME = Pattern.compile("\"([a-z]+(?: [a-z,]+){2,}[^\"]*)\"");
    private static final Pattern CHECK_ROW = Pattern.compile("\\| ([a-z][^|]+) \\| `(\\w+)` \\|");
    private static final Pattern FAULT_ROW = Pattern.compile("\\| ([A-Z][^|]+\\.) \\|\n");

    @Test
    void everythingThatIsCheckedIsExplained() throws IOException {
        Set<String> checked = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                String type = file.getFileName().toString().replace(".java", "");
                Matcher check = CHECK.matcher(Files.readString(file));
                while (check.find()) {
                    Matcher name = NAME.matcher(check.group());
                    while (name.find()) {
                        checked.add(name.group(1));
                        assertThat(Files.readString(PAPER))
                                .as("said of %s", type)
                                .contains(name.group(1));
                    }
                }
            }
        }
        Set<String> explained = new TreeSet<>();
        Matcher row = CHECK_ROW.matcher(Files.readString(PAPER));
        while (row.find()) {
            explained.add(row.group(1));
            assertThat(SOURCES.resolve(row.group(2) + ".java")).exists();
        }
        assertThat(explained).isEqualTo(checked).hasSizeGreaterThan(40);
    }

    @Test
    void everyPlantedFaultIsNamed() throws IOException {
        List<String> named = new ArrayList<>();
        Matcher row = FAULT_ROW.matcher(Files.readString(PAPER));
        while (row.find()) {
            named.add(row.group(1));
        }
        assertThat(named)
                .isEqualTo(PlantedProtocolFaultsTest.faults().stream()
                        .map(PlantedProtocolFault::sentence)
                        .toList());
    }
}

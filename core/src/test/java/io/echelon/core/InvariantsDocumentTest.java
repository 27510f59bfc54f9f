package io.echelon.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/invariants.md` has every invariant, by its name and with the method that checks it.
class InvariantsDocumentTest {
    private static final Path PAPER = Path.of("../docs/invariants.md");
    private static final Path TESTS = Path.of("src/test/java/io/echelon/core");
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| [^|]+\\. \\| `(\\w+\\.\\w+)` \\|");
    private static final Pattern METHOD_OR_CHECK = Pattern.compile(
            "^    (?:\\w+ )*[\\w<>@?]+ (\\w+)\\([^;{]*\\) \\{$|require\\([^\"]*\"([^\"]+)\"", Pattern.MULTILINE);

    @Test
    void everyInvariantIsExplained() throws IOException {
        assertThat(explained()).isEqualTo(checked());
    }

    @Test
    void everyInvariantHasANameOfItsOwn() throws IOException {
        List<String> names =
                checked().stream().map(line -> line.split(": ", 2)[1]).toList();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(50);
    }

    private static Set<String> explained() throws IOException {
        Set<String> lines = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(PAPER));
        while (row.find()) {
            lines.add(row.group(2) + ": " + row.group(1));
        }
        return lines;
    }

    private static Set<String> checked() throws IOException {
        Set<String> lines = new TreeSet<>();
        try (Stream<Path> files = Files.list(TESTS)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (name.endsWith("Invariants") && !name.equals("Invariants")) {
                    collect(name, Files.readString(file), lines);
                }
            }
        }
        return lines;
    }

    private static void collect(String type, String source, Set<String> lines) {
        String method = "";
        Matcher matcher = METHOD_OR_CHECK.matcher(source);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                method = matcher.group(1);
            } else {
                lines.add(type + "." + method + ": " + matcher.group(2));
            }
        }
    }
}

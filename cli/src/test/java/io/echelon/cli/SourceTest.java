package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every source file, as text.
final class SourceTest {
    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 40;
    private static final Pattern TYPE = Pattern.compile(".*\\b(class|interface|enum|record)\\b.*");
    private static final Pattern BLOCK_START = Pattern.compile("( +)[\\w<@].*[({]");

    private static Path root() {
        return Path.of(System.getProperty("echelon.root"));
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module :
                List.of("core", "protocol", "client", "server", "replication", "testkit", "cli", "bench")) {
            try (Stream<Path> files = Files.walk(root().resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void filesAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources()) {
            int lines = Files.readAllLines(source).size();
            if (lines > MAX_FILE_LINES) {
                tooLong.add(root().relativize(source) + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).as("files over %d lines", MAX_FILE_LINES).isEmpty();
    }

    @Test
    void methodsAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources()) {
            if (source.toString().contains("/src/main/")) {
                tooLong.addAll(longMethods(source));
            }
        }
        assertThat(tooLong).as("methods over %d lines", MAX_METHOD_LINES).isEmpty();
    }

    /// Relies on the formatter: a method ends with a brace, on the first line that is indented as its
    /// first one is.
    private static List<String> longMethods(Path source) throws IOException {
        List<String> lines = Files.readAllLines(source);
        List<String> found = new ArrayList<>();
        for (int first = 0; first < lines.size(); first++) {
            Matcher start = BLOCK_START.matcher(lines.get(first));
            if (start.matches() && !TYPE.matcher(lines.get(first)).matches()) {
                int last = nextOfIndent(lines, first, start.group(1));
                if (lines.get(last).equals(start.group(1) + "}") && last - first - 1 > MAX_METHOD_LINES) {
                    found.add(root().relativize(source) + ":" + (first + 1) + ": " + (last - first - 1) + " lines");
                }
            }
        }
        return found;
    }

    private static int nextOfIndent(List<String> lines, int first, String indent) {
        for (int index = first + 1; index < lines.size(); index++) {
            if (lines.get(index).startsWith(indent) && lines.get(index).charAt(indent.length()) != ' ') {
                return index;
            }
        }
        return first;
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        for (Path source : sources()) {
            if (source.toString().contains("/src/main/") && !source.endsWith("module-info.java")) {
                Path description = source.resolveSibling("package-info.java");
                assertThat(description).exists();
                assertThat(Files.readString(description)).startsWith("/// ").contains("@NullMarked");
            }
        }
    }

    @Test
    void theSwitchesOverWhatHappensHaveNoDefault() throws IOException {
        Pattern sealedSwitch = Pattern.compile(
                "switch \\((input|effect|frame|request|reply|rejection|target|slot)\\) \\{(?:(?!\\n {8}\\}).)*\\n\\s+default\\b",
                Pattern.DOTALL);
        for (Path source : sources()) {
            if (source.toString().contains("/src/main/")) {
                assertThat(sealedSwitch.matcher(Files.readString(source)).find())
                        .as("a default hides a new case in %s", root().relativize(source))
                        .isFalse();
            }
        }
    }
}

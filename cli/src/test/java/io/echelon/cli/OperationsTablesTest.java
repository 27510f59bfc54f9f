package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What docs/operations.md lists of what servers say, and of their limits, is what stands in the sources.
final class OperationsTablesTest {
    private static final Markdown PAPER = Markdown.read("docs/operations.md");
    private static final String PACKAGE = "replication/src/main/java/io/echelon/replication";
    /// What stands between the parentheses of a statement, up to its end.
    private static final String ARGUMENTS = "\\(((?:[^;\"]|\"(?:[^\"\\\\]|\\\\.)*+\")*+);";

    private static final Pattern LOGGED = Pattern.compile("LOG\\.(?:info|warn|error)" + ARGUMENTS);
    private static final Pattern TOLD =
            Pattern.compile("(?:new NodeException|NodeException\\.because|super)" + ARGUMENTS);
    private static final Pattern FORMATTED = Pattern.compile("String\\.format" + ARGUMENTS);
    private static final String NODE_PROCESS = "cli/src/main/java/io/echelon/cli/NodeProcess.java";
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{}|%[\\d.]*[a-z]");
    private static final Pattern CONSTANT =
            Pattern.compile("static final \\w+ ([A-Z_]+) =\\s+(?:\\w+(?:\\.\\w+)?\\()?\"?([\\w<. ]+?)\"?\\)?;");
    private static final Pattern SHIFTED = Pattern.compile("(\\d+)L? << (\\d+)");

    @Test
    void whateverANodeLogsIsInTheTable() {
        List<String> logged = texts(LOGGED);
        assertThat(logged).contains("no leader is known").hasSizeGreaterThan(4);
        assertThat(logged).allSatisfy(text -> assertThat(told()).contains(text));
    }

    @Test
    void whateverANodeCannotGoOnForIsInTheTable() {
        List<String> reasons = new ArrayList<>(texts(TOLD));
        reasons.addAll(texts(FORMATTED));
        assertThat(reasons)
                .contains("another server is running on", "the log is missing in", "entries this server's state is")
                .hasSizeGreaterThan(15);
        assertThat(reasons).allSatisfy(text -> assertThat(told()).contains(text));
    }

    @Test
    void whateverAStartWaitsForIsInTheTable() {
        List<String> awaited = Stream.concat(sources().stream(), Stream.of(NODE_PROCESS))
                .flatMap(file -> LITERAL.matcher(JOINED.matcher(read(file)).replaceAll(""))
                        .results())
                .map(literal -> literal.group(1).strip())
                .filter(text -> text.startsWith("waiting "))
                .toList();
        assertThat(awaited).hasSizeGreaterThan(1);
        assertThat(awaited).allSatisfy(text -> assertThat(told()).contains(text));
    }

    @Test
    void whateverAStartPrintsIsInTheTable() {
        String node = read(NODE_PROCESS);
        List<String> printed = LITERAL.matcher(JOINED.matcher(node).replaceAll(""))
                .results()
                .map(literal -> literal.group(1).strip())
                .filter(text -> text.split(" ", -1).length > 3)
                .toList();
        assertThat(printed).hasSizeGreaterThan(2);
        assertThat(printed).allSatisfy(text -> assertThat(told()).contains(text));
    }

    /// Of the texts in such statements the first part that is always the same.
    private static List<String> texts(Pattern statement) {
        return sources().stream()
                .flatMap(file -> statement.matcher(read(file)).results())
                .map(OperationsTablesTest::firstPart)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /// More than one word, if there is such a part.
    private static String firstPart(MatchResult statement) {
        String arguments = JOINED.matcher(statement.group(1)).replaceAll("");
        List<String> parts = LITERAL.matcher(arguments)
                .results()
                .flatMap(literal -> PLACEHOLDER.splitAsStream(literal.group(1)))
                .map(String::strip)
                .filter(part -> part.length() > 4)
                .toList();
        return parts.stream()
                .filter(part -> part.contains(" "))
                .findFirst()
                .orElse(parts.isEmpty() ? "" : parts.getFirst());
    }

    private static String told() {
        StringBuilder told = new StringBuilder();
        PAPER.section("9. What servers say")
                .rows()
                .forEach(row -> told.append(String.join(" ", row)).append('\n'));
        return told.toString();
    }

    @Test
    void limitsAreThoseOfTheSources() {
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (List<String> row : PAPER.section("10. Limits").rows()) {
            String[] name = row.getFirst().replace("`", "").split("\\.", -1);
            if (name.length == 2) {
                compared++;
                String right = value(read(PACKAGE + "/" + name[0] + ".java"), name[1]);
                if (!right.equals(row.get(1))) {
                    wrong.add(row.getFirst() + " is " + row.get(1) + ", and would be right as " + right);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(10);
    }

    private static String value(String source, String constant) {
        Matcher matcher = CONSTANT.matcher(source);
        while (matcher.find()) {
            if (matcher.group(1).equals(constant)) {
                return value(constant, matcher.group(2), matcher.group());
            }
        }
        return "not there";
    }

    private static String value(String constant, String text, String declaration) {
        Matcher shifted = SHIFTED.matcher(text);
        if (shifted.matches()) {
            return shifted.group(1) + (shifted.group(2).equals("20") ? " MB" : " KB");
        }
        if (text.endsWith("MB")) {
            return text.replace("MB", " MB");
        }
        String number = String.format(Locale.ROOT, "%,d", Long.parseLong(text.replace("_", "")));
        boolean isTime = constant.endsWith("_MILLIS") || declaration.contains("millis(");
        return isTime ? number + " ms" : number;
    }

    private static List<String> sources() {
        try (Stream<Path> files = Files.walk(Markdown.root().resolve(PACKAGE))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> Markdown.root().relativize(file).toString())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(String path) {
        try {
            return Files.readString(Markdown.root().resolve(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

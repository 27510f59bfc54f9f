package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.EventName;
import io.echelon.protocol.Verb;
import io.echelon.server.Limit;
import io.echelon.testkit.ScriptedClient;
import io.echelon.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/// What the papers say about the program is so. A paper that is wrong fails with what would be right.
final class DocumentsTest {
    private static final Markdown README = Markdown.read("README.md");
    private static final Markdown PROTOCOL = Markdown.read("docs/protocol.md");
    private static final Pattern TYPE_NAME = Pattern.compile("[A-Z][a-z]+[A-Za-z]*(?:\\.\\w+)*");
    private static final Pattern TYPE_MADE = Pattern.compile("\\b(?:class|interface|enum|record) ([A-Z]\\w*)");
    private static final Pattern PATH_NAME = Pattern.compile("\\.?[\\w-]+(?:/[\\w.-]+)*/[\\w-]*\\.?[\\w-]+");

    @TestFactory
    Stream<DynamicTest> exampleSessionsAreWhatTheServerSays() {
        return Stream.of(README, PROTOCOL)
                .flatMap(paper -> paper.sections().stream()
                        .filter(section -> !ExampleSession.blocks(section).isEmpty())
                        .map(section -> DynamicTest.dynamicTest(
                                paper.name() + ", " + section.title(), () -> ExampleSession.replay(paper, section))));
    }

    @Test
    void bothPapersHaveExampleSessions() {
        for (Markdown paper : List.of(README, PROTOCOL)) {
            assertThat(paper.sections())
                    .as("sections of %s", paper.name())
                    .anyMatch(section -> !ExampleSession.blocks(section).isEmpty());
        }
    }

    @Test
    void verbsAreThoseOfTheProgram() {
        expectRows(PROTOCOL.section("4. Requests").rows(), verbs(true));
        expectRows(PROTOCOL.section("11. Not in").rows(), verbs(false));
    }

    private static List<List<String>> verbs(boolean areSupported) {
        return Stream.of(Verb.values())
                .filter(verb -> verb.isSupported() == areSupported)
                .map(verb -> List.of(verb.name(), "`" + verb.usage() + "`", verb.summary()))
                .toList();
    }

    @Test
    void whatIsNotSupportedIsAnswered105() {
        try (TestServer server = TestServer.start()) {
            ScriptedClient client = server.program("main");
            for (Verb verb : Verb.values()) {
                if (!verb.isSupported()) {
                    client.send(verb.name());
                    client.expectMatch("-ERR 105 UNSUPPORTED .*");
                }
            }
        }
    }

    @Test
    void eventsAreThoseOfTheProgram() {
        List<String> told = PROTOCOL.section("8. Events").rows().stream()
                .map(List::getFirst)
                .toList();
        assertThat(told)
                .isEqualTo(Stream.of(EventName.values())
                        .map(event -> "`*" + event + "`")
                        .toList());
    }

    @Test
    void errorsAreThoseOfTheProgram() throws IOException {
        String sources = serverSources();
        List<List<String>> rows = PROTOCOL.section("9. Errors").rows().stream()
                .map(row -> List.of(row.get(0), row.get(1), row.get(2), row.get(4), row.get(5), row.get(6)))
                .toList();
        expectRows(
                rows,
                Stream.of(ErrorCode.values())
                        .map(code -> List.of(
                                Integer.toString(code.number()),
                                code.name(),
                                code.meaning(),
                                yes(code.isTemporary()),
                                yes(code.closes()),
                                yes(isNamedIn(sources, code))))
                        .toList());
    }

    private static boolean isNamedIn(String sources, ErrorCode code) {
        return Pattern.compile("ErrorCode\\." + code.name() + "\\b")
                .matcher(sources)
                .find();
    }

    private static String yes(boolean claim) {
        return claim ? "yes" : "";
    }

    @Test
    void limitsAreThoseOfTheProgram() {
        expectRows(
                PROTOCOL.section("10. Limits").rows(),
                Stream.of(Limit.values())
                        .map(limit -> List.of(
                                "`" + limit.key() + "`",
                                Long.toString(limit.standard()),
                                limit.smallest() + " to " + limit.largest(),
                                limit.meaning(),
                                limit.answer()))
                        .toList());
    }

    private static void expectRows(List<List<String>> told, List<List<String>> right) {
        List<String> differences = new ArrayList<>();
        told.stream()
                .filter(row -> !right.contains(row))
                .forEach(row -> differences.add("- " + String.join(" | ", row)));
        right.stream()
                .filter(row -> !told.contains(row))
                .forEach(row -> differences.add("+ " + String.join(" | ", row)));
        assertThat(String.join("\n", differences))
                .as("rows that are wrong (-) and would be right (+)")
                .isEmpty();
        assertThat(told).as("the order of rows").isEqualTo(right);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Markdown paper : Markdown.all()) {
            for (String link : paper.links()) {
                if (!link.contains("://") && !leadsSomewhere(paper, link)) {
                    broken.add(paper.name() + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Markdown paper, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty()
                ? paper.file()
                : paper.file().resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0
                || Markdown.read(Markdown.root().relativize(target).toString())
                        .anchors()
                        .contains(link.substring(hash + 1));
    }

    @Test
    void everyDecisionIsInTheirIndexAndOfOneShape() throws IOException {
        List<String> listed = Markdown.read("docs/decisions/README.md").links();
        try (Stream<Path> files = Files.list(Markdown.root().resolve("docs/decisions"))) {
            for (Path file : files.filter(each -> !each.endsWith("README.md")).toList()) {
                assertThat(file.getFileName().toString()).matches("\\d{4}-[a-z0-9.-]+\\.md");
                assertThat(listed).contains(file.getFileName().toString());
                assertThat(Files.readString(file))
                        .startsWith("# " + file.getFileName().toString().substring(0, 4) + " ")
                        .contains("**Context.**", "**Choice.**", "**Rejected.**");
            }
        }
    }

    @Test
    void classesAndFilesThatAreNamedExist() throws IOException {
        Set<String> types = typesOfTheProject();
        List<String> unknown = new ArrayList<>();
        for (String paper : List.of("ARCHITECTURE.md", "docs/concurrency.md", "CONTRIBUTING.md")) {
            for (String word : Markdown.read(paper).code()) {
                boolean isType = TYPE_NAME.matcher(word).matches() && !word.endsWith(".md");
                boolean isPath = PATH_NAME.matcher(word).matches();
                if ((isType && !areTypes(word, types))
                        || (isPath && !Files.exists(Markdown.root().resolve(word)))) {
                    unknown.add(paper + ": " + word);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    /// Whether all names of types in `Input.OutcomeReported` or `Server.close` are there.
    private static boolean areTypes(String words, Set<String> types) {
        return Stream.of(words.split("\\.", -1))
                .filter(word -> Character.isUpperCase(word.charAt(0)))
                .allMatch(types::contains);
    }

    private static Set<String> typesOfTheProject() throws IOException {
        Set<String> types = new TreeSet<>();
        for (Path source : sources("src")) {
            types.add(source.getFileName().toString().replace(".java", ""));
            TYPE_MADE.matcher(Files.readString(source)).results().forEach(match -> types.add(match.group(1)));
        }
        return types;
    }

    /// What a server is made of: a code that stands nowhere in it is none that it sends.
    private static String serverSources() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path source : sources("src/main", List.of("core", "protocol", "server"))) {
            text.append(Files.readString(source));
        }
        return text.toString();
    }

    private static List<Path> sources(String folder) throws IOException {
        return sources(
                folder, List.of("core", "protocol", "client", "server", "replication", "testkit", "cli", "bench"));
    }

    private static List<Path> sources(String folder, List<String> modules) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : modules) {
            try (Stream<Path> files = Files.walk(Markdown.root().resolve(module).resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    @Test
    void commandsOfTheReadmeExist() {
        Set<String> commands = README.sections().stream()
                .flatMap(section -> section.fences().stream())
                .filter(fence -> fence.is("sh"))
                .flatMap(fence -> fence.lines().stream())
                .map(line -> line.split(" ", -1)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(commands).contains("./echelon", "./test");
        for (String command : commands) {
            assertThat(Markdown.root().resolve(command)).isExecutable();
        }
    }

    /// A figure that nobody measured has no line in the comparisons that the section leads to.
    @Test
    void figuresOfTheReadmeWereMeasured() {
        List<List<String>> told = README.section("How fast it is").rows();
        List<String> measured = README.links().stream()
                .filter(link -> link.matches("bench/results/.*-compare.*"))
                .flatMap(comparison -> Markdown.read(comparison).sections().stream())
                .flatMap(section -> section.lines().stream())
                .toList();
        assertThat(told).isNotEmpty();
        assertThat(told)
                .allSatisfy(row -> assertThat(measured)
                        .as("figures of: " + row.getFirst())
                        .anyMatch(line -> row.stream().skip(1).allMatch(line::contains)));
    }

    @Test
    void optionsOfTheReadmeExist() {
        Set<String> known = new TreeSet<>();
        for (CommandLine verb : Main.command().getSubcommands().values()) {
            known.addAll(verb.getCommandSpec().optionsMap().keySet());
        }
        Markdown election = Markdown.read("docs/leader-election.md");
        Markdown operations = Markdown.read("docs/operations.md");
        List<String> told = Stream.of(
                        README.code(),
                        PROTOCOL.code(),
                        election.code(),
                        echelonLines(election),
                        operations.code(),
                        echelonLines(operations))
                .flatMap(List::stream)
                .flatMap(words -> Stream.of(words.split("[ =]", -1)))
                .filter(word -> word.startsWith("--"))
                .toList();
        assertThat(told).isNotEmpty().isSubsetOf(known);
        assertThat(known).contains("--host", "--port", "--capacity", "--autojoin", "--limit");
        assertThat(told)
                .contains("--data", "--node", "--cluster", "--join", "--advertise", "--disk-reserve", "--restored");
    }

    /// What is typed behind `./echelon` in examples, up to a program that is run.
    private static List<String> echelonLines(Markdown paper) {
        return paper.sections().stream()
                .flatMap(section -> section.fences().stream())
                .flatMap(fence -> fence.lines().stream())
                .map(line -> line.replaceFirst("^\\$ ", ""))
                .filter(line -> line.startsWith("./echelon "))
                .map(line -> line.replaceAll(" -- .*", ""))
                .toList();
    }
}

package io.echelon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One paper of the project, as far as tests read it: sections with their tables and fenced blocks,
/// links, and words in backticks.
final class Markdown {
    /// What stands under one heading, up to the next.
    record Section(String title, int line, List<String> lines, List<Fence> fences) {
        /// The rows of its tables, without heads; cells as they read.
        List<List<String>> rows() {
            List<List<String>> rows = new ArrayList<>();
            for (int index = 0; index < lines.size(); index++) {
                boolean isHead = index + 1 < lines.size()
                        && RULE.matcher(lines.get(index + 1)).matches();
                if (lines.get(index).startsWith("|")
                        && !isHead
                        && !RULE.matcher(lines.get(index)).matches()) {
                    rows.add(cells(lines.get(index)));
                }
            }
            return rows;
        }
    }

    /// A block between lines of backticks.
    ///
    /// @param info the words behind the opening backticks
    /// @param line of its first line, counted from 1
    record Fence(List<String> info, int line, List<String> lines) {
        boolean is(String kind) {
            return !info.isEmpty() && info.getFirst().equals(kind);
        }
    }

    private static final Pattern RULE = Pattern.compile("\\|(?:-+\\|)+");
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".build", ".idea", "node_modules");

    private final Path file;
    private final List<Section> sections = new ArrayList<>();

    private Markdown(Path file, List<String> lines) {
        this.file = file;
        sections.add(new Section("", 1, new ArrayList<>(), new ArrayList<>()));
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            Matcher heading = HEADING.matcher(line);
            if (line.startsWith("```")) {
                int end = index + 1 + lines.subList(index + 1, lines.size()).indexOf("```");
                List<String> info = Stream.of(line.substring(3).split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toList();
                sections.getLast().fences().add(new Fence(info, index + 2, lines.subList(index + 1, end)));
                index = end;
            } else if (heading.matches()) {
                sections.add(new Section(heading.group(1), index + 1, new ArrayList<>(), new ArrayList<>()));
            } else {
                sections.getLast().lines().add(line);
            }
        }
    }

    static Path root() {
        return Path.of(System.getProperty("echelon.root"));
    }

    /// @param path from the project's root on
    static Markdown read(String path) {
        return read(root().resolve(path));
    }

    private static Markdown read(Path file) {
        try {
            return new Markdown(file, Files.readAllLines(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Every paper of the project.
    static List<Markdown> all() throws IOException {
        List<Markdown> papers = new ArrayList<>();
        Files.walkFileTree(root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean isOurs = !NOT_OURS.contains(String.valueOf(folder.getFileName()));
                return isOurs ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
                if (visited.toString().endsWith(".md")) {
                    papers.add(read(visited));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return papers;
    }

    Path file() {
        return file;
    }

    String name() {
        return root().relativize(file).toString();
    }

    List<Section> sections() {
        return sections;
    }

    /// @param title its beginning
    Section section(String title) {
        return sections.stream()
                .filter(section -> section.title().startsWith(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name() + " has no section " + title));
    }

    /// Where its links lead, pictures included.
    List<String> links() {
        return matches(LINK);
    }

    /// What it says in backticks, outside of fenced blocks.
    List<String> code() {
        return matches(CODE);
    }

    /// The names that its headings have in links.
    List<String> anchors() {
        return sections.stream()
                .map(section -> section.title()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private List<String> matches(Pattern pattern) {
        return sections.stream()
                .flatMap(section -> pattern.matcher(section.title() + "\n" + String.join("\n", section.lines()))
                        .results())
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> cells(String row) {
        return Stream.of(CELL_END.split(row.substring(1, row.length() - 1), -1))
                .map(cell -> cell.strip().replace("\\|", "|"))
                .toList();
    }
}

package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// A comparison as it is kept: everything that somebody needs who doubts it, or wants to do it again.
///
/// @param name of the comparison, for its file
/// @param command as it was typed
/// @param conditions what it was measured on and under, as a name and what is to be said of it
/// @param setups how each server was started
record Filed(
        String name,
        LocalDate day,
        String label,
        String command,
        int rounds,
        Report report,
        List<Condition> conditions,
        List<Setup> setups) {
    /// @param name as in `Machine`
    record Condition(String name, String value) {}

    /// How a server was started.
    ///
    /// @param lines its command, then those of its configuration
    record Setup(Product product, String version, List<String> lines) {}

    private static final String CODE = "    ";

    /// As Markdown.
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Compared, " + day + (label.isEmpty() ? "" : ": " + label));
        lines.add("");
        lines.add("Each server is started afresh for each run, one after the other, " + rounds
                + " rounds in turn. Medians, and below them the least");
        lines.add("and the most. Ratios are those of medians, and rounded against Echelon.");
        lines.add("");
        lines.add(CODE + command);
        for (Report.Section section : report.sections()) {
            lines.addAll(List.of("", "## " + section.title(), ""));
            lines.addAll(section.table().markdown());
        }
        lines.addAll(List.of("", "## Where and how", ""));
        conditions.forEach(condition -> lines.add("- **" + condition.name() + "**: " + condition.value()));
        for (Setup setup : setups) {
            lines.addAll(List.of("", "**" + setup.product().title() + "**, " + setup.version() + ":", ""));
            setup.lines().forEach(line -> lines.add(CODE + line));
        }
        lines.addAll(List.of("", "## Raw", "", "In order, behind the number of the round:", ""));
        report.findings().runs().forEach(run -> lines.add(CODE + raw(run)));
        return lines;
    }

    private static String raw(Findings.Run run) {
        String what = switch (run.outcome()) {
            case Outcome.Measured(Figures figures) -> figures.line();
            case Outcome.Failed(String why) ->
                "FAILED " + run.measurement() + ": " + why.lines().findFirst().orElse("");
        };
        return run.round() + " " + what;
    }

    /// Writes it to a file of its own: what is there already has been read, and written in, by people.
    ///
    /// @return the file
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(day + "-" + name + ".md");
        for (int number = 2; Files.exists(file); number++) {
            file = folder.resolve(day + "-" + name + "-" + number + ".md");
        }
        return Files.write(file, markdown(), UTF_8);
    }
}

package io.echelon.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What has come of it: for each case a table with the median of each server, the least and the most, how
/// Echelon compares, and whether that is what was wanted.
///
/// @param missing servers that are not on this machine
record Report(List<Case> cases, Findings findings, Set<Product> missing) {
    /// One case.
    ///
    /// @param title as in `fan-out-1000: one message at a time to 1,000 members`
    record Section(String title, Table table) {}

    List<Section> sections() {
        return cases.stream()
                .map(each -> new Section(each.name() + ": " + each.title(), table(each)))
                .toList();
    }

    private Table table(Case each) {
        Set<Product> columns = new LinkedHashSet<>();
        each.rows().forEach(row -> row.readings().forEach(reading -> columns.add(reading.product())));
        boolean isCompared =
                each.rows().stream().anyMatch(row -> !row.comparisons().isEmpty());
        boolean isBound = each.rows().stream()
                .anyMatch(row -> row.atMost().isPresent()
                        || row.atLeast().isPresent()
                        || row.comparisons().stream()
                                .anyMatch(peer -> peer.bound().isPresent()));
        List<String> heads = new ArrayList<>(List.of("figure"));
        columns.forEach(column -> heads.add(column.title()));
        if (isCompared) {
            heads.add("Echelon is");
        }
        if (isBound) {
            heads.add("target");
        }
        List<List<Table.Cell>> rows = each.rows().stream()
                .map(row -> cells(row, columns, isCompared, isBound))
                .toList();
        return new Table(heads, rows);
    }

    private List<Table.Cell> cells(Row row, Set<Product> columns, boolean isCompared, boolean isBound) {
        List<Table.Cell> cells = new ArrayList<>(List.of(Table.Cell.of(row.title())));
        for (Product column : columns) {
            cells.add(row.readings().stream()
                    .filter(reading -> reading.product() == column)
                    .findFirst()
                    .map(this::measured)
                    .orElse(Table.Cell.of()));
        }
        List<Verdict> verdicts = verdicts(row);
        if (isCompared) {
            cells.add(new Table.Cell(verdicts.stream().map(Verdict::ratio).toList()));
        }
        if (isBound) {
            cells.add(new Table.Cell(verdicts.stream().map(Verdict::target).toList()));
        }
        return cells;
    }

    private Table.Cell measured(Reading reading) {
        if (missing.contains(reading.product())) {
            return Table.Cell.of("missing");
        }
        Summary summary = findings.summary(reading);
        List<String> lines = new ArrayList<>();
        if (!summary.isEmpty()) {
            lines.add(Numbers.show(summary.median()));
        }
        if (summary.values().size() > 1) {
            lines.add(Numbers.show(summary.least()) + "–" + Numbers.show(summary.most()));
        }
        if (summary.failed() > 0) {
            lines.add(summary.failed() + " of " + summary.runs() + " failed");
        }
        return new Table.Cell(lines);
    }

    /// A line in the last two columns.
    private record Verdict(String ratio, String target) {}

    private List<Verdict> verdicts(Row row) {
        Summary ours = findings.summary(row.readings().getFirst());
        Stream<Verdict> most = row.atMost().stream()
                .mapToObj(bound -> verdict("≤ ", bound, ours, !ours.isEmpty() && ours.median() <= bound));
        Stream<Verdict> least = row.atLeast().stream()
                .mapToObj(bound -> verdict("≥ ", bound, ours, !ours.isEmpty() && ours.median() >= bound));
        Stream<Verdict> relative = row.comparisons().stream()
                .map(comparison -> verdict(row.way(), ours, comparison, findings.summary(comparison.other())));
        return Stream.of(most, least, relative).flatMap(each -> each).toList();
    }

    private static Verdict verdict(String sign, double bound, Summary ours, boolean isMet) {
        String target = sign + Numbers.show(bound);
        return ours.isEmpty() ? unknown(target) : new Verdict("", judged(target, isMet));
    }

    private static Verdict verdict(Way way, Summary ours, Row.Comparison comparison, Summary theirs) {
        String target =
                comparison.bound().isPresent() ? way.sayBound(comparison.bound().getAsDouble()) : "";
        if (ours.isEmpty() || theirs.isEmpty()) {
            return unknown(target);
        }
        double ratio = way.ratio(ours.median(), theirs.median());
        String said = way.say(ratio, comparison.peer());
        return target.isEmpty()
                ? new Verdict(said, "")
                : new Verdict(
                        said, judged(target, way.isMet(ratio, comparison.bound().getAsDouble())));
    }

    private static Verdict unknown(String target) {
        return target.isEmpty() ? new Verdict("", "") : new Verdict("", target + " not measured");
    }

    private static String judged(String target, boolean isMet) {
        return target + (isMet ? " met" : " MISSED");
    }
}

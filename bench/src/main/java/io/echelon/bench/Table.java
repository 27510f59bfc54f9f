package io.echelon.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A table for people. A cell has any number of lines.
///
/// @param rows each with as many cells as there are heads
record Table(List<String> heads, List<List<Cell>> rows) {
    private static final String GAP = "   ";

    record Cell(List<String> lines) {
        static Cell of(String... lines) {
            return new Cell(List.of(lines));
        }
    }

    /// In columns of a fixed width, without blanks at the ends of lines.
    List<String> text() {
        List<Cell> head = heads.stream().map(Cell::of).toList();
        List<Integer> widths = IntStream.range(0, heads.size())
                .map(column -> Math.max(heads.get(column).length(), width(column)))
                .boxed()
                .toList();
        return Stream.concat(Stream.of(head), rows.stream())
                .flatMap(row -> lines(row, widths).stream())
                .toList();
    }

    private int width(int column) {
        return rows.stream()
                .flatMap(row -> row.get(column).lines().stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static List<String> lines(List<Cell> row, List<Integer> widths) {
        int height = row.stream().mapToInt(cell -> cell.lines().size()).max().orElse(0);
        return IntStream.range(0, height)
                .mapToObj(line -> IntStream.range(0, row.size())
                        .mapToObj(column -> padded(row.get(column), line, widths.get(column)))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .toList();
    }

    private static String padded(Cell cell, int line, int width) {
        String text = line < cell.lines().size() ? cell.lines().get(line) : "";
        return text + " ".repeat(width - text.length());
    }

    /// As a table of Markdown.
    List<String> markdown() {
        String rule = "|" + "---|".repeat(heads.size());
        List<String> lines = new ArrayList<>(List.of("| " + String.join(" | ", heads) + " |", rule));
        for (List<Cell> row : rows) {
            lines.add(row.stream()
                    .map(cell -> String.join("<br>", cell.lines()).replaceFirst("(<br>)+$", ""))
                    .collect(Collectors.joining(" | ", "| ", " |")));
        }
        return lines;
    }
}

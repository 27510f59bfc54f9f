package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The end of a file, as a person who looks for a fault wants it.
final class LastLines {
    private static final int LINES = 10;

    private LastLines() {}

    /// Its last lines, indented.
    static String of(Path file) {
        try {
            List<String> lines =
                    new String(Files.readAllBytes(file), UTF_8).lines().toList(); // Bytes may be none of UTF-8.
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                    .map(line -> "  " + line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException failure) {
            return "  (" + file + " cannot be read: " + failure.getMessage() + ")";
        }
    }
}

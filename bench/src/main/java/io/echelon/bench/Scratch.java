package io.echelon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder for what is of no use afterwards, unless something went wrong.
record Scratch(Path folder) {
    private static final String NAME = "echelon-compare";

    static Scratch make() throws IOException {
        return new Scratch(Files.createTempDirectory(NAME));
    }

    /// One in another folder than that of the system, which may be in memory.
    static Scratch in(Path folder) throws IOException {
        return new Scratch(Files.createTempDirectory(folder, NAME));
    }

    /// Removes it with all that is in it. What cannot be removed stays.
    void delete() {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException inUse) {
            return;
        }
    }
}

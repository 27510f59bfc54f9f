package io.echelon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder for what is of no use afterwards, unless something went wrong.
record Scratch(Path folder) {
    static Scratch make() throws IOException {
        return new Scratch(Files.createTempDirectory("echelon-compare"));
    }

    /// Removes it with all that is in it. What cannot be removed stays: it is in the system's temporary folder.
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

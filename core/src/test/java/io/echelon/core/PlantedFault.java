package io.echelon.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A mistake that somebody could have made in one source of the core.
///
/// @param sentence what is wrong with it
/// @param file name of the source
/// @param lines that stand there, exactly once
/// @param replacement what stands there instead
record PlantedFault(String sentence, String file, List<String> lines, List<String> replacement) {
    private static final Path SOURCES = Path.of("src/main/java/io/echelon/core");

    /// Reads blocks of a sentence behind `#`, a name, lines behind `-` and lines behind `+`, with empty
    /// lines between them; what comes before the first empty line is for people.
    static List<PlantedFault> read(Path file) throws IOException {
        List<PlantedFault> faults = new ArrayList<>();
        String[] blocks = Files.readString(file).strip().split("\n\n");
        for (String block : List.of(blocks).subList(1, blocks.length)) {
            List<String> all = block.lines().toList();
            faults.add(new PlantedFault(all.get(0).substring(2), all.get(1), marked(all, "-"), marked(all, "+")));
        }
        return faults;
    }

    private static List<String> marked(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(1))
                .toList();
    }

    /// The source with the mistake in it.
    ///
    /// @throws IllegalStateException if what is to be replaced is not there exactly once
    String plant() throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        String original = "\n" + String.join("\n", lines) + "\n";
        int at = source.indexOf(original);
        if (at < 0 || source.indexOf(original, at + 1) >= 0) {
            throw new IllegalStateException(file + " does not say exactly once:" + original);
        }
        String planted = replacement.isEmpty() ? "\n" : "\n" + String.join("\n", replacement) + "\n";
        return source.substring(0, at) + planted + source.substring(at + original.length());
    }
}

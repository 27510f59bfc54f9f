package io.echelon.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Commands as lists of words.
final class Words {
    private Words() {}

    /// The words between the blanks; quotes mean nothing.
    static List<String> split(String line) {
        return Stream.of(line.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    }

    /// As one would type them to a shell.
    static String typed(List<String> words) {
        return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

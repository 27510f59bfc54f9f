package io.echelon.testkit.chaos;

import java.util.Formatter;
import java.util.Locale;

/// Something that must not be.
///
/// @param rule what it breaks, in a few words
/// @param text who was told what, in a sentence
public record Finding(String rule, String text) {
    /// @param text as of [Formatter]
    @SuppressWarnings("AnnotateFormatMethod") // That annotation is not among what this is built with.
    static Finding of(Evidence evidence, String rule, String text, Object... words) {
        Formatter formatter = new Formatter(new StringBuilder("in " + evidence.group() + ", "), Locale.ROOT);
        return new Finding(rule, formatter.format(text, words).toString());
    }

    @Override
    public String toString() {
        return rule + ": " + text;
    }
}

package io.echelon.bench;

/// What came of a run.
sealed interface Outcome {
    record Measured(Figures figures) implements Outcome {}

    /// @param why in a few lines for people, the first of which says it all
    record Failed(String why) implements Outcome {}
}

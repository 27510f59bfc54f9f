package io.echelon.testkit.simulation;

/// Something is not as it has to be. Its message begins with the name of what should hold.
@SuppressWarnings("serial") // Nobody sends it anywhere.
final class Violation extends AssertionError {
    Violation(String invariant, Object fact) {
        super(invariant + ": " + fact);
    }

    /// @throws Violation unless it holds
    static void require(boolean holds, String invariant, Object fact) {
        if (!holds) {
            throw new Violation(invariant, fact);
        }
    }
}

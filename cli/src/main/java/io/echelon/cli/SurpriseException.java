package io.echelon.cli;

/// In a demonstration something went otherwise than it should.
final class SurpriseException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param fact what happened instead
    SurpriseException(String fact) {
        super("this should not happen: " + fact);
    }
}

package io.echelon.core;

/// Why a member left.
public enum Departure {
    /// It said so: LEAVE, QUIT, or a JOIN of another group.
    QUIT,
    /// Its connection ended without a word, or was cut because it did not read.
    LOST
}

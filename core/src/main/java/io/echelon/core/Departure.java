package io.echelon.core;

/// Why a member left.
public enum Departure {
    /// It said so: LEAVE, QUIT, or a JOIN of another group.
    QUIT,
    /// Its connection ended without a word, or was cut because it did not read.
    LOST,
    /// Its connection ended, and nobody came back with its session while its grace lasted.
    EXPIRED,
    /// It went to the end of the line, where it has a new number.
    YIELDED
}

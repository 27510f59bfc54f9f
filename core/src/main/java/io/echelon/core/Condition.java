package io.echelon.core;

/// What is asked of each member.
interface Condition {
    Condition NONE = (rank, profile) -> true;

    /// Allocates nothing.
    boolean holds(int rank, Profile profile);
}

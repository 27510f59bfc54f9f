package io.echelon.bench;

/// How soon the nodes of a replicated server take each other, and their clients, for lost.
enum Pace {
    /// As it comes.
    STANDARD,
    /// As soon as is safe where all of them are on one machine.
    SHORTEST
}

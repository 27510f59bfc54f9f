package io.echelon.core;

/// The edge of one process, as a [Sequencer] that orders the inputs of several sees it. All methods are
/// called on the thread of the edge, one after the other.
public interface Publisher {
    /// Carries out what follows from a batch, after all that was published before.
    void publish(Effects effects);

    /// The order was lost sight of, or is seen for the first time: no connection of this process means
    /// anything to the state any more, and whoever has one has to come back on another.
    ///
    /// @param firstConnection the number from which on the edge numbers new connections
    /// @param shown each group as it is now
    void restart(long firstConnection, Effects shown);
}

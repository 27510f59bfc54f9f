package io.echelon.core;

/// Gives inputs their one order and hands them, in batches, to a [StateMachine]. The seam behind
/// which one process or several keep the order: the core and the edge do not know which.
public interface Sequencer {
    /// Puts an input at the end of the line. Inputs offered by one thread keep their order. Never
    /// blocks and never refuses; the edge bounds what it offers.
    ///
    /// @param input anything but [Input.TimeAdvanced], which is the sequencer's own to make
    void offer(Input input);

    /// Whether what is offered now will be in the order soon. Not while a majority of the servers that keep
    /// it is missing: what was offered before may be in it some time, or never.
    default boolean isAvailable() {
        return true;
    }

    /// Whether so much waits for its place in the order that nothing more should be read from clients.
    default boolean isCongested() {
        return false;
    }

    /// Whether so much waits, in spite of that, that what can be refused has to be.
    default boolean isFull() {
        return false;
    }
}

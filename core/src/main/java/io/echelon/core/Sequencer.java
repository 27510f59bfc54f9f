package io.echelon.core;

/// Gives inputs their one order and hands them, in batches, to a [StateMachine]. The seam behind
/// which one process or several keep the order: the core and the edge do not know which.
public interface Sequencer {
    /// Puts an input at the end of the line. Inputs offered by one thread keep their order. Never
    /// blocks and never refuses; the edge bounds what it offers.
    ///
    /// @param input anything but [Input.TimeAdvanced], which is the sequencer's own to make
    void offer(Input input);
}

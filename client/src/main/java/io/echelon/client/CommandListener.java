package io.echelon.client;

/// Hears how commands get on, on the thread that tells a [MembershipListener]. What comes faster than it is
/// heard, or than the server tells it, is left out.
public interface CommandListener {
    /// An executor has put something out.
    default void onOutput(Output output) {}

    /// An executor has told how far it is.
    default void onProgress(Progress progress) {}

    /// The outcomes have changed. When the command has closed this is the last that is heard of it.
    default void onTally(Tally tally) {}
}

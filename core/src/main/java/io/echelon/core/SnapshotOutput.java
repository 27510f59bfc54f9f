package io.echelon.core;

/// Takes a state down, value by value. What it makes of them is its own matter; a [SnapshotInput] gives
/// them back in the same order.
public interface SnapshotOutput {
    void put(long value);

    void put(String text);

    /// @param bytes copied, or at least not changed
    void put(byte[] bytes);
}

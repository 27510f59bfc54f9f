package io.echelon.core;

/// Gives the values back that a [SnapshotOutput] took down, in their order.
///
/// Each method throws [IllegalArgumentException] if what comes next is no such value.
public interface SnapshotInput {
    long nextLong();

    String nextText();

    /// @return bytes that are the caller's from now on
    byte[] nextBytes();
}

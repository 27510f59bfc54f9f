package io.echelon.bench;

import io.netty.buffer.ByteBuf;

/// Finds the answers in what one connection hears.
interface Answers {
    /// Consumes what has come as a whole and leaves the rest.
    ///
    /// @return how many good answers were among it
    /// @throws DriveException if the server says no, or what it should not say
    int read(ByteBuf bytes) throws DriveException;

    /// The rank that was told last, or -1.
    default int rank() {
        return -1;
    }
}

package io.echelon.bench;

import io.netty.buffer.ByteBuf;

/// What becomes of the bytes that come on a connection. One may serve many connections.
interface Ear {
    /// The bytes are lent until this returns.
    void hear(Link link, ByteBuf bytes) throws DriveException;
}

package io.echelon.server.net;

import io.netty.buffer.ByteBuf;

/// One buffer for many connections. All are lent the same view, one after the other: a socket that
/// takes everything leaves the view as it was but for its indices. Only one that keeps it, because
/// it is slow, costs the next a new view.
final class SharedBuffer {
    private final ByteBuf bytes;
    private ByteBuf view;

    /// @param bytes whose reference is handed over
    SharedBuffer(ByteBuf bytes) {
        this.bytes = bytes;
        this.view = bytes.duplicate();
    }

    ByteBuf bytes() {
        return bytes;
    }

    /// The view, with a reference of its own, to be written and flushed before the next is lent.
    ByteBuf lend() {
        view.setIndex(0, bytes.writerIndex());
        return view.retain();
    }

    /// A view that its receiver may keep.
    ByteBuf duplicate() {
        return bytes.retainedDuplicate();
    }

    /// Leaves the present view to whoever has kept it.
    void renew() {
        view = bytes.duplicate();
    }

    void release() {
        bytes.release();
    }
}

package io.echelon.client;

import io.echelon.protocol.Request;
import io.echelon.protocol.RequestWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What waits to be written to one socket, in its order. Used under the lock that it is given, but for
/// [#writeAll].
final class Outbox {
    private static final int WRITE_BYTES = 64 << 10;
    private static final long WRITE_NANOS = ClientOptions.WRITE_TIMEOUT.toNanos();

    private final ReentrantLock lock;
    private final Condition hasRoom;
    private final Condition hasUnwritten;
    private RequestWriter unwritten = new RequestWriter();
    private RequestWriter beingWritten = new RequestWriter();
    private boolean isShut;
    /// When the peer last took something, or what waits for it last became too much.
    private volatile long movedNanos;

    Outbox(ReentrantLock lock) {
        this.lock = lock;
        this.hasRoom = lock.newCondition();
        this.hasUnwritten = lock.newCondition();
    }

    void add(Request request) {
        unwritten.write(request);
        hasUnwritten.signal();
    }

    int unwrittenBytes() {
        return unwritten.length();
    }

    /// Something that there was too much of has become less; or whoever waits is to look again.
    void moved() {
        movedNanos = System.nanoTime();
        hasRoom.signalAll();
    }

    /// From now on there is too much.
    void filled() {
        movedNanos = System.nanoTime();
    }

    /// Waits as long as there is too much of something, but for no longer than nothing has moved.
    ///
    /// @return false if there still is
    boolean awaitMoves(BooleanSupplier isTooMuch) throws InterruptedException {
        long nanosLeft = WRITE_NANOS;
        while (isTooMuch.getAsBoolean() && nanosLeft > 0) {
            hasRoom.awaitNanos(nanosLeft);
            nanosLeft = movedNanos + WRITE_NANOS - System.nanoTime();
        }
        return !isTooMuch.getAsBoolean();
    }

    /// Writes no more; whoever waits is to look why.
    void shut() {
        isShut = true;
        hasRoom.signalAll();
        hasUnwritten.signalAll();
    }

    /// Writes what comes, all that waits at once, until it is shut. Called without the lock.
    void writeAll(OutputStream output) throws IOException {
        for (RequestWriter next = nextToWrite(); next != null; next = nextToWrite()) {
            byte[] bytes = next.array();
            for (int from = 0; from < next.length(); from += WRITE_BYTES) {
                output.write(bytes, from, Math.min(WRITE_BYTES, next.length() - from));
                movedNanos = System.nanoTime();
            }
            next.clear();
        }
    }

    private @Nullable RequestWriter nextToWrite() {
        lock.lock();
        try {
            while (!isShut && unwritten.length() == 0) {
                hasUnwritten.awaitUninterruptibly();
            }
            if (isShut) {
                return null;
            }
            RequestWriter full = unwritten;
            unwritten = beingWritten;
            beingWritten = full;
            hasRoom.signalAll();
            return full;
        } finally {
            lock.unlock();
        }
    }
}

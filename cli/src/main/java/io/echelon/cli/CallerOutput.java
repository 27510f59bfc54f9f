package io.echelon.cli;

import io.echelon.protocol.ReplyWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a caller is still to read. Whoever adds to it never waits: a caller that does not read is cut. Any
/// thread may call.
final class CallerOutput {
    /// Unread, to which one more line may be added.
    static final int MAX_UNREAD_BYTES = 1 << 20;

    static final long MAX_WRITE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// What has to be read within [#MAX_WRITE_NANOS].
    private static final int PART_BYTES = 64 << 10;

    private final SocketChannel channel;
    private ReplyWriter unwritten = new ReplyWriter();
    private ReplyWriter beingWritten = new ReplyWriter();
    private boolean isWriting;
    private long writingSinceNanos;
    private boolean isFinished;

    CallerOutput(SocketChannel channel) {
        this.channel = channel;
    }

    /// Adds whole lines behind all that wait.
    synchronized void add(Consumer<ReplyWriter> lines) {
        if (isFinished) {
            return;
        }
        if (unwritten.length() >= MAX_UNREAD_BYTES) {
            cut();
            return;
        }
        lines.accept(unwritten);
        notifyAll();
    }

    /// Takes no more, and closes the connection when the caller has read what waits.
    synchronized void finish() {
        isFinished = true;
        notifyAll();
    }

    /// Closes the connection at once.
    synchronized void cut() {
        isFinished = true;
        unwritten.clear();
        notifyAll();
        closeChannel();
    }

    /// Cuts a caller that has not read for too long.
    synchronized void cutIfStuck(long nowNanos) {
        if (isWriting && nowNanos - writingSinceNanos > MAX_WRITE_NANOS) {
            cut();
        }
    }

    /// Writes until there is nothing more to write, then closes the connection. For one thread.
    void writeAll() {
        try {
            for (ReplyWriter next = next(); next != null; next = next()) {
                write(ByteBuffer.wrap(next.array(), 0, next.length()));
                next.clear();
            }
        } catch (IOException gone) {
            cut();
        } finally {
            closeChannel();
        }
    }

    private void write(ByteBuffer lines) throws IOException {
        while (lines.hasRemaining()) {
            ByteBuffer part = lines.slice(lines.position(), Math.min(PART_BYTES, lines.remaining()));
            int size = part.remaining();
            mark(true);
            while (part.hasRemaining()) {
                channel.write(part);
            }
            mark(false);
            lines.position(lines.position() + size);
        }
    }

    private synchronized void mark(boolean begins) {
        isWriting = begins;
        writingSinceNanos = System.nanoTime();
    }

    /// @return null once there will be no more
    private synchronized @Nullable ReplyWriter next() {
        while (unwritten.length() == 0 && !isFinished) {
            try {
                wait();
            } catch (InterruptedException interrupted) {
                return null; // Nobody interrupts it.
            }
        }
        if (unwritten.length() == 0) {
            return null;
        }
        ReplyWriter full = unwritten;
        unwritten = beingWritten;
        beingWritten = full;
        return full;
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is as gone as it can be.
        }
    }
}

package io.echelon.cli;

import io.echelon.client.Membership;
import io.echelon.protocol.BodyForm;
import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.ReplyWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where `echelon send` speaks as a member: a Unix socket that is open to nobody but this user. What is spoken
/// there is a part of the line protocol, so `nc -U` will do as well.
///
/// Each [Caller] has a thread that reads and one that writes; no caller can hold the member up.
final class MemberSocket implements AutoCloseable {
    /// Callers that may still say something. Those that only listen have an open command each, of which the
    /// server limits the number.
    static final int MAX_CALLERS = 64;

    private static final long WATCH_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 1_000;

    private final SocketFile file;
    private final Membership member;
    private final Watchers watchers;
    private final Selector selector;
    private final CountDownLatch hasClosed = new CountDownLatch(1);
    /// With the threads that write to them. Guarded by this.
    private final Map<Caller, Thread> callers = new HashMap<>();

    private boolean isClosed;

    private MemberSocket(SocketFile file, Membership member, Selector selector) {
        this.file = file;
        this.member = member;
        this.watchers = new Watchers(member);
        this.selector = selector;
    }

    /// Opens one in the runtime folder, named by group and name, or by group and number where the name is
    /// taken or there is none.
    ///
    /// @param name what the member calls itself
    /// @throws IOException if the folder cannot be trusted, or the path is too long
    static MemberSocket openUsual(Membership member, @Nullable String name) throws IOException {
        String group = RuntimeFolder.encode(member.group()) + "-";
        String numbered = group + (name == null ? "" : RuntimeFolder.encode(name) + "-") + member.id();
        String alone = numbered + "-" + ProcessHandle.current().pid();
        List<String> names =
                name == null ? List.of(numbered, alone) : List.of(group + RuntimeFolder.encode(name), numbered, alone);
        return open(RuntimeFolder.usual().claim(names), member);
    }

    /// @throws IOException if the path is taken or too long, or its folder is not there
    static MemberSocket open(Path path, Membership member) throws IOException {
        return open(SocketFile.bind(path), member);
    }

    private static MemberSocket open(SocketFile file, Membership member) throws IOException {
        try {
            Selector selector = Selector.open();
            file.channel().configureBlocking(false);
            file.channel().register(selector, SelectionKey.OP_ACCEPT);
            MemberSocket socket = new MemberSocket(file, member, selector);
            Threads.start("member-socket", socket::serve);
            return socket;
        } catch (IOException failure) {
            file.close();
            throw failure;
        }
    }

    Path path() {
        return file.path();
    }

    /// Says goodbye to all callers, a second at most, and removes the file. A second call does nothing.
    @Override
    public void close() {
        Map<Caller, Thread> last;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            last = new HashMap<>(callers);
        }
        hasClosed.countDown();
        file.close();
        try {
            selector.close();
        } catch (IOException ignored) {
            // It only ever served the file.
        }
        last.keySet().forEach(caller -> caller.dismiss("the member has left its place"));
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        last.forEach((caller, writer) -> {
            await(writer, endNanos - System.nanoTime());
            caller.output().cut();
        });
    }

    private static void await(Thread thread, long nanos) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try {
            while (file.channel().isOpen()) {
                selector.select(isAlone() ? 0 : WATCH_MILLIS);
                selector.selectedKeys().clear();
                admitAll();
                cutStuck();
            }
        } catch (IOException | ClosedSelectorException closed) {
            // Nobody calls any more.
        }
    }

    private void admitAll() throws IOException {
        try {
            for (SocketChannel channel = file.channel().accept();
                    channel != null;
                    channel = file.channel().accept()) {
                admit(channel);
            }
        } catch (IOException failure) {
            if (!file.channel().isOpen()) {
                throw failure;
            }
            pause(); // There are too many open files; who calls waits until there are fewer.
        }
    }

    private synchronized void admit(SocketChannel channel) throws IOException {
        if (isClosed) {
            channel.close();
        } else if (callers.keySet().stream()
                        .filter(caller -> !caller.isSilent())
                        .count()
                >= MAX_CALLERS) {
            turnAway(channel);
        } else {
            Caller caller = new Caller(channel, member, watchers);
            callers.put(caller, Threads.start("caller-output", () -> {
                caller.writeAll();
                forget(caller);
            }));
            Threads.start("caller-input", caller::readAll);
        }
    }

    private synchronized void forget(Caller caller) {
        callers.remove(caller);
    }

    private static void turnAway(SocketChannel channel) throws IOException {
        try (channel) {
            channel.configureBlocking(false);
            ReplyWriter line = new ReplyWriter();
            new MemberLines(false, BodyForm.TEXT)
                    .error(
                            line,
                            null,
                            ErrorCode.TOO_MANY_CONNECTIONS,
                            "the member has " + MAX_CALLERS + " callers already");
            channel.write(ByteBuffer.wrap(line.array(), 0, line.length()));
        }
    }

    private synchronized boolean isAlone() {
        return callers.isEmpty();
    }

    private void cutStuck() {
        List<Caller> all;
        synchronized (this) {
            all = List.copyOf(callers.keySet());
        }
        long nowNanos = System.nanoTime();
        all.forEach(caller -> caller.output().cutIfStuck(nowNanos));
    }

    private void pause() throws IOException {
        try {
            if (hasClosed.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new ClosedChannelException();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.echelon.client;

import io.echelon.client.Unanswered.Awaited;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A socket with a thread that reads and one that writes, until it breaks. Replies are matched with
/// requests by their order, which is that of [#send]. Any thread may call.
///
/// The reading thread never waits for the writing one: what it has to say itself may go beyond the limit at
/// which others wait. So neither side of a connection can hold up the other by being busy.
final class Connection {
    /// Where everything goes that nobody waits for. Called on the thread that reads: it must not block.
    interface Listener {
        void onEvent(Reply.Event event) throws IOException;

        /// The server has answered a request, all servers together where there are several, and whoever waits
        /// for that knows the answer.
        ///
        /// @param sentNanos when it was put in line
        void onAnswered(Reply reply, long sentNanos);

        /// The server has refused something for want of a majority of its servers, and whoever waits for that
        /// knows.
        void onNoMajority();

        /// After everybody who waited for a reply was told.
        void onEnd(ConnectionLostException cause);

        /// The last that comes of it: [#endedBy] is known.
        void onFinish();
    }

    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Socket socket = new Socket();
    private final ServerAddress address;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasFinished = lock.newCondition();
    private final Outbox outbox = new Outbox(lock);
    private final Unanswered unanswered = new Unanswered();
    private final Majority majority = new Majority();
    private @Nullable ConnectionLostException end;
    /// Closed by this side while it still stood.
    private boolean isClosing;
    private boolean isStarted;
    private @Nullable ConnectionLostException finish;
    private volatile long heardNanos;

    Connection(ServerAddress address) {
        this.address = address;
    }

    /// Connects, and begins to read and to write. Once. [#abandon] ends it early.
    ///
    /// @throws IOException if there is nobody at that address, with a message that names it
    void open(Duration timeout, Listener listener) throws IOException {
        Sockets.connect(socket, address, timeout);
        heardNanos = System.nanoTime();
        lock.lock();
        try {
            if (end != null) {
                throw end.again();
            }
            isStarted = true;
        } finally {
            lock.unlock();
        }
        DaemonThreads.start("reader", () -> readAll(listener));
        DaemonThreads.start("writer", this::writeAll);
    }

    /// `host:port`, for messages.
    String address() {
        return address.toString();
    }

    /// When the last byte came, of [System#nanoTime].
    long heardNanos() {
        return heardNanos;
    }

    Majority majority() {
        return majority;
    }

    /// Puts a request in line. Waits for room; when the server takes nothing for
    /// [ClientOptions#WRITE_TIMEOUT] the connection is given up. A LEAVE ends the tenure.
    ///
    /// @throws ConnectionLostException if there is no connection any more; the answer is not called then
    /// @throws RefusedException if the tenure is over; nor then
    void send(Tenure tenure, Request request, Answer answer) throws ConnectionLostException, RefusedException {
        lock.lock();
        try {
            awaitRoom();
            tenure.check();
            if (request instanceof Request.Leave) {
                tenure.end();
            }
            add(request, answer);
        } finally {
            lock.unlock();
        }
    }

    /// As [#send], for the thread that reads: without waiting, up to twice the limit at which others wait.
    /// There the connection is given up. If it is lost or the tenure over nothing happens.
    void sendNow(Tenure tenure, Request request, Answer answer) {
        lock.lock();
        try {
            if (!isOpen() || tenure.isOver()) {
                return;
            }
            if (isWithin(2)) {
                add(request, answer);
            } else {
                abandon(LossReason.BROKEN, address + " does not read what it is sent");
            }
        } finally {
            lock.unlock();
        }
    }

    /// As [#send], for what may as well be left out: without waiting.
    ///
    /// @return whether there was room
    boolean offer(Tenure tenure, Request request) {
        lock.lock();
        try {
            boolean fits = isOpen() && !tenure.isOver() && isWithin(1);
            if (fits) {
                add(request, Answer.NONE);
            }
            return fits;
        } finally {
            lock.unlock();
        }
    }

    /// Gives the connection up because of what this side has found.
    void abandon(LossReason reason, String why) {
        lose(new ConnectionLostException(reason, why));
    }

    /// Says QUIT, and waits for the server to close: two seconds, after which it is not waited for, also
    /// when the thread is interrupted, whose mark stays set.
    void close() {
        lock.lock();
        try {
            if (isOpen()) {
                isClosing = true;
                add(new Request.Quit(null), Answer.NONE);
                outbox.moved();
            }
            if (isStarted) {
                awaitFinish();
            }
            if (finish == null) {
                lose(closed());
                awaitFinish();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Why it has ended, once everybody was told; null before.
    @Nullable
    ConnectionLostException endedBy() {
        lock.lock();
        try {
            return finish;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until [Listener#onEnd] has returned, as it does soon after [#abandon].
    void awaitEnd() {
        lock.lock();
        try {
            while (isStarted && finish == null) {
                hasFinished.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private static ConnectionLostException closed() {
        return new ConnectionLostException(LossReason.CLOSED, "the client was closed");
    }

    private void awaitFinish() {
        long deadlineNanos = System.nanoTime() + CLOSE_NANOS;
        long nanosLeft = CLOSE_NANOS;
        boolean wasInterrupted = false;
        while (isStarted && finish == null && nanosLeft > 0) {
            try {
                nanosLeft = hasFinished.awaitNanos(nanosLeft);
            } catch (InterruptedException interrupted) {
                wasInterrupted = true; // The place is given up in good order all the same.
                nanosLeft = deadlineNanos - System.nanoTime();
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen() {
        return end == null && !isClosing;
    }

    /// Whether what waits is within so many times what may.
    private boolean isWithin(int times) {
        return outbox.unwrittenBytes() < times * ClientOptions.MAX_UNWRITTEN_BYTES
                && unanswered.size() < times * ClientOptions.MAX_UNANSWERED;
    }

    /// Whether there is a connection, and others have to wait for it.
    private boolean isFull() {
        return isOpen() && !isWithin(1);
    }

    private void awaitRoom() throws ConnectionLostException {
        boolean wasInterrupted = false;
        while (isFull()) {
            try {
                if (!outbox.awaitMoves(this::isFull)) {
                    abandon(
                            LossReason.BROKEN,
                            address + " has not read for " + ClientOptions.WRITE_TIMEOUT.toSeconds()
                                    + " s what it was sent");
                }
            } catch (InterruptedException interrupted) {
                wasInterrupted = true; // What is half done here is done to its end.
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (isClosing) {
            throw closed();
        }
        if (end != null) {
            throw end.again();
        }
    }

    private void add(Request request, Answer answer) {
        boolean wasWithin = isWithin(1);
        outbox.add(request);
        unanswered.add(request, answer);
        if (wasWithin && !isWithin(1)) {
            outbox.filled();
        }
    }

    /// On the thread that reads: also where there is no room, or nothing can be sent any more.
    private void ask(Request request, Answer answer) {
        lock.lock();
        try {
            add(request, answer);
        } finally {
            lock.unlock();
        }
    }

    private void lose(ConnectionLostException cause) {
        lock.lock();
        try {
            if (end == null) {
                end = cause;
                outbox.shut();
            }
        } finally {
            lock.unlock();
        }
        try {
            socket.close(); // Wakes the thread that reads, which tells everybody.
        } catch (IOException ignored) {
            // It is as gone as it can be.
        }
    }

    private void writeAll() {
        try {
            outbox.writeAll(socket.getOutputStream());
        } catch (IOException failure) {
            // The server may have said why it has gone; if nothing is left to read, the thread that reads finds out.
            Sockets.shutdownOutput(socket);
        }
    }

    private void readAll(Listener listener) {
        try {
            lose(new Inbox(address()).readAll(socket.getInputStream(), new Replies(listener)));
        } catch (IOException closed) {
            lose(new ConnectionLostException(LossReason.BROKEN, address + " is gone", closed));
        } catch (RuntimeException | Error bug) {
            lose(new ConnectionLostException(LossReason.INTERNAL, "a bug in the client: " + bug, bug));
            throw bug;
        } finally {
            finish(listener);
        }
    }

    /// Hands what is read to whom it concerns.
    private final class Replies implements Inbox.Sink {
        private final Listener listener;

        Replies(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void onBytes() {
            heardNanos = System.nanoTime();
        }

        /// Who fails to read its answer still awaits it.
        @Override
        public void onReply(Reply reply) throws IOException {
            Awaited first = first();
            if (!Majority.isMissing(reply)) {
                first.answer().onReply(reply);
                majority.onAnswered(first, reply, listener);
            } else if (first.answer().minds()) {
                ask(new Request.Ping(null, null), majority.doubt(first.answer(), reply, listener));
            } else {
                first.answer().onReply(reply);
                majority.onMissing(listener);
            }
            dropFirst();
        }

        @Override
        public void onEvent(Reply.Event event) throws IOException {
            listener.onEvent(event);
        }
    }

    private Awaited first() throws GarbledReplyException {
        lock.lock();
        try {
            return unanswered.first();
        } finally {
            lock.unlock();
        }
    }

    private void dropFirst() {
        lock.lock();
        try {
            boolean wasWithin = isWithin(1);
            unanswered.removeFirst();
            if (!wasWithin) {
                outbox.moved();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Tells everybody who waits, on the thread that reads, once: the connection has been lost.
    private void finish(Listener listener) {
        ConnectionLostException cause;
        List<Awaited> open;
        lock.lock();
        try {
            cause = isClosing || end == null ? closed() : end;
            open = unanswered.takeAll();
        } finally {
            lock.unlock();
        }
        open.forEach(one -> one.answer().onLost(cause));
        listener.onEnd(cause);
        lock.lock();
        try {
            finish = cause;
            hasFinished.signalAll();
        } finally {
            lock.unlock();
        }
        listener.onFinish();
    }
}

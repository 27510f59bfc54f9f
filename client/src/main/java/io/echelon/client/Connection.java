package io.echelon.client;

import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.ReplyParser;
import io.echelon.protocol.Request;
import io.echelon.protocol.RequestWriter;
import io.echelon.protocol.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/// A socket with a thread that reads and one that writes. Replies are matched with requests by their order,
/// which is that of [#send]. Any thread may call.
///
/// The reading thread never waits for the writing one: what it has to say itself may go beyond the limit at
/// which others wait. So neither side of a connection can hold up the other by being busy.
final class Connection {
    /// Where events go. Called on the thread that reads: it must not block.
    interface EventSink {
        void onEvent(Reply.Event event) throws IOException;

        /// After everybody who waited for a reply was told.
        ///
        /// @param isOwnWish whether this side has closed the connection, and before anything else ended it
        void onEnd(ConnectionLostException cause, boolean isOwnWish);
    }

    private static final int READ_BYTES = 64 << 10;
    private static final int MAX_LINE_BYTES = 64 << 10;
    /// The longest list that a server can be told to give.
    private static final int MAX_BODY_BYTES = 64 << 20;

    private static final int WRITE_BYTES = 64 << 10;
    private static final long WRITE_NANOS = ClientOptions.WRITE_TIMEOUT.toNanos();
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int KEEPALIVE_SECONDS = 30;
    private static final int KEEPALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEPALIVE_PROBES = 3;

    private final Socket socket;
    private final String address;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isWritable = lock.newCondition();
    private final Condition hasUnwritten = lock.newCondition();
    private final Condition hasEnded = lock.newCondition();
    private final ArrayDeque<Answer> awaited = new ArrayDeque<>();
    private RequestWriter unwritten = new RequestWriter();
    private RequestWriter beingWritten = new RequestWriter();
    private @Nullable ConnectionLostException end;
    /// Closed by this side while it still stood.
    private boolean isClosing;
    private boolean isFinished;
    /// When the socket last took something, or what is unwritten last became too much.
    private volatile long movedNanos;

    private Connection(Socket socket, String address) {
        this.socket = socket;
        this.address = address;
    }

    /// Connects. Nothing is read or written before [#start].
    ///
    /// @throws IOException if there is nobody at that address, with a message that names it
    static Connection open(ClientOptions options) throws IOException {
        InetSocketAddress target = new InetSocketAddress(options.host(), options.port());
        if (target.isUnresolved()) {
            throw new UnknownHostException("there is no host named " + VisibleText.escape(options.host()));
        }
        Socket socket = new Socket();
        try {
            socket.connect(target, (int)
                    Math.min(Integer.MAX_VALUE, options.connectTimeout().toMillis()));
            socket.setTcpNoDelay(true);
            keepAlive(socket);
        } catch (IOException failure) {
            socket.close();
            throw new IOException("cannot connect to " + options.address() + ": " + failure.getMessage(), failure);
        }
        return new Connection(socket, options.address());
    }

    /// Begins to read and to write. Once.
    void start(EventSink sink) {
        DaemonThreads.start("reader", () -> readAll(sink));
        DaemonThreads.start("writer", this::writeAll);
    }

    private static void keepAlive(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_INTERVAL_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_PROBES);
        }
    }

    /// `host:port`, for messages.
    String address() {
        return address;
    }

    /// Puts a request in line. Waits for room; when the socket takes nothing for
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
            if (unwritten.length() < 2 * ClientOptions.MAX_UNWRITTEN_BYTES) {
                add(request, answer);
            } else {
                lose(new ConnectionLostException(address + " does not read what it is sent"));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Gives the connection up because of what this side has found.
    void abandon(String why) {
        lose(new ConnectionLostException(why));
    }

    /// Says QUIT, and waits for the server to close: two seconds, after which it is not waited for, also
    /// when the thread is interrupted, whose mark stays set.
    void close() {
        lock.lock();
        try {
            if (isOpen()) {
                isClosing = true;
                add(new Request.Quit(null), Answer.NONE);
                isWritable.signalAll();
            }
            awaitFinish();
            if (!isFinished) {
                lose(closed());
                awaitFinish();
            }
        } finally {
            lock.unlock();
        }
    }

    private static ConnectionLostException closed() {
        return new ConnectionLostException("the client was closed");
    }

    private void awaitFinish() {
        long deadlineNanos = System.nanoTime() + CLOSE_NANOS;
        long nanosLeft = CLOSE_NANOS;
        boolean wasInterrupted = false;
        while (!isFinished && nanosLeft > 0) {
            try {
                nanosLeft = hasEnded.awaitNanos(nanosLeft);
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

    private boolean isFull() {
        return unwritten.length() >= ClientOptions.MAX_UNWRITTEN_BYTES;
    }

    private void awaitRoom() throws ConnectionLostException {
        boolean wasInterrupted = false;
        while (isOpen() && isFull()) {
            long nanosLeft = movedNanos + WRITE_NANOS - System.nanoTime();
            if (nanosLeft <= 0) {
                lose(new ConnectionLostException(address + " has not read for "
                        + ClientOptions.WRITE_TIMEOUT.toSeconds() + " s what it was sent"));
                break;
            }
            try {
                isWritable.awaitNanos(nanosLeft);
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
            throw new ConnectionLostException(String.valueOf(end.getMessage()), end);
        }
    }

    private void add(Request request, Answer answer) {
        boolean wasFull = isFull();
        unwritten.write(request);
        awaited.add(answer);
        if (isFull() && !wasFull) {
            movedNanos = System.nanoTime();
        }
        hasUnwritten.signal();
    }

    private void lose(ConnectionLostException cause) {
        lock.lock();
        try {
            if (end == null) {
                end = cause;
                isWritable.signalAll();
                hasUnwritten.signalAll();
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
            for (RequestWriter next = nextToWrite(); next != null; next = nextToWrite()) {
                write(next.array(), next.length());
                next.clear();
            }
        } catch (IOException failure) {
            // The server may have said why it has gone; if nothing is left to read, the thread that reads finds out.
            shutdownOutput();
        }
    }

    private void write(byte[] bytes, int length) throws IOException {
        OutputStream output = socket.getOutputStream();
        for (int from = 0; from < length; from += WRITE_BYTES) {
            output.write(bytes, from, Math.min(WRITE_BYTES, length - from));
            movedNanos = System.nanoTime();
        }
    }

    private void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException ignored) {
            // It is gone already.
        }
    }

    private @Nullable RequestWriter nextToWrite() {
        lock.lock();
        try {
            while (end == null && unwritten.length() == 0) {
                hasUnwritten.awaitUninterruptibly();
            }
            if (end != null) {
                return null;
            }
            RequestWriter full = unwritten;
            unwritten = beingWritten;
            beingWritten = full;
            isWritable.signalAll();
            return full;
        } finally {
            lock.unlock();
        }
    }

    private void readAll(EventSink sink) {
        Bye bye = new Bye();
        try {
            readFrames(sink, bye);
            lose(new ConnectionLostException(address + bye.reason("has closed the connection")));
        } catch (GarbledReplyException garbled) {
            lose(new ConnectionLostException(
                    address + " does not speak this protocol: " + garbled.getMessage(), garbled));
        } catch (SocketException reset) {
            lose(new ConnectionLostException(address + bye.reason("is gone: " + reset.getMessage()), reset));
        } catch (IOException failure) {
            lose(new ConnectionLostException(address + " is gone: " + failure.getMessage(), failure));
        } catch (RuntimeException | Error bug) {
            lose(new ConnectionLostException("a bug in the client: " + bug, bug));
            throw bug;
        } finally {
            finish(sink);
        }
    }

    private void readFrames(EventSink sink, Bye bye) throws IOException {
        InputStream input = socket.getInputStream();
        ReplyParser parser = new ReplyParser(MAX_LINE_BYTES, MAX_BODY_BYTES);
        byte[] window = new byte[READ_BYTES];
        for (int count = input.read(window); count >= 0; count = input.read(window)) {
            parser.feed(window, 0, count);
            for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
                if (!(reply instanceof Reply.Event event)) {
                    nextAwaited().onReply(reply);
                    dropAwaited();
                } else if (!bye.isSaidBy(event)) {
                    sink.onEvent(event);
                }
            }
        }
    }

    /// The answer that the next reply is for. It is still awaited if it fails to read it.
    private Answer nextAwaited() throws GarbledReplyException {
        lock.lock();
        try {
            Answer first = awaited.peek();
            if (first == null) {
                throw new GarbledReplyException("a reply that nobody asked for");
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void dropAwaited() {
        lock.lock();
        try {
            awaited.remove();
        } finally {
            lock.unlock();
        }
    }

    /// Tells everybody who waits, on the thread that reads, once: the connection has been lost.
    private void finish(EventSink sink) {
        ConnectionLostException cause;
        boolean isOwnWish;
        ArrayDeque<Answer> open;
        lock.lock();
        try {
            isOwnWish = isClosing;
            cause = isOwnWish || end == null ? closed() : end;
            open = new ArrayDeque<>(awaited);
            awaited.clear();
        } finally {
            lock.unlock();
        }
        open.forEach(answer -> answer.onLost(cause));
        sink.onEnd(cause, isOwnWish);
        lock.lock();
        try {
            isFinished = true;
            hasEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

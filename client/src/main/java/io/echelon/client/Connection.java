package io.echelon.client;

import io.echelon.protocol.EventName;
import io.echelon.protocol.GarbledReplyException;
import io.echelon.protocol.Reply;
import io.echelon.protocol.ReplyParser;
import io.echelon.protocol.Request;
import io.echelon.protocol.RequestWriter;
import io.echelon.protocol.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/// A socket with a thread that reads and one that writes. Replies are matched with requests by their order,
/// which is that of [#send]. Any thread may call.
final class Connection {
    /// What waits for the reply to one request. Called on the thread that reads, in order: it must not block.
    interface Answer {
        Answer NONE = new Answer() {
            @Override
            public void onReply(Reply reply) {
                // Whatever it is, nothing follows from it.
            }

            @Override
            public void onLost(ConnectionLostException cause) {
                // Nobody waits.
            }
        };

        /// @param reply an Ok or a Refused
        void onReply(Reply reply) throws GarbledReplyException;

        /// The reply will never come.
        void onLost(ConnectionLostException cause);
    }

    /// Where events go. Called on the thread that reads: it must not block.
    interface EventSink {
        void onEvent(Reply.Event event) throws IOException;

        /// After everybody who waited for a reply was told.
        ///
        /// @param isOwnWish whether this side has closed the connection
        void onEnd(ConnectionLostException cause, boolean isOwnWish);
    }

    private static final int READ_BYTES = 64 << 10;
    private static final int MAX_LINE_BYTES = 64 << 10;
    /// The longest list that a server can be told to give.
    private static final int MAX_BODY_BYTES = 64 << 20;

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
    private boolean isClosing;
    private boolean isFinished;

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

    /// Puts a request in line. Waits for room, [ClientOptions#WRITE_TIMEOUT] at most; then the connection is
    /// given up.
    ///
    /// @throws ConnectionLostException if there is no connection any more; the answer is not called then
    void send(Request request, Answer answer) throws ConnectionLostException {
        lock.lock();
        try {
            awaitRoom();
            add(request, answer);
        } finally {
            lock.unlock();
        }
    }

    /// As [#send], but without waiting: when there is no room the connection is given up. If it is lost
    /// nothing happens.
    void sendNow(Request request, Answer answer) {
        lock.lock();
        try {
            if (end == null && isFull()) {
                lose(new ConnectionLostException(address + " does not read what it is sent"));
            }
            if (end == null) {
                add(request, answer);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Gives the connection up because of what this side has found.
    void abandon(String why) {
        lose(new ConnectionLostException(why));
    }

    /// Says QUIT, and waits two seconds at most for the server to close.
    void close() {
        lock.lock();
        try {
            isClosing = true;
            if (end == null) {
                add(new Request.Quit(null), Answer.NONE);
                awaitFinish();
                lose(new ConnectionLostException("the client was closed"));
            }
            awaitFinish();
        } finally {
            lock.unlock();
        }
    }

    private void awaitFinish() {
        long nanosLeft = CLOSE_NANOS;
        boolean wasInterrupted = false;
        while (!isFinished && nanosLeft > 0) {
            try {
                nanosLeft = hasEnded.awaitNanos(nanosLeft);
            } catch (InterruptedException interrupted) {
                wasInterrupted = true;
                nanosLeft = 0;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFull() {
        return unwritten.length() >= ClientOptions.MAX_UNWRITTEN_BYTES;
    }

    private void awaitRoom() throws ConnectionLostException {
        long nanosLeft = ClientOptions.WRITE_TIMEOUT.toNanos();
        boolean wasInterrupted = false;
        while (end == null && isFull()) {
            if (nanosLeft <= 0) {
                lose(new ConnectionLostException(address + " has not read for "
                        + ClientOptions.WRITE_TIMEOUT.toSeconds() + " s what it was sent"));
                break;
            }
            try {
                nanosLeft = isWritable.awaitNanos(nanosLeft);
            } catch (InterruptedException interrupted) {
                wasInterrupted = true; // What is half done here is done to its end.
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (end != null) {
            throw new ConnectionLostException(String.valueOf(end.getMessage()), end);
        }
    }

    private void add(Request request, Answer answer) {
        unwritten.write(request);
        awaited.add(answer);
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
                socket.getOutputStream().write(next.array(), 0, next.length());
                next.clear();
            }
        } catch (IOException failure) {
            // The server may have said why it has gone; if nothing is left to read, the thread that reads finds out.
            shutdownOutput();
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
                    takeAwaited().onReply(reply);
                } else if (!bye.isSaidBy(event)) {
                    sink.onEvent(event);
                }
            }
        }
    }

    private Answer takeAwaited() throws GarbledReplyException {
        lock.lock();
        try {
            Answer first = awaited.poll();
            if (first == null) {
                throw new GarbledReplyException("a reply that nobody asked for");
            }
            return first;
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
            cause = isOwnWish || end == null ? new ConnectionLostException("the client was closed") : end;
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

    /// What the server said last.
    private static final class Bye {
        private @Nullable String text;

        boolean isSaidBy(Reply.Event event) {
            if (event.event() != EventName.BYE) {
                return false;
            }
            byte[] body = event.body();
            String why = body == null ? "goodbye" : new String(body, StandardCharsets.UTF_8);
            String code = event.fields().find("code");
            text = VisibleText.escape(why) + (code == null ? "" : " (" + VisibleText.escape(code) + ")");
            return true;
        }

        String reason(String otherwise) {
            return text == null ? " " + otherwise : " has closed the connection: " + text;
        }
    }
}

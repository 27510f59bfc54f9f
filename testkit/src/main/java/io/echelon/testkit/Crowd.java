package io.echelon.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Very many clients on the thread of the test, where one [ScriptedClient] each would take a thread
/// each to hear them all. They act at once and hear only while the crowd is told to: [#hearUntil].
/// All lines that were heard are kept.
public final class Crowd implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final long SELECT_MILLIS = 50;
    private static final int READ_BYTES = 64 << 10;

    private final InetSocketAddress address;
    private final Selector selector;
    private final ByteBuffer scratch = ByteBuffer.allocate(READ_BYTES);
    private final List<Client> clients = new ArrayList<>();

    /// @param address of the server; nobody connects yet
    public Crowd(InetSocketAddress address) {
        this.address = address;
        try {
            selector = Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Everybody who ever belonged to it, in the order of their coming.
    public List<Client> clients() {
        return Collections.unmodifiableList(clients);
    }

    /// Has new clients connect, all at once; each says the lines as soon as it is connected.
    ///
    /// @return the new ones
    public List<Client> add(int count, String... lines) {
        List<Client> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(new Client(lines));
        }
        clients.addAll(added);
        return added;
    }

    /// Lets all of them hear what is said to them, until the condition holds.
    ///
    /// @param awaited what is waited for, to be told if it does not come in time
    public void hearUntil(String awaited, BooleanSupplier condition) {
        if (!isHeard(DEADLINE, condition)) {
            throw new AssertionError("not within " + DEADLINE + ": " + awaited);
        }
    }

    /// The same for an event that may stay away.
    ///
    /// @return whether it came within the time
    public boolean isHeard(Duration time, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                return false;
            }
            hear(SELECT_MILLIS);
        }
        return true;
    }

    /// All of those who are still there go away by FIN, or by RST where something is unread.
    @Override
    public void close() {
        clients.forEach(Client::close);
        try {
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void hear(long timeoutMillis) {
        try {
            selector.select(key -> ((Client) key.attachment()).onReady(), timeoutMillis);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// One of the crowd.
    public final class Client implements AutoCloseable {
        private final SocketChannel channel;
        private final SelectionKey key;
        private final List<String> lines = new ArrayList<>();
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
        private ByteBuffer unsaid;
        private boolean hasEnded;

        private Client(String... firstLines) {
            unsaid = encoded(firstLines);
            try {
                channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                key = channel.register(selector, SelectionKey.OP_CONNECT, this);
                channel.connect(address);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /// Says whole lines; what the socket does not take is said while the crowd hears.
        public void send(String... said) {
            ByteBuffer more = encoded(said);
            unsaid = ByteBuffer.allocate(unsaid.remaining() + more.remaining())
                    .put(unsaid)
                    .put(more)
                    .flip();
            if (channel.isConnected()) {
                onReady();
            }
        }

        /// What it has heard up to now, without line ends.
        public List<String> lines() {
            return Collections.unmodifiableList(lines);
        }

        /// The first line that it heard with this beginning, or null.
        public @Nullable String heard(String beginning) {
            for (String line : lines) {
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
            return null;
        }

        /// Whether the server has closed or reset the connection.
        public boolean hasEnded() {
            return hasEnded;
        }

        public boolean isOpen() {
            return channel.isOpen();
        }

        /// Says that it will send no more, and goes on hearing.
        public void closeOutput() {
            try {
                channel.shutdownOutput();
            } catch (IOException gone) {
                hasEnded = true;
            }
        }

        /// Goes away by RST.
        public void reset() {
            try {
                if (channel.isOpen()) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                }
            } catch (IOException gone) {
                hasEnded = true;
            }
            close();
        }

        /// Goes away by FIN, or by RST where something is unread. Its socket is gone at once, not
        /// only with the next look at the selector.
        @Override
        public void close() {
            try {
                channel.close();
                if (selector.isOpen()) {
                    selector.selectNow(ready -> ((Client) ready.attachment()).onReady());
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /// What it has heard, for failed assertions.
        @Override
        public String toString() {
            return (hasEnded ? "ended after " : "heard ") + lines;
        }

        private void onReady() {
            if (!key.isValid()) {
                return;
            }
            try {
                if (channel.isConnectionPending() && !channel.finishConnect()) {
                    return;
                }
                channel.write(unsaid);
                hear();
                if (key.isValid()) {
                    key.interestOps(SelectionKey.OP_READ | (unsaid.hasRemaining() ? SelectionKey.OP_WRITE : 0));
                }
            } catch (IOException reset) {
                onEnd();
            }
        }

        private void hear() throws IOException {
            int count = channel.read(scratch.clear());
            while (count > 0) {
                scratch.flip();
                while (scratch.hasRemaining()) {
                    hear(scratch.get());
                }
                count = channel.read(scratch.clear());
            }
            if (count < 0) {
                onEnd();
            }
        }

        private void hear(byte octet) {
            if (octet == '\n') {
                lines.add(partial.toString(StandardCharsets.UTF_8));
                partial.reset();
            } else {
                partial.write(octet);
            }
        }

        private void onEnd() {
            hasEnded = true;
            key.cancel();
        }

        private static ByteBuffer encoded(String... said) {
            String text = said.length == 0 ? "" : String.join("\n", said) + "\n";
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}

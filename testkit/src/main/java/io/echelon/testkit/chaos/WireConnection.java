package io.echelon.testkit.chaos;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A connection that says and hears lines, without any notion of what they mean. For one thread.
final class WireConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Socket socket;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int begin;
    private int end;
    private long heardNanos = System.nanoTime();

    private WireConnection(Socket socket) {
        this.socket = socket;
    }

    static WireConnection open(InetSocketAddress address, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, Math.toIntExact(patience.toMillis()));
            socket.setTcpNoDelay(true);
            return new WireConnection(socket);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /// Sends whole lines, each with its LF, in one write.
    void send(String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// The next line without its LF.
    ///
    /// @param deadline of [System#nanoTime]
    /// @return null if there is none by then; what has come of it is kept
    /// @throws IOException if the connection has ended
    @Nullable
    String line(long deadline) throws IOException {
        int searched = begin;
        while (true) {
            for (int index = searched; index < end; index++) {
                if (buffer[index] == '\n') {
                    String line = new String(buffer, begin, index - begin, StandardCharsets.UTF_8);
                    begin = index + 1;
                    return line;
                }
            }
            int seen = end - begin;
            if (!fill(deadline)) {
                return null;
            }
            searched = begin + seen;
        }
    }

    /// Exactly so many bytes and the LF behind them, as text.
    ///
    /// @return null if they are not there by then
    @Nullable
    String counted(int count, long deadline) throws IOException {
        while (end - begin < count + 1) {
            if (!fill(deadline)) {
                return null;
            }
        }
        String text = new String(buffer, begin, count, StandardCharsets.UTF_8);
        begin += count + 1;
        return text;
    }

    private boolean fill(long deadline) throws IOException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, end - begin);
            end -= begin;
            begin = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0 && socket.getInputStream().available() == 0) {
            return false;
        }
        socket.setSoTimeout(Math.toIntExact(Math.max(millis, 1)));
        try {
            int count = socket.getInputStream().read(buffer, end, buffer.length - end);
            if (count < 0) {
                throw new EOFException("the server has closed");
            }
            end += count;
            heardNanos = System.nanoTime();
            return true;
        } catch (SocketTimeoutException nothing) {
            return false;
        }
    }

    /// When something came last, or when it was made, of [System#nanoTime].
    long heardNanos() {
        return heardNanos;
    }

    /// Throws away what has come.
    void drain() throws IOException {
        while (socket.getInputStream().available() > 0 && fill(System.nanoTime())) {
            begin = end;
        }
        begin = end;
    }

    /// Goes away by RST.
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException ended) {
            // Then it is gone already.
        }
        close();
    }

    /// Goes away by FIN, or by RST where something is unread.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is closed all the same.
        }
    }
}

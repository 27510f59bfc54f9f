package io.echelon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whoever connects to the socket of a member and says what it is told to, as with `nc -U`. A test that hears
/// nothing runs into its timeout.
final class SocketCaller implements AutoCloseable {
    private final SocketChannel channel;
    private final BufferedReader input;

    private SocketCaller(SocketChannel channel) {
        this.channel = channel;
        this.input = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8), 1 << 13);
    }

    static SocketCaller connect(Path path) {
        try {
            return new SocketCaller(SocketChannel.open(UnixDomainSocketAddress.of(path)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The other end of whoever connects there next.
    static SocketCaller accept(ServerSocketChannel listener) {
        try {
            return new SocketCaller(listener.accept());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A pair of ends, without a member.
    static SocketCaller[] pair(Path path) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(path));
            SocketCaller near = connect(path);
            return new SocketCaller[] {near, accept(listener)};
        }
    }

    SocketChannel channel() {
        return channel;
    }

    void send(String... lines) {
        sendRaw(String.join("\n", lines) + "\n");
    }

    void sendRaw(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The next line, or null at the end.
    @Nullable
    String line() {
        try {
            return input.readLine();
        } catch (IOException reset) {
            return null;
        }
    }

    void expect(String... lines) {
        for (String expected : lines) {
            String actual = line();
            if (!expected.equals(actual)) {
                throw new AssertionError("expected: " + expected + "\nbut heard: " + actual);
            }
        }
    }

    String expectMatch(String pattern) {
        String actual = line();
        if (actual == null || !Pattern.matches(pattern, actual)) {
            throw new AssertionError("expected to match: " + pattern + "\nbut heard: " + actual);
        }
        return actual;
    }

    /// Passes over lines until one matches.
    void await(String pattern) {
        String line = line();
        while (line != null && !Pattern.matches(pattern, line)) {
            line = line();
        }
        if (line == null) {
            throw new AssertionError("never heard: " + pattern);
        }
    }

    void expectEnd() {
        String line = line();
        if (line != null) {
            throw new AssertionError("expected the end but heard: " + line);
        }
    }

    /// Says that it will say no more, and goes on hearing.
    void closeOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

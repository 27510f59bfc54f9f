package io.echelon.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A client over a real socket that says what it is told to and hears line by line. Everything it
/// waits for has a deadline; what does not come fails with what came instead. For one thread.
public final class ScriptedClient implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 20_000;
    private static final int SILENCE_MILLIS = 300;
    private static final int MAX_REMEMBERED = 30;

    private final Socket socket;
    private final InputStream input;
    private final List<String> heard = new ArrayList<>();

    private ScriptedClient(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(DEADLINE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    public static ScriptedClient connect(InetSocketAddress address) {
        try {
            Socket socket = new Socket();
            socket.connect(address, DEADLINE_MILLIS);
            return new ScriptedClient(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Socket socket() {
        return socket;
    }

    /// Sends whole lines, each with its LF, in one write.
    public void send(String... lines) {
        sendBytes((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Sends exactly this.
    public void sendRaw(String text) {
        sendBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public void sendBytes(byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The next line without its LF; a CR stays.
    ///
    /// @throws AssertionError if the connection ends or nothing comes in time
    public String line() {
        String line = lineOrEnd();
        if (line == null) {
            throw new AssertionError("the connection has ended; heard before:\n" + remembered());
        }
        return line;
    }

    /// The next line, or null if the connection has ended, by FIN or by reset.
    public @Nullable String lineOrEnd() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int octet = input.read(); octet != '\n'; octet = input.read()) {
                if (octet < 0) {
                    return line.size() == 0 ? null : remember(line);
                }
                line.write(octet);
            }
            return remember(line);
        } catch (SocketTimeoutException late) {
            throw new AssertionError("no line within " + DEADLINE_MILLIS + " ms; heard before:\n" + remembered(), late);
        } catch (IOException reset) {
            return null;
        }
    }

    public void expect(String... lines) {
        for (String expected : lines) {
            String actual = line();
            if (!actual.equals(expected)) {
                throw new AssertionError(
                        "expected: " + expected + "\nbut heard: " + actual + "\nbefore:\n" + remembered());
            }
        }
    }

    /// @param pattern of the whole next line, a regular expression
    /// @return the line
    public String expectMatch(String pattern) {
        String actual = line();
        if (!Pattern.matches(pattern, actual)) {
            throw new AssertionError(
                    "expected to match: " + pattern + "\nbut heard: " + actual + "\nbefore:\n" + remembered());
        }
        return actual;
    }

    /// Passes over lines until one matches.
    ///
    /// @return that line
    public String await(String pattern) {
        Pattern awaited = Pattern.compile(pattern);
        String line = line();
        while (!awaited.matcher(line).matches()) {
            line = line();
        }
        return line;
    }

    /// Makes sure that nothing has been said up to now: the next line is the answer to a PING.
    public void expectNothing() {
        String mark = String.format(Locale.ROOT, "nothing-%d", System.nanoTime());
        send("PING " + mark);
        expect("+OK PONG " + mark);
    }

    /// Whether nothing comes for a while: what is asked meanwhile is not even read.
    public boolean isSilent() {
        try {
            socket.setSoTimeout(SILENCE_MILLIS);
            input.mark(1);
            int octet = input.read();
            input.reset();
            return octet < 0;
        } catch (SocketTimeoutException silence) {
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            restoreDeadline();
        }
    }

    private void restoreDeadline() {
        try {
            socket.setSoTimeout(DEADLINE_MILLIS);
        } catch (SocketException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Exactly so many bytes, as they come.
    public byte[] bytes(int count) {
        try {
            byte[] bytes = input.readNBytes(count);
            if (bytes.length < count) {
                throw new AssertionError("the connection ended after " + bytes.length + " of " + count + " bytes");
            }
            return bytes;
        } catch (IOException failure) {
            throw new AssertionError("reading failed; heard before:\n" + remembered(), failure);
        }
    }

    /// Everything that is still said, until the connection ends, by FIN or by reset.
    public byte[] untilEnd() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            for (int octet = input.read(); octet >= 0; octet = input.read()) {
                rest.write(octet);
            }
            return rest.toByteArray();
        } catch (SocketTimeoutException late) {
            throw new AssertionError("no end within " + DEADLINE_MILLIS + " ms; heard before:\n" + remembered(), late);
        } catch (IOException reset) {
            return rest.toByteArray();
        }
    }

    public void expectEnd() {
        String line = lineOrEnd();
        if (line != null) {
            throw new AssertionError("expected the end but heard: " + line + "\nbefore:\n" + remembered());
        }
    }

    /// Says that it will send no more, and goes on hearing.
    public void closeOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Goes away by RST.
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Goes away by FIN, or by RST where something is unread.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String remember(ByteArrayOutputStream bytes) {
        String line = bytes.toString(StandardCharsets.UTF_8);
        heard.add(line);
        if (heard.size() > MAX_REMEMBERED) {
            heard.removeFirst();
        }
        return line;
    }

    private String remembered() {
        return String.join("\n", heard);
    }
}

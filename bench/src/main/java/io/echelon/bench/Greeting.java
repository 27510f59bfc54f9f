package io.echelon.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How one finds out whether a server is ready: what is said to it, and how its answer begins. Each character
/// is a byte.
record Greeting(String question, String answer) {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int READ_MILLIS = 30_000;

    /// Connects again and again until there is an answer.
    ///
    /// @return when it had come, by [System#nanoTime]
    /// @throws FailedRunException if the process ends, says something else, or takes too long
    long await(Process process, int port, Duration patience) throws FailedRunException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new FailedRunException("it ended with exit code " + process.exitValue());
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return ask(socket);
            } catch (ConnectException refused) {
                LockSupport.parkNanos(PAUSE_NANOS); // It does not listen yet.
            } catch (IOException broken) {
                throw new FailedRunException("it does not answer: " + broken.getMessage());
            }
        }
        throw new FailedRunException("it did not get ready within " + patience.toSeconds() + " s");
    }

    private long ask(Socket socket) throws IOException, FailedRunException {
        socket.setSoTimeout(READ_MILLIS);
        socket.getOutputStream().write(question.getBytes(ISO_8859_1));
        String said = new String(socket.getInputStream().readNBytes(answer.length()), ISO_8859_1);
        long now = System.nanoTime();
        if (!said.equals(answer)) {
            throw new FailedRunException("it is another server, or has changed: it says " + said);
        }
        return now;
    }
}

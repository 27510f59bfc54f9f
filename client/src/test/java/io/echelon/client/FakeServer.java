package io.echelon.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A server for one client that says what its scripts say, one for each connection. When a script is
/// through it hears the client out, until it says QUIT or closes, and closes too. Behind the last one
/// nobody listens any more.
final class FakeServer implements AutoCloseable {
    static final Backoff IMPATIENT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));
    private static final int DEADLINE_MILLIS = 30_000;

    /// What the server does, on a thread of its own. What it throws, [#close] throws.
    interface Script {
        void play(Peer peer) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CountDownLatch unplayed;

    private FakeServer(ServerSocket socket, int scripts) {
        this.socket = socket;
        this.unplayed = new CountDownLatch(scripts);
    }

    static FakeServer start(Script... scripts) {
        try {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            FakeServer server = new FakeServer(socket, scripts.length);
            new Thread(() -> server.serve(List.of(scripts)), "fake-server").start();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ClientOptions options() {
        return ClientOptions.at(address()).withReplyTimeout(Duration.ofSeconds(20));
    }

    /// Of a client that hardly waits before it comes back.
    ClientOptions impatientOptions() {
        return options().withBackoff(IMPATIENT);
    }

    /// Waits until all scripts are through, while the client may go on.
    void awaitPlayed() throws InterruptedException {
        if (!unplayed.await(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the script of the server is not through");
        }
    }

    /// `host:port`.
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve(List<Script> scripts) {
        try (socket) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            for (Script script : scripts) {
                serve(script);
            }
            end.complete(null);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError failure) {
            end.completeExceptionally(failure);
            while (unplayed.getCount() > 0) {
                unplayed.countDown();
            }
        }
    }

    private void serve(Script script) throws IOException, InterruptedException {
        try (Socket accepted = socket.accept()) {
            accepted.setSoTimeout(DEADLINE_MILLIS);
            Peer peer = new Peer(accepted);
            script.play(peer);
            unplayed.countDown();
            peer.hearOut();
        }
    }

    @Override
    public void close() {
        try {
            end.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the script of the server failed", failed.getCause());
        } catch (InterruptedException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    /// The server's end of the connection.
    static final class Peer {
        private final Socket socket;
        private final InputStream input;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.input = new BufferedInputStream(socket.getInputStream());
        }

        /// Hears HELLO, and answers it.
        void welcome() throws IOException {
            send("*HELLO echelon/1 server=9.9 epoch=e1 group=main members=1 capacity=64 auth=none :type HELP");
            expect("HELLO proto=1 lang=java ver=1.0 body=count ping=10s");
            send("+OK proto=1 server=9.9 epoch=e1");
        }

        /// Hears HELLO, and answers it as one of several servers.
        void welcomeOfCluster(String servers) throws IOException {
            send("*HELLO echelon/1 server=9.9 epoch=e1 group=main members=1 capacity=64 auth=none :type HELP");
            expect("HELLO proto=1 lang=java ver=1.0 body=count ping=10s");
            send("+OK proto=1 server=9.9 epoch=e1 servers=" + servers);
        }

        /// Hears HELLO, and a JOIN with a minute of grace, and answers them: m2 at rank 1 of 3.
        void welcomeKeptMember(String session) throws IOException {
            welcome();
            expect("JOIN results=yes grace=1m");
            send("+OK group=main id=m2 rank=1 of=3 rev=3 token=1003 session=" + session);
        }

        /// Hears HELLO and RESUME, and answers them: m2 at rank 1 of 3 still.
        void welcomeBack(String session, long got, long sent, long replay, String next) throws IOException {
            welcome();
            expect("RESUME session=" + session + " got=" + got);
            send("+OK group=main id=m2 rank=1 of=3 rev=3 token=1003 sent=" + sent + " replay=" + replay + " session="
                    + next);
        }

        /// Hears HELLO and JOIN, and answers them: m2 at rank 1 of 3.
        void welcomeMember() throws IOException {
            welcome();
            expect("JOIN results=yes");
            send("+OK group=main id=m2 rank=1 of=3 rev=3 token=1003");
        }

        void send(String... lines) throws IOException {
            socket.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }

        void expect(String... lines) throws IOException {
            for (String expected : lines) {
                String actual = line();
                if (!expected.equals(actual)) {
                    throw new AssertionError("expected " + expected + ", but heard " + actual);
                }
            }
        }

        /// @return null at the end
        @Nullable
        String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = input.read(); octet != '\n'; octet = input.read()) {
                if (octet < 0) {
                    return null;
                }
                line.write(octet);
            }
            return line.toString(StandardCharsets.UTF_8);
        }

        void close() throws IOException {
            socket.close();
        }

        private void hearOut() {
            try {
                String line = "";
                while (line != null && !line.equals("QUIT")) {
                    line = line();
                }
            } catch (IOException closed) {
                // That is an end too.
            }
        }
    }
}

package io.echelon.client;

import io.echelon.protocol.Fields;
import io.echelon.protocol.Request;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The connection of a client: one after the other, each to the next server of the list. Any thread may
/// call, [#connect] one at a time.
final class Link {
    private static final String WITHOUT_JAR = "1.0";

    private final Servers servers;
    /// That of the connections, which no LEAVE ends.
    private final Tenure tenure = new Tenure();
    private @Nullable Connection connection;
    private String serverVersion = "";
    private String epoch = "";
    private boolean isClosed;

    Link(ClientOptions options) {
        this.servers = new Servers(options.servers());
    }

    Tenure tenure() {
        return tenure;
    }

    synchronized String serverVersion() {
        return serverVersion;
    }

    synchronized String epoch() {
        return epoch;
    }

    /// @throws IllegalStateException if there was none yet
    synchronized Connection current() {
        if (connection == null) {
            throw new IllegalStateException("not connected yet");
        }
        return connection;
    }

    /// The next attempt goes to another server than the last one.
    synchronized void advance() {
        servers.advance();
    }

    /// How many servers there are to try.
    synchronized int serverCount() {
        return servers.count();
    }

    /// Connects, and waits until the server has answered.
    ///
    /// @param patience for all of it
    /// @return the connection; the one before has ended
    /// @throws IOException if that fails, and when this returns all is over that had to do with it; or if
    ///     it is closed
    Connection connect(Duration patience, Connection.Listener listener) throws IOException {
        long startNanos = System.nanoTime();
        Connection next = adopt();
        try {
            next.open(patience, listener);
            greet(next, patience.minusNanos(System.nanoTime() - startNanos));
            return next;
        } catch (IOException failure) {
            drop(next);
            throw failure;
        }
    }

    /// Ends a connection, and waits until everybody knows.
    void drop(Connection useless) {
        useless.abandon(LossReason.BROKEN, "the client has no use for the connection");
        useless.awaitEnd();
    }

    private synchronized Connection adopt() throws ConnectionLostException {
        if (isClosed) {
            throw new ConnectionLostException(LossReason.CLOSED, "the client was closed");
        }
        connection = new Connection(servers.attempt());
        return connection;
    }

    private void greet(Connection next, Duration patience) throws IOException {
        String version = Client.class.getPackage().getImplementationVersion();
        Request hello = new Request.Hello(
                null,
                null,
                "java",
                version == null ? WITHOUT_JAR : version,
                true,
                ClientOptions.PING_INTERVAL.toMillis());
        Fields answer = Question.ask(next, tenure, hello, patience).fields();
        if (answer.find("servers") != null) {
            next.majority().need();
        }
        synchronized (this) {
            serverVersion = answer.text("server");
            epoch = answer.text("epoch");
            servers.learn(answer.find("servers"));
        }
    }

    /// Gives the connection up because of what this side has found.
    void abandon(LossReason reason, String why) {
        current().abandon(reason, why);
    }

    /// Closes the connection in good order, and makes none any more.
    void close() {
        Connection last;
        synchronized (this) {
            isClosed = true;
            last = connection;
        }
        if (last != null) {
            last.close();
        }
    }
}

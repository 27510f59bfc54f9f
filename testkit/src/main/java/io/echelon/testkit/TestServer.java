package io.echelon.testkit;

import io.echelon.server.Limit;
import io.echelon.server.Replica;
import io.echelon.server.Server;
import io.echelon.server.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A server on a free port of the loopback interface, and the clients that were connected to it
/// here, all gone when it is closed.
public final class TestServer implements AutoCloseable {
    /// Longer than a program may be held up before its first word, on a busy machine.
    private static final int SILENCE_MILLIS = 500;

    private static final ServerOptions STANDARD =
            ServerOptions.DEFAULTS.withPort(0).withLimit(Limit.SILENCE_MILLIS, SILENCE_MILLIS);

    private final Server server;
    private final List<ScriptedClient> clients = new ArrayList<>();

    private TestServer(Server server) {
        this.server = server;
    }

    public static TestServer start() {
        return start(options -> options);
    }

    /// @param change what is to differ from the standard options
    public static TestServer start(UnaryOperator<ServerOptions> change) {
        try {
            return new TestServer(Server.start(change.apply(STANDARD)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A server whose order of inputs is kept elsewhere.
    ///
    /// @param change what is to differ from the standard options
    public static TestServer start(Replica replica, UnaryOperator<ServerOptions> change) {
        try {
            return new TestServer(Server.start(change.apply(STANDARD), replica));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static TestServer start(Replica replica) {
        return start(replica, options -> options);
    }

    public Server server() {
        return server;
    }

    public InetSocketAddress address() {
        return server.address();
    }

    /// A client that has said nothing yet.
    public ScriptedClient connect() {
        ScriptedClient client = ScriptedClient.connect(address());
        clients.add(client);
        return client;
    }

    /// A person, welcomed to `main` because it spoke without asking for a place.
    public ScriptedClient person() {
        ScriptedClient person = connect();
        person.send("ME");
        person.expectMatch("\\*HELLO .*");
        person.expectMatch("\\*WELCOME group=main .*");
        person.expectMatch("\\+OK group=main .*");
        return person;
    }

    /// A program that has said HELLO, and nothing else yet.
    public ScriptedClient greeted() {
        ScriptedClient program = connect();
        program.send("HELLO proto=1");
        program.expectMatch("\\*HELLO .*");
        program.expectMatch("\\+OK proto=1 .*");
        return program;
    }

    /// A program that has joined.
    ///
    /// @param join what follows the verb: `main results=yes`
    public ScriptedClient program(String join) {
        ScriptedClient program = greeted();
        program.send("JOIN " + join);
        program.expectMatch("\\+OK group=.*");
        return program;
    }

    @Override
    public void close() {
        clients.forEach(ScriptedClient::close);
        server.close();
    }
}

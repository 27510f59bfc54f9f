package io.echelon.cli;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.Command;
import io.echelon.client.CommandHandler;
import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.Outcome;
import io.echelon.client.Verdict;
import io.echelon.server.ServerOptions;
import io.echelon.testkit.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A server with members on it, one of them with a socket to speak through; all gone when it is closed.
final class Troop implements AutoCloseable {
    private final TestServer server;
    private final Path folder;
    private final List<Client> clients = new ArrayList<>();
    private final List<MemberSocket> sockets = new ArrayList<>();
    /// Lets go of everybody who was told to `hang`.
    private final CountDownLatch isReleased = new CountDownLatch(1);

    private final AtomicInteger hanging = new AtomicInteger();

    private Troop(TestServer server) throws IOException {
        this.server = server;
        this.folder = Files.createTempDirectory("troop");
    }

    static Troop start() {
        return start(options -> options);
    }

    static Troop start(UnaryOperator<ServerOptions> change) {
        try {
            return new Troop(TestServer.start(change));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    TestServer server() {
        return server;
    }

    /// A member whose commands this executes.
    Membership join(CommandHandler handler) {
        return join(JoinOptions.group("main").withHandler(handler));
    }

    Membership join(JoinOptions options) {
        InetSocketAddress address = server.address();
        return join(address.getAddress().getHostAddress() + ":" + address.getPort(), options);
    }

    /// @param address of the server, or of what leads there
    Membership join(String address, JoinOptions options) {
        try {
            Client client = Client.connect(ClientOptions.at(address));
            clients.add(client);
            return client.join(options);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A member that does what the command says: `done`, `fail`, `refuse` or `hang`, and anything else with itself
    /// as the result.
    Membership joinObedient() {
        return join(this::obey);
    }

    Verdict obey(Command command) throws InterruptedException {
        return switch (command.text()) {
            case "done" -> Verdict.done();
            case "fail" -> Verdict.failed(3, "no space left");
            case "refuse" -> Verdict.refused("not here");
            case "hang" -> hang();
            default -> new Verdict(Outcome.DONE, 0, command.body());
        };
    }

    /// Executes a command until everybody is let go.
    Verdict hang() throws InterruptedException {
        hanging.incrementAndGet();
        isReleased.await();
        return Verdict.done("at last");
    }

    /// How many hang, or have.
    int hanging() {
        return hanging.get();
    }

    /// Lets everybody who hangs go on.
    void release() {
        isReleased.countDown();
    }

    MemberSocket openSocket(Membership member) {
        try {
            MemberSocket socket = MemberSocket.open(folder.resolve(member.id() + ".sock"), member);
            sockets.add(socket);
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// A place of its own for files, short enough for sockets.
    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        release();
        sockets.forEach(MemberSocket::close);
        clients.forEach(Client::close);
        server.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

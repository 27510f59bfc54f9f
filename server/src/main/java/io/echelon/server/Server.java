package io.echelon.server;

import io.echelon.core.Effects;
import io.echelon.core.StateMachine;
import io.echelon.server.gateway.Gateway;
import io.echelon.server.net.Listener;
import io.echelon.server.sequence.MemorySequencer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: listens from [#start] to [#close].
/// Methods may be called from any thread but the server's own.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int EPOCH_BYTES = 4;
    private static final long FIRST_CONNECTION = 1;

    private final Listener listener;
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    private Server(ServerOptions options, Gateway gateway, Listener.SequencerMaker maker) throws IOException {
        listener = new Listener(options, gateway, maker, this::onFailure);
    }

    /// Starts a server, which is ready for connections when this returns. Its state is in memory and goes
    /// with it.
    ///
    /// @throws IOException if its address cannot be listened on
    public static Server start(ServerOptions options) throws IOException {
        byte[] epoch = new byte[EPOCH_BYTES];
        new SecureRandom().nextBytes(epoch);
        // Tokens of this run are greater than those of any run before, as long as the wall clock is.
        long tokenBase = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        StateMachine state = new StateMachine(options.coreLimits(), tokenBase, options.uniqueNames());
        return new Server(
                options, new Gateway(options, HexFormat.of().formatHex(epoch)), (loop, clock, publisher, onFailure) -> {
                    publisher.restart(FIRST_CONNECTION, new Effects());
                    return new MemorySequencer(loop, clock, state, publisher::publish, onFailure);
                });
    }

    /// Starts a server of which only the edge is here. It is ready for connections when this returns, which
    /// may take as long as a majority takes to come about.
    ///
    /// @throws IOException if its address cannot be listened on, the replica has failed, or this thread was
    ///     interrupted meanwhile
    public static Server start(ServerOptions options, Replica replica) throws IOException {
        return new Server(
                options,
                new Gateway(options, replica),
                (loop, clock, publisher, onFailure) -> replica.attach(loop, publisher, onFailure));
    }

    /// Where it listens: the port that was picked, if 0 was asked for.
    public InetSocketAddress address() {
        return listener.address();
    }

    /// Completes, with the cause, if a bug has stopped the server; it is still to be closed then.
    public CompletionStage<Void> failure() {
        return failed;
    }

    /// Says `*BYE` to everyone and lets go of everything within five seconds.
    @Override
    public void close() {
        listener.close(failed.isCompletedExceptionally());
    }

    private void onFailure(Throwable bug) {
        if (bug instanceof IOException) {
            LOG.error("the server stops: {}", bug.getMessage()); // Nobody's bug, but the machine's or the operator's.
        } else {
            LOG.error("the server stops because of a bug; its state cannot be trusted any more", bug);
        }
        failed.completeExceptionally(bug);
    }
}

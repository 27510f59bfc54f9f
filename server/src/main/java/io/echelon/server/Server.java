package io.echelon.server;

import io.echelon.core.StateMachine;
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

/// A running server: listens from [#start] to [#close]. Its state is in memory and goes with it.
/// Methods may be called from any thread but the server's own.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int EPOCH_BYTES = 4;

    private final Listener listener;
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    private Server(ServerOptions options) throws IOException {
        byte[] epoch = new byte[EPOCH_BYTES];
        new SecureRandom().nextBytes(epoch);
        // Tokens of this run are greater than those of any run before, as long as the wall clock is.
        long tokenBase = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        listener = new Listener(
                options,
                HexFormat.of().formatHex(epoch),
                (loop, clock, publisher, onFailure) ->
                        new MemorySequencer(loop, clock, stateMachine(options, tokenBase), publisher, onFailure),
                this::onFailure);
    }

    private static StateMachine stateMachine(ServerOptions options, long tokenBase) {
        return new StateMachine(options.coreLimits(), tokenBase, options.uniqueNames()::contains);
    }

    /// Starts a server, which is ready for connections when this returns.
    ///
    /// @throws IOException if its address cannot be listened on
    public static Server start(ServerOptions options) throws IOException {
        return new Server(options);
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
        LOG.error("the server stops because of a bug; its state cannot be trusted any more", bug);
        failed.completeExceptionally(bug);
    }
}

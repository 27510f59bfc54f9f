package io.echelon.server.net;

import io.echelon.core.Effects;
import io.echelon.core.Sequencer;
import io.echelon.server.ServerOptions;
import io.echelon.server.StallClock;
import io.echelon.server.gateway.Conversation;
import io.echelon.server.gateway.Gateway;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Accepts connections and runs everything about them on one event loop: reading, sequencing,
/// writing. With one loop there is no hand-over between threads and no lock.
public final class Listener {
    /// Makes the sequencer that lives on the event loop.
    public interface SequencerMaker {
        /// @param clock that deadlines go by
        /// @param publisher carries effects out
        /// @param onFailure told of a bug, after which nothing works any more
        Sequencer make(
                ScheduledExecutorService loop,
                StallClock clock,
                Consumer<Effects> publisher,
                Consumer<Throwable> onFailure);
    }

    /// Waiting for accepted connections; the kernel may allow fewer.
    private static final int BACKLOG = 4_096;

    private static final long CLOSE_MILLIS = 3_000;
    private static final long LOOP_CLOSE_MILLIS = 1_000;

    private final Transport transport = Transport.best();
    private final EventLoopGroup loops;
    private final EventLoop loop;
    private final Egress egress;
    private final Channel serverChannel;
    private final CompletableFuture<Void> allGone = new CompletableFuture<>();
    private final AtomicBoolean isCloseAsked = new AtomicBoolean();
    private boolean isClosing;

    /// Listens.
    ///
    /// @throws IOException if the address cannot be listened on
    public Listener(ServerOptions options, String epoch, SequencerMaker maker, Consumer<Throwable> onFailure)
            throws IOException {
        loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("echelon-loop"), transport.handlers());
        loop = loops.next();
        StallClock clock = new StallClock(System::nanoTime);
        Sequencer sequencer = maker.make(loop, clock, this::publish, onFailure);
        Gateway gateway = new Gateway(options, epoch, sequencer);
        Timing timing = new Timing(loop, clock, options);
        egress = new Egress(loop, gateway, ByteBufAllocator.DEFAULT, timing, this::onConnectionGone);
        startTicking(clock);
        try {
            serverChannel = bind(options, new ChannelSetup(options, gateway, egress));
        } catch (IOException refused) {
            loops.shutdownGracefully(0, LOOP_CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            throw refused;
        }
    }

    private void startTicking(StallClock clock) {
        loop.scheduleWithFixedDelay(clock::nanos, 0, StallClock.TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) serverChannel.localAddress();
    }

    /// Says goodbye to everyone and lets go of every socket and thread, within five seconds. Must
    /// not be called on the event loop.
    ///
    /// @param isBug whether a bug is the reason, for who is told
    public void close(boolean isBug) {
        if (isCloseAsked.getAndSet(true)) {
            return; // The first call sees to it.
        }
        serverChannel.close().awaitUninterruptibly();
        loop.execute(() -> sayGoodbye(isBug ? Conversation::onBug : Conversation::onShutdown));
        allGone.completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS).join();
        loop.execute(egress.lineBuffers()::close);
        loops.shutdownGracefully(0, LOOP_CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private void publish(Effects effects) {
        egress.publish(effects);
    }

    private Channel bind(ServerOptions options, ChannelSetup setup) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new ReadBuffer())
                .childHandler(setup);
        transport.settleSockets(bootstrap, options);
        InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
        if (address.isUnresolved()) {
            throw new IOException("there is no host " + options.host());
        }
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        bound.channel().pipeline().addLast(new AcceptFailures());
        return bound.channel();
    }

    private void sayGoodbye(Consumer<Conversation> goodbye) {
        isClosing = true;
        for (Connection connection : List.copyOf(egress.connections())) {
            goodbye.accept(connection.conversation());
        }
        onConnectionGone();
    }

    private void onConnectionGone() {
        if (isClosing && egress.connections().isEmpty()) {
            allGone.complete(null);
        }
    }
}

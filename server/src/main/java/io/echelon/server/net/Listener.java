package io.echelon.server.net;

import io.echelon.core.Effects;
import io.echelon.core.Publisher;
import io.echelon.core.Sequencer;
import io.echelon.server.ServerOptions;
import io.echelon.server.StallClock;
import io.echelon.server.gateway.Farewell;
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
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Accepts connections and runs everything about them on one event loop: reading, sequencing,
/// writing. With one loop there is no hand-over between threads and no lock.
public final class Listener implements Publisher {
    /// Begins the order of inputs. Called on the event loop.
    public interface SequencerMaker {
        /// @param clock that deadlines go by
        /// @param publisher carries effects out; is to be restarted first, and listens then
        /// @param onFailure told of a bug, after which nothing works any more
        Sequencer make(
                ScheduledExecutorService loop, StallClock clock, Publisher publisher, Consumer<Throwable> onFailure);
    }

    /// Waiting for accepted connections; the kernel may allow fewer.
    private static final int BACKLOG = 4_096;

    private static final long CLOSE_MILLIS = 3_000;
    private static final long LOOP_CLOSE_MILLIS = 1_000;

    private final Transport transport = Transport.best();
    private final EventLoopGroup loops;
    private final EventLoop loop;
    private final Gateway gateway;
    private final Egress egress;
    private final ChannelSetup setup;
    /// Completes when there is something to serve.
    private final CompletableFuture<Void> shown = new CompletableFuture<>();
    private final Channel serverChannel;
    private final CompletableFuture<Void> allGone = new CompletableFuture<>();
    private final AtomicBoolean isCloseAsked = new AtomicBoolean();
    /// Null where the sequencer is in this process and always takes everything.
    private @Nullable IntakeWatch intakeWatch;

    private boolean isClosing;

    /// Listens, as soon as the sequencer has shown what there is, however long that takes.
    ///
    /// @throws IOException if the address cannot be listened on, the sequencer has failed, or the thread was
    ///     interrupted
    public Listener(ServerOptions options, Gateway gateway, SequencerMaker maker, Consumer<Throwable> onFailure)
            throws IOException {
        loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("echelon-loop"), transport.handlers());
        loop = loops.next();
        StallClock clock = new StallClock(System::nanoTime);
        Timing timing = new Timing(loop, clock, options);
        this.gateway = gateway;
        egress = new Egress(loop, gateway, ByteBufAllocator.DEFAULT, timing, this::onConnectionGone);
        setup = new ChannelSetup(options, gateway, egress);
        startTicking(clock);
        try {
            attach(maker, clock, onFailure);
            serverChannel = bind(options);
        } catch (IOException refused) {
            loops.shutdownGracefully(0, LOOP_CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            throw refused;
        }
    }

    private void attach(SequencerMaker maker, StallClock clock, Consumer<Throwable> onFailure) throws IOException {
        Consumer<Throwable> onBug = bug -> {
            shown.completeExceptionally(bug);
            onFailure.accept(bug);
        };
        loop.execute(() -> {
            try {
                gateway.attach(maker.make(loop, clock, this, onBug));
                watchIntake(onBug);
            } catch (RuntimeException | Error bug) {
                onBug.accept(bug);
            }
        });
        try {
            shown.get();
        } catch (InterruptedException stopped) {
            throw (IOException) new InterruptedIOException("interrupted while the state was read").initCause(stopped);
        } catch (ExecutionException failure) {
            throw new IOException("the order of inputs could not begin: " + failure.getMessage(), failure);
        }
    }

    private void watchIntake(Consumer<Throwable> onFailure) {
        if (gateway.isReplicated()) {
            intakeWatch = new IntakeWatch(gateway.intake(), egress.connections());
            intakeWatch.start(loop, onFailure);
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
        loop.execute(() -> sayGoodbye(isBug ? Farewell.BUG : Farewell.SHUTDOWN));
        allGone.completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS).join();
        loop.execute(egress.lineBuffers()::close);
        loops.shutdownGracefully(0, LOOP_CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    @Override
    public void publish(Effects effects) {
        egress.publish(effects);
        if (intakeWatch != null) {
            intakeWatch.afterBatch();
        }
    }

    @Override
    public void restart(long firstConnection, Effects shownGroups) {
        setup.numberFrom(firstConnection);
        egress.restart(shownGroups);
        shown.complete(null);
    }

    private Channel bind(ServerOptions options) throws IOException {
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

    private void sayGoodbye(Farewell farewell) {
        isClosing = true;
        for (Connection connection : egress.connections().all()) {
            connection.conversation().close(farewell);
        }
        onConnectionGone();
    }

    private void onConnectionGone() {
        if (isClosing && egress.connections().size() == 0) {
            allGone.complete(null);
        }
    }
}

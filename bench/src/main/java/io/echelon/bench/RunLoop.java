package io.echelon.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The one event loop of a run, with all its connections, and the thread of the scenario, which waits for it.
///
/// Its methods are for that thread; what is marked so is for the loop.
abstract class RunLoop implements AutoCloseable {
    /// How long nothing may be heard while something is awaited.
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    /// On the loop.
    private final List<Channel> channels = new ArrayList<>();

    private boolean isClosing;
    private long heard;
    private long heardBefore;
    private long heardNanos;

    /// What makes connections that live on the loop.
    final Bootstrap bootstrap() {
        return new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new OneBuffer());
    }

    /// Waits for something that is begun on the event loop.
    ///
    /// @throws DriveException if it failed, or nothing was heard for long
    final <T> T await(Supplier<CompletableFuture<T>> begin) throws DriveException {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            heardNanos = System.nanoTime();
            begin(begin, result);
        });
        ScheduledFuture<?> watch = loop.scheduleAtFixedRate(this::watchSilence, 1, 1, TimeUnit.SECONDS);
        try {
            join(CompletableFuture.anyOf(result, failure));
            return join(result);
        } finally {
            watch.cancel(false);
        }
    }

    private static <T> void begin(Supplier<CompletableFuture<T>> begin, CompletableFuture<T> result) {
        try {
            begin.get().whenComplete((value, thrown) -> {
                if (thrown == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(thrown);
                }
            });
        } catch (RuntimeException bug) {
            result.completeExceptionally(bug);
        }
    }

    private static <T> T join(CompletableFuture<T> future) throws DriveException {
        try {
            return future.join();
        } catch (CompletionException thrown) {
            if (thrown.getCause() instanceof DriveException known) {
                throw known;
            }
            throw new DriveException("a bug in the driver: " + thrown.getCause(), thrown);
        }
    }

    private void watchSilence() {
        long now = System.nanoTime();
        if (heard != heardBefore) {
            heardBefore = heard;
            heardNanos = now;
        } else if (now - heardNanos > SILENCE_NANOS) {
            fail(new DriveException("nothing was heard for 30 s"));
        }
    }

    /// Has something done on the loop later; if it fails, the run fails.
    final void schedule(Step step, long nanos) {
        loop.schedule(
                () -> {
                    try {
                        step.take();
                    } catch (DriveException failed) {
                        fail(failed);
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    /// Waits for so long, with nothing to be heard.
    ///
    /// @throws DriveException if a connection ends meanwhile
    final void rest(double seconds) throws DriveException {
        join(failure.copy().completeOnTimeout(null, Span.nanos(seconds), TimeUnit.NANOSECONDS));
    }

    /// On the loop: ends the run, once.
    final void fail(DriveException reason) {
        if (!isClosing) {
            failure.completeExceptionally(reason);
        }
    }

    /// On the loop.
    final void onHeard() {
        heard++;
    }

    /// On the loop: the channel is closed with this.
    final void keep(Channel channel) {
        channels.add(channel);
    }

    /// Ends all connections, and the loop. They are reset, so that no port stays taken for the minute that TCP waits
    /// after a polite end: the next run needs as many.
    @Override
    public final void close() {
        loop.execute(() -> {
            isClosing = true;
            channels.forEach(RunLoop::reset);
        });
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// On the loop: ends a connection without a word.
    static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    /// Something to be done on the loop.
    interface Step {
        void take() throws DriveException;
    }
}

package io.echelon.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The connections of a run, all on one event loop.
///
/// Its methods are for the thread of the scenario, which waits; what is marked so is for the loop.
final class Swarm implements AutoCloseable {
    /// How many connections are on their way to being answered at a time.
    static final int MOST_OPENING = 64;

    /// So many connect from one loopback address: with half of its ports taken, the kernel searches long for the next.
    private static final int CONNECTIONS_PER_SOURCE = 5_000;

    /// How long nothing may be heard while something is awaited.
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final InetSocketAddress address;
    private final Dialect dialect;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final Bootstrap bootstrap;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    /// On the loop.
    private final List<Channel> channels = new ArrayList<>();

    private boolean isClosing;
    private long heard;
    private long heardBefore;
    private long heardNanos;

    Swarm(Target target) {
        this(target.address(), target.dialect());
    }

    Swarm(InetSocketAddress address, Dialect dialect) {
        this.address = address;
        this.dialect = dialect;
        bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new OneBuffer());
    }

    /// Opens connections, each greeted and answered.
    ///
    /// @param group the group of the connection with this index
    List<Link> open(int count, IntUnaryOperator group) throws DriveException {
        return open(count, group, dialect::greeting);
    }

    /// @param greeting what a connection says first, by its group
    List<Link> open(int count, IntUnaryOperator group, IntFunction<Exchange> greeting) throws DriveException {
        return await(() -> {
            Opening opening = new Opening(count, group, greeting);
            return opening.batch.begin().thenApply(nothing -> opening.links);
        });
    }

    /// Opens connections that hear what is published to their group.
    List<Link> openReceivers(int count, IntUnaryOperator group) throws DriveException {
        List<Link> links = open(count, group);
        subscribe(links);
        return links;
    }

    /// Has them hear what is published to their groups.
    void subscribe(List<Link> links) throws DriveException {
        if (dialect.subscription(0).answers() > 0) {
            exchange(links, link -> dialect.subscription(link.group()));
        }
    }

    /// Says something on each, and waits until all are answered.
    void exchange(List<Link> links, Function<Link, Exchange> words) throws DriveException {
        await(() -> {
            Batch[] batch = new Batch[1];
            batch[0] = new Batch(links.size(), MOST_OPENING, i -> {
                Link link = links.get(i);
                say(link, words.apply(link), batch[0]);
            });
            return batch[0].begin();
        });
    }

    /// Waits for something that is begun on the event loop.
    ///
    /// @throws DriveException if it failed, or nothing was heard for long
    <T> T await(Supplier<CompletableFuture<T>> begin) throws DriveException {
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
    void schedule(Step step, long nanos) {
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
    void rest(double seconds) throws DriveException {
        join(failure.copy().completeOnTimeout(null, Span.nanos(seconds), TimeUnit.NANOSECONDS));
    }

    /// On the loop: ends the run, once.
    void fail(DriveException reason) {
        if (!isClosing) {
            failure.completeExceptionally(reason);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /// On the loop.
    void onHeard() {
        heard++;
    }

    /// On the loop: says something on a connection, which counts as finished when it is answered.
    private void say(Link link, Exchange words, Batch batch) {
        int[] missing = {words.answers()};
        link.listen(new Hearing(dialect.answers(), good -> {
            missing[0] -= good;
            if (missing[0] == 0) {
                batch.onFinished();
            }
        }));
        link.say(words.words());
    }

    /// Where the connection with this index comes from; anywhere if its server is not on this machine.
    private @Nullable InetSocketAddress source(int index) {
        if (!address.getAddress().isLoopbackAddress() || !(address.getAddress() instanceof Inet4Address)) {
            return null;
        }
        byte[] ip = {127, 0, 0, (byte) (1 + index / CONNECTIONS_PER_SOURCE)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), 0);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// Ends all connections, and the loop. They are reset, so that no port stays taken for the minute that TCP waits
    /// after a polite end: the next run needs as many.
    @Override
    public void close() {
        loop.execute(() -> {
            isClosing = true;
            channels.stream().filter(Channel::isOpen).forEach(Swarm::reset);
        });
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    /// Something to be done on the loop.
    interface Step {
        void take() throws DriveException;
    }

    /// Connections that are coming to be. On the loop.
    private final class Opening {
        private final IntUnaryOperator group;
        private final IntFunction<Exchange> greeting;
        private final List<Link> links = new ArrayList<>();
        private final Batch batch;

        Opening(int count, IntUnaryOperator group, IntFunction<Exchange> greeting) {
            this.group = group;
            this.greeting = greeting;
            this.batch = new Batch(count, MOST_OPENING, this::connect);
        }

        private void connect(int index) {
            Link link = new Link(Swarm.this, index, group.applyAsInt(index));
            links.add(link);
            ChannelFuture connecting = bootstrap.clone().handler(link).connect(address, source(index));
            connecting.addListener(connected -> {
                if (connected.isSuccess()) {
                    channels.add(connecting.channel());
                    say(link, greeting.apply(link.group()), batch);
                } else {
                    fail(new DriveException(
                            "cannot connect: " + connected.cause().getMessage(), connected.cause()));
                }
            });
        }
    }
}

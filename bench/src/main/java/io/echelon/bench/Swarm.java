package io.echelon.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The connections of a run, all on one event loop.
///
/// Its methods are for the thread of the scenario, which waits; what is marked so is for the loop.
final class Swarm extends RunLoop {
    /// How many connections are on their way to being answered at a time.
    static final int MOST_OPENING = 64;

    /// So many connect from one loopback address: with half of its ports taken, the kernel searches long for the next.
    private static final int CONNECTIONS_PER_SOURCE = 5_000;

    private final InetSocketAddress address;
    private final Dialect dialect;
    private final Bootstrap bootstrap = bootstrap();

    Swarm(Target target) {
        this(target.address(), target.dialect());
    }

    Swarm(InetSocketAddress address, Dialect dialect) {
        this.address = address;
        this.dialect = dialect;
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

    Dialect dialect() {
        return dialect;
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
                    keep(connecting.channel());
                    say(link, greeting.apply(link.group()), batch);
                } else {
                    fail(new DriveException(
                            "cannot connect: " + connected.cause().getMessage(), connected.cause()));
                }
            });
        }
    }
}

package io.echelon.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Clients of all nodes of a replicated server, on one event loop.
final class Fleet extends RunLoop {
    private final Bootstrap bootstrap = bootstrap();
    private final List<InetSocketAddress> nodes;

    Fleet(List<InetSocketAddress> nodes) {
        this.nodes = nodes;
    }

    int nodes() {
        return nodes.size();
    }

    /// Opens clients, in turn at each node, and waits until all are ready. What goes wrong with one later is for its
    /// listener.
    ///
    /// @param make the one with this index
    List<ClusterClient> open(int count, IntFunction<ClusterClient> make, ClusterClient.Listener listener)
            throws DriveException {
        List<ClusterClient> clients = new ArrayList<>();
        await(() -> {
            Batch[] batch = new Batch[1];
            ClusterClient.Listener opening = new Opening(() -> batch[0].onFinished(), listener);
            batch[0] = new Batch(count, Swarm.MOST_OPENING, i -> {
                ClusterClient client = make.apply(i);
                clients.add(client);
                connect(client, nodes.get(i % nodes.size()), opening);
            });
            return batch[0].begin();
        });
        return clients;
    }

    /// On the loop: opens one.
    void connect(ClusterClient client, int node, ClusterClient.Listener listener) {
        connect(client, nodes.get(node), listener);
    }

    /// On the loop: opens one that is needed by another.
    void connect(ClusterClient client, InetSocketAddress node, ClusterClient.Listener listener) {
        client.belong(this, node, listener);
        ChannelFuture connecting = bootstrap.clone().handler(client).connect(node);
        keep(connecting.channel());
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                client.lose(new DriveException(
                        "cannot connect: " + connected.cause().getMessage(), connected.cause()));
            }
        });
    }

    /// Tells one more thing of a client: that it is open.
    private record Opening(Runnable onOpen, ClusterClient.Listener then) implements ClusterClient.Listener {
        @Override
        public void onReady(ClusterClient client) throws DriveException {
            then.onReady(client);
            onOpen.run();
        }

        @Override
        public void onAcknowledged(ClusterClient client, long startNanos) throws DriveException {
            then.onAcknowledged(client, startNanos);
        }

        @Override
        public void onRead(ClusterClient client) {
            then.onRead(client);
        }

        @Override
        public void onFirst(ClusterClient client) throws DriveException {
            then.onFirst(client);
        }

        @Override
        public void onRefused(ClusterClient client, DriveException why) throws DriveException {
            then.onRefused(client, why);
        }

        @Override
        public void onLost(ClusterClient client, DriveException why) {
            then.onLost(client, why);
        }
    }
}

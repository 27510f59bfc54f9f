package io.echelon.server.net;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.SocketOption;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/// The system's way to many sockets: epoll where there is one, else what Java brings. Both find
/// dead peers by TCP keepalive; only epoll can also bound how long sent bytes go unacknowledged.
enum Transport {
    EPOLL(EpollServerSocketChannel.class),
    NIO(NioServerSocketChannel.class);

    private final Class<? extends ServerChannel> serverChannel;

    Transport(Class<? extends ServerChannel> serverChannel) {
        this.serverChannel = serverChannel;
    }

    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    IoHandlerFactory handlers() {
        return switch (this) {
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    /// Lets the kernel send small lines at once, and find peers that vanished without a word. On Linux a
    /// socket takes these settings over from the one that listens, which saves each connection six system
    /// calls.
    void settleSockets(ServerBootstrap bootstrap, ServerOptions options) {
        int idleSeconds = options.count(Limit.KEEPALIVE_SECONDS);
        int intervalSeconds = options.count(Limit.KEEPALIVE_INTERVAL_SECONDS);
        int probes = options.count(Limit.KEEPALIVE_PROBES);
        switch (this) {
            case EPOLL ->
                bootstrap
                        .option(LinuxOption.SO_KEEPALIVE, 1)
                        .option(LinuxOption.TCP_NODELAY, 1)
                        .option(LinuxOption.TCP_KEEPIDLE, idleSeconds)
                        .option(LinuxOption.TCP_KEEPINTVL, intervalSeconds)
                        .option(LinuxOption.TCP_KEEPCNT, probes)
                        .option(
                                LinuxOption.TCP_USER_TIMEOUT,
                                Math.multiplyExact(1_000, options.count(Limit.UNACKNOWLEDGED_SECONDS)));
            case NIO -> {
                Map<SocketOption<Integer>, Integer> values = Map.of(
                        ExtendedSocketOptions.TCP_KEEPIDLE, idleSeconds,
                        ExtendedSocketOptions.TCP_KEEPINTERVAL, intervalSeconds,
                        ExtendedSocketOptions.TCP_KEEPCOUNT, probes);
                bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true).childOption(ChannelOption.TCP_NODELAY, true);
                values.forEach((option, value) -> bootstrap.childOption(NioChannelOption.of(option), value));
            }
        }
    }
}

package io.echelon.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// A server that answers every greeting and can do nothing else. The driver opens connections to it before it opens any
/// that count: its own start-up would make the fastest servers look like the slowest.
final class Rehearsal implements AutoCloseable {
    private static final int ROUNDS = 8;
    /// Few at a time: descriptors that are not free yet would be missed by the connections that count.
    private static final int CONNECTIONS = 500;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Channel channel;

    private Rehearsal(byte[] answer) {
        channel = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new Answering(answer))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    /// Opens connections, and closes them again.
    static void of(Dialect dialect) throws DriveException {
        try (Rehearsal server = new Rehearsal(dialect.answerToGreeting())) {
            for (int round = 0; round < ROUNDS; round++) {
                try (Swarm swarm = new Swarm((InetSocketAddress) server.channel.localAddress(), dialect)) {
                    swarm.open(CONNECTIONS, i -> 0);
                }
            }
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Sharable
    private static final class Answering extends ChannelInboundHandlerAdapter {
        private final byte[] answer;

        Answering(byte[] answer) {
            this.answer = answer;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ((ByteBuf) message).release();
            context.writeAndFlush(Unpooled.wrappedBuffer(answer), context.voidPromise());
        }
    }
}

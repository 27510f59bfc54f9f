package io.echelon.server.net;

import io.echelon.protocol.Frame;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands frames to the conversation, and tells it when the connection is gone.
final class MemberHandler extends SimpleChannelInboundHandler<Frame> {
    private static final Logger LOG = LoggerFactory.getLogger(MemberHandler.class);

    private final Connection connection;
    private final Egress egress;

    MemberHandler(Connection connection, Egress egress) {
        this.connection = connection;
        this.egress = egress;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Frame frame) {
        connection.conversation().receive(frame);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.conversation().onLost();
        egress.remove(connection);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) { // A peer that went away is no news: channelInactive follows.
            LOG.error("closing connection {} because of a bug", connection.id(), cause);
        }
        connection.abort();
    }
}

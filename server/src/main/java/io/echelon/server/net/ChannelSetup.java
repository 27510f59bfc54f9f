package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import io.echelon.protocol.RequestReader;
import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import io.echelon.server.gateway.Gateway;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;

/// Makes a [Connection] of each accepted channel, and puts together what it passes through.
final class ChannelSetup extends ChannelInitializer<Channel> {
    private final Gateway gateway;
    private final Egress egress;
    private final RequestReader reader;
    private final long maxConnections;
    private final byte[] scratch = new byte[ReadBuffer.BYTES];
    private long nextConnection = 1;

    ChannelSetup(ServerOptions options, Gateway gateway, Egress egress) {
        this.gateway = gateway;
        this.egress = egress;
        this.reader = new RequestReader(options.protocolLimits());
        this.maxConnections = options.limit(Limit.CONNECTIONS);
    }

    /// Who comes from now on is numbered from there on.
    void numberFrom(long firstConnection) {
        nextConnection = firstConnection;
    }

    @Override
    protected void initChannel(Channel channel) {
        boolean isOneTooMany = egress.connections().size() >= maxConnections;
        Connection connection = new Connection(new ConnectionId(nextConnection), channel, egress, gateway);
        nextConnection++;
        ConnectionHandler handler = new ConnectionHandler(reader, connection, egress, scratch);
        connection.listenWith(handler);
        channel.pipeline().addLast(handler);
        egress.connections().add(connection);
        if (isOneTooMany) {
            channel.eventLoop().execute(connection.conversation()::onRefused);
        } else {
            connection.onOpened();
        }
    }
}

package io.echelon.server.net;

import io.echelon.protocol.Frame;
import io.echelon.protocol.RequestParser;
import io.echelon.protocol.RequestReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns bytes into frames and hands them to the conversation, as many as that has room for. When it has
/// none, what is left waits in the parser and the socket is read no further: the client feels it as a
/// full pipe. Tells when the connection is gone.
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final RequestParser parser;
    private final Connection connection;
    private final Egress egress;
    private final byte[] scratch;
    private boolean isResumeDue;
    private boolean hasEnded;

    /// @param reader shared by all of the event loop
    /// @param scratch shared by them as well: nothing stays in it between two reads
    ConnectionHandler(RequestReader reader, Connection connection, Egress egress, byte[] scratch) {
        this.parser = new RequestParser(reader);
        this.connection = connection;
        this.egress = egress;
        this.scratch = scratch;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        connection.onBytes();
        try {
            while (bytes.isReadable() && !connection.isClosing()) {
                int length = Math.min(bytes.readableBytes(), scratch.length);
                bytes.readBytes(scratch, 0, length);
                parser.feed(scratch, 0, length);
                decode();
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            hasEnded = true;
            endIfRead();
        }
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

    private void decode() {
        while (connection.conversation().hasRoom()) {
            Frame frame = parser.next();
            connection.conversation().onBytes(parser.hasSeenCrLf());
            if (frame == null) {
                continueReading();
                return;
            }
            connection.conversation().receive(frame);
        }
        parser.hold();
        connection.setPaused(true);
        channel().config().setAutoRead(false);
    }

    private void continueReading() {
        if (!parser.mayStillBeForeign()) {
            connection.onWord();
            connection.conversation().greet();
        }
        if (connection.isPaused()) {
            connection.setPaused(false);
            channel().config().setAutoRead(!hasEnded);
        }
        endIfRead();
    }

    /// Reads on if there is room now. Not at once: whoever found it may be in the middle of something.
    void resume() {
        if (!isResumeDue && connection.conversation().hasRoom()) {
            isResumeDue = true;
            channel().eventLoop().execute(this::readOn);
        }
    }

    private void readOn() {
        isResumeDue = false;
        try {
            decode();
        } catch (RuntimeException bug) {
            channel().pipeline().fireExceptionCaught(bug); // As Netty does for what channelRead throws.
        }
    }

    /// A client that has closed its side is answered everything that it said in whole lines; half a
    /// line is never executed.
    private void endIfRead() {
        if (hasEnded && !connection.isPaused()) {
            connection.onInputEnded();
        }
    }

    private Channel channel() {
        return connection.channel();
    }
}

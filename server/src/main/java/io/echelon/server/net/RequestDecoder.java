package io.echelon.server.net;

import io.echelon.protocol.Frame;
import io.echelon.protocol.ProtocolLimits;
import io.echelon.protocol.RequestParser;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/// Turns bytes into frames, as many as the conversation has room for. When it has none, what is
/// left waits in the parser and the socket is read no further: the client feels it as a full pipe.
final class RequestDecoder extends ChannelInboundHandlerAdapter {
    private final RequestParser parser;
    private final Connection connection;
    private final byte[] scratch;
    private boolean isPaused;
    private boolean isResumeDue;
    private boolean hasEnded;

    /// @param scratch shared by all decoders of the event loop: nothing stays in it between two reads
    RequestDecoder(ProtocolLimits limits, Connection connection, byte[] scratch) {
        this.parser = new RequestParser(limits);
        this.connection = connection;
        this.scratch = scratch;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection.onRoom(() -> resume(context));
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
                decode(context);
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
        context.fireUserEventTriggered(event);
    }

    private void decode(ChannelHandlerContext context) {
        while (connection.conversation().hasRoom()) {
            Frame frame = parser.next();
            connection.conversation().onBytes(parser.hasSeenCrLf());
            if (frame == null) {
                continueReading(context);
                return;
            }
            context.fireChannelRead(frame);
        }
        parser.hold();
        isPaused = true;
        context.channel().config().setAutoRead(false);
    }

    private void continueReading(ChannelHandlerContext context) {
        if (!parser.mayStillBeForeign()) {
            connection.onWord();
            connection.conversation().greet();
        }
        if (isPaused) {
            isPaused = false;
            context.channel().config().setAutoRead(!hasEnded);
        }
        endIfRead();
    }

    /// Reads on if there is room now. Not at once: whoever found it may be in the middle of something.
    private void resume(ChannelHandlerContext context) {
        if (isPaused && !isResumeDue && connection.conversation().hasRoom()) {
            isResumeDue = true;
            context.executor().execute(() -> readOn(context));
        }
    }

    private void readOn(ChannelHandlerContext context) {
        isResumeDue = false;
        try {
            decode(context);
        } catch (RuntimeException bug) {
            context.fireExceptionCaught(bug); // As Netty does for what channelRead throws.
        }
    }

    /// A client that has closed its side is answered everything that it said in whole lines; half a
    /// line is never executed.
    private void endIfRead() {
        if (hasEnded && !isPaused) {
            connection.onInputEnded();
        }
    }
}

package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The client's side of gRPC over one connection of HTTP/2 (RFC 9113), with as little work for either side as there can
/// be: the header of the first of most calls puts itself into the server's table (RFC 7541), and the next ones are
/// six
/// bytes that point there. What the server's headers say is not looked at: a call is good if a message came.
final class GrpcConnection {
    /// What becomes of calls.
    interface Listener {
        /// A whole message of a call that answers with such.
        void onMessage(Call call, byte[] message) throws DriveException;

        /// A call is over, and its answer was good.
        void onGood(Call call) throws DriveException;

        /// A call is over, without an answer.
        void onBad(Call call) throws DriveException;
    }

    /// Something asked.
    static final class Call {
        private final int stream;
        private final long startNanos;
        private final @Nullable ByteArrayOutputStream body;
        private boolean isAnswered;

        private Call(int stream, long startNanos, boolean isRead) {
            this.stream = stream;
            this.startNanos = startNanos;
            this.body = isRead ? new ByteArrayOutputStream() : null;
        }

        long startNanos() {
            return startNanos;
        }
    }

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;

    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int FRAME_HEAD = 9;
    private static final int MESSAGE_HEAD = 5;

    private static final int FIRST_WINDOW = 65_535;
    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;
    private static final int WINDOW_MARK = 1 << 30;
    private static final short TABLE_SIZE = 1;
    private static final short PUSH = 2;
    private static final short STREAM_WINDOW = 4;

    private final byte[] firstHeader;
    private final byte[] nextHeader = {(byte) 0x83, (byte) 0x86, (byte) 0xC1, (byte) 0xC0, (byte) 0xBF, (byte) 0xBE};
    private final Listener listener;
    private final IntObjectMap<Call> calls = new IntObjectHashMap<>();
    private int nextStream = 1;
    private boolean isInTable;
    private int sendWindow = FIRST_WINDOW;
    private int received;

    /// @param most the path of the calls that are most of all
    GrpcConnection(String most, Listener listener) {
        this.listener = listener;
        firstHeader = header(most, 0x40);
    }

    /// What a connection begins with.
    void begin(ByteBuf out) {
        out.writeCharSequence("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", US_ASCII);
        frame(out, 18, SETTINGS, 0, 0);
        out.writeShort(TABLE_SIZE).writeInt(0);
        out.writeShort(PUSH).writeInt(0);
        out.writeShort(STREAM_WINDOW).writeInt(LARGEST_WINDOW);
        grantWindow(out, LARGEST_WINDOW - FIRST_WINDOW);
    }

    /// Calls what there are most calls of, whose answer only has to be good.
    void call(ByteBuf out, byte[] message, long startNanos) throws DriveException {
        Call call = new Call(nextStream, startNanos, false);
        byte[] header = isInTable ? nextHeader : firstHeader;
        isInTable = true;
        start(out, call, header);
        send(out, call, message, true);
    }

    /// Calls something else.
    ///
    /// @param ends whether no more is to be said in this call
    Call call(ByteBuf out, String path, byte[] message, boolean ends) throws DriveException {
        Call call = new Call(nextStream, 0, true);
        start(out, call, header(path, 0));
        send(out, call, message, ends);
        return call;
    }

    private void start(ByteBuf out, Call call, byte[] header) {
        nextStream += 2;
        calls.put(call.stream, call);
        frame(out, header.length, HEADERS, END_HEADERS, call.stream);
        out.writeBytes(header);
    }

    /// Says one more thing in a call.
    void send(ByteBuf out, Call call, byte[] message, boolean ends) throws DriveException {
        int length = MESSAGE_HEAD + message.length;
        sendWindow -= length;
        if (sendWindow < 0) {
            throw new DriveException("the server takes no more on this connection: open more of them");
        }
        frame(out, length, DATA, ends ? END_STREAM : 0, call.stream);
        out.writeByte(0).writeInt(message.length).writeBytes(message);
    }

    private static void frame(ByteBuf out, int length, int type, int flags, int stream) {
        out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
    }

    private static void grantWindow(ByteBuf out, int bytes) {
        frame(out, Integer.BYTES, WINDOW_UPDATE, 0, 0);
        out.writeInt(bytes);
    }

    /// @param literal 0x40 if the fields are to be kept in the server's table, 0 if not
    private static byte[] header(String path, int literal) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(0x83); // :method POST
        header.write(0x86); // :scheme http
        int pathName = 4;
        int authority = 1;
        int contentType = 31;
        field(header, literal, pathName, path);
        field(header, literal, authority, "127.0.0.1");
        field(header, literal, contentType, "application/grpc");
        header.write(literal);
        text(header, "te");
        text(header, "trailers");
        return header.toByteArray();
    }

    /// @param name its index in the table that everybody has
    private static void field(ByteArrayOutputStream header, int literal, int name, String value) {
        int most = literal == 0 ? 15 : 63;
        if (name < most) {
            header.write(literal | name);
        } else {
            header.write(literal | most);
            header.write(name - most);
        }
        text(header, value);
    }

    private static void text(ByteArrayOutputStream header, String text) {
        header.write(text.length());
        header.writeBytes(text.getBytes(US_ASCII));
    }

    /// Consumes whole frames.
    ///
    /// @param out for what the server is owed at once
    void read(ByteBuf in, ByteBuf out) throws DriveException {
        while (in.readableBytes() >= FRAME_HEAD) {
            int start = in.readerIndex();
            int length = in.getUnsignedMedium(start);
            if (in.readableBytes() < FRAME_HEAD + length) {
                return;
            }
            int type = in.getByte(start + 3);
            int flags = in.getByte(start + 4);
            int stream = in.getInt(start + 5);
            in.skipBytes(FRAME_HEAD);
            onFrame(type, flags, stream, in.readSlice(length), out);
        }
    }

    private void onFrame(int type, int flags, int stream, ByteBuf content, ByteBuf out) throws DriveException {
        boolean isAck = (flags & ACK) != 0;
        switch (type) {
            case DATA -> onData(stream, content, out);
            case HEADERS -> {
                if ((flags & END_STREAM) != 0) {
                    onEnd(stream);
                }
            }
            case SETTINGS -> {
                if (!isAck) {
                    frame(out, 0, SETTINGS, ACK, 0);
                }
            }
            case PING -> {
                if (!isAck) {
                    frame(out, content.readableBytes(), PING, ACK, 0);
                    out.writeBytes(content);
                }
            }
            case WINDOW_UPDATE -> sendWindow += stream == 0 ? content.readInt() : 0;
            case RST_STREAM, GOAWAY -> throw new DriveException("the server gives up a call, or all");
            default -> {
                // Nothing that concerns a client that sends little.
            }
        }
    }

    private void onData(int stream, ByteBuf content, ByteBuf out) throws DriveException {
        received += content.readableBytes();
        if (received > WINDOW_MARK) {
            grantWindow(out, received);
            received = 0;
        }
        Call call = calls.get(stream);
        if (call == null) {
            throw new DriveException("a server answers what was not asked");
        }
        call.isAnswered |= content.isReadable();
        ByteArrayOutputStream body = call.body;
        if (body != null) {
            body.writeBytes(bytes(content));
            tellMessages(call, body);
        }
    }

    private void tellMessages(Call call, ByteArrayOutputStream body) throws DriveException {
        byte[] all = body.toByteArray();
        int at = 0;
        while (all.length - at >= MESSAGE_HEAD && all.length - at - MESSAGE_HEAD >= length(all, at)) {
            int end = at + MESSAGE_HEAD + length(all, at);
            listener.onMessage(call, Arrays.copyOfRange(all, at + MESSAGE_HEAD, end));
            at = end;
        }
        body.reset();
        body.write(all, at, all.length - at);
    }

    private static int length(byte[] all, int at) {
        return ByteBuffer.wrap(all, at + 1, Integer.BYTES).getInt();
    }

    private static byte[] bytes(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        return bytes;
    }

    private void onEnd(int stream) throws DriveException {
        Call call = calls.remove(stream);
        if (call == null) {
            throw new DriveException("a server ends what was not asked");
        }
        if (call.isAnswered) {
            listener.onGood(call);
        } else {
            listener.onBad(call);
        }
    }
}

package io.echelon.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.echelon.protocol.Request;
import io.echelon.protocol.RequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Echelon: docs/protocol.md. Who writes has a group of its own, with one member below it, which lives at the same node
/// and reads what it is sent. Who joins is alone in its group, and leaves it in the same packet in which it joins anew.
final class EchelonClient extends ClusterClient {
    /// The shortest silence after which a server may be told to ask; after three of them the connection ends.
    private static final long PING_MILLIS = 100;

    /// In place of the start of a request whose answer only has to be good.
    private static final long NOT_COUNTED = Long.MIN_VALUE;

    private static final byte[] PONG = bytes(new Request.Pong(null, null, 0));
    private static final byte[] LEAVE = bytes(new Request.Leave(null));

    private final Duty duty;
    private final byte[] join;
    private final byte[] request;
    private final StartTimes starts = new StartTimes();
    private final ClusterClient below;
    private boolean isJoined;
    private boolean isSilent;

    /// @param group as the others of the same line have it, and nobody else
    EchelonClient(Duty duty, String group, byte[] body) {
        this.duty = duty;
        join = bytes(joining(group));
        request = switch (duty) {
            case WRITE -> bytes(sending(body));
            case JOIN -> Unpooled.copiedBuffer(LEAVE, join).array();
            case LEAD -> new byte[0];
        };
        below = new Below(join);
    }

    @Override
    void greet() {
        say(Unpooled.wrappedBuffer(hello(duty == Duty.LEAD ? PING_MILLIS : 0), join));
        starts.add(NOT_COUNTED);
        starts.add(NOT_COUNTED);
    }

    @Override
    void write(long nanos) {
        if (duty == Duty.JOIN) {
            starts.add(NOT_COUNTED);
        }
        starts.add(nanos);
        say(Unpooled.wrappedBuffer(request));
    }

    @Override
    void fallSilent() {
        isSilent = true;
    }

    @Override
    void reset() {
        super.reset();
        below.reset();
    }

    @Override
    void read(ByteBuf bytes) throws DriveException {
        for (int length = bytes.bytesBefore((byte) '\n'); length >= 0; length = bytes.bytesBefore((byte) '\n')) {
            int start = bytes.readerIndex();
            switch (bytes.getByte(start)) {
                case '+' -> onGood(bytes, length);
                case '-' -> onBad(bytes.toString(start, length, UTF_8));
                default -> onEvent(bytes.toString(start, length, UTF_8));
            }
            bytes.readerIndex(start + length + 1);
        }
    }

    private void onGood(ByteBuf bytes, int length) throws DriveException {
        long start = starts.remove();
        if (start != NOT_COUNTED) {
            listener().onAcknowledged(this, start);
        } else if (!isJoined) {
            String line = bytes.toString(bytes.readerIndex(), length, US_ASCII);
            isJoined = line.startsWith("+OK group=");
            if (isJoined) {
                onPlace(line);
            }
        }
    }

    private void onPlace(String line) throws DriveException {
        if (duty == Duty.WRITE) {
            fleet().connect(below, node(), new Listener() {
                @Override
                public void onReady(ClusterClient client) throws DriveException {
                    tellReady();
                }

                @Override
                public void onLost(ClusterClient client, DriveException why) {
                    lose(why);
                }
            });
            return;
        }
        tellReady();
        if (line.contains(" rank=0 ")) {
            listener().onFirst(this);
        }
    }

    private void onBad(String line) throws DriveException {
        long start = starts.remove();
        DriveException why = new DriveException("Echelon refuses: " + line);
        if (start == NOT_COUNTED) {
            throw why;
        }
        listener().onRefused(this, why);
    }

    private void onEvent(String line) throws DriveException {
        if (line.startsWith("*RANK 0 ")) {
            listener().onFirst(this);
        } else if (line.startsWith("*PING ")) {
            if (!isSilent) {
                say(Unpooled.wrappedBuffer(PONG));
            }
        } else if (line.startsWith("*BYE") || line.startsWith("*GAP") || line.startsWith("*SLOW")) {
            throw new DriveException("Echelon says " + line);
        }
    }

    private static byte[] hello(long pingMillis) {
        return bytes(new Request.Hello(null, null, null, null, true, pingMillis));
    }

    private static Request joining(String group) {
        return new Request.Join(null, group, null, Map.of(), false, false, 0, 0, false);
    }

    private static Request sending(byte[] body) {
        return new Request.Send(
                null,
                "next",
                Request.DEFAULT_TTL_MILLIS,
                Request.DEFAULT_LIMIT_MILLIS,
                null,
                null,
                null,
                List.of(),
                null,
                body);
    }

    private static byte[] bytes(Request request) {
        RequestWriter writer = new RequestWriter().write(request);
        return Arrays.copyOf(writer.array(), writer.length());
    }

    /// Whom commands are for. Once it has joined it looks at nothing.
    private static final class Below extends ClusterClient {
        private static final int ANSWERS = 2;

        private final byte[] join;
        private int answers;

        Below(byte[] join) {
            this.join = join;
        }

        @Override
        void greet() {
            say(Unpooled.wrappedBuffer(hello(0), join));
        }

        @Override
        void read(ByteBuf bytes) throws DriveException {
            while (answers < ANSWERS && bytes.bytesBefore((byte) '\n') >= 0) {
                byte first = bytes.readByte();
                bytes.skipBytes(bytes.bytesBefore((byte) '\n') + 1);
                if (first == '-') {
                    throw new DriveException("Echelon refuses the member below");
                }
                answers += first == '+' ? 1 : 0;
                if (answers == ANSWERS) {
                    tellReady();
                }
            }
            if (answers == ANSWERS) {
                bytes.skipBytes(bytes.readableBytes());
            }
        }

        @Override
        void write(long nanos) {
            throw new IllegalStateException("nobody is below it");
        }

        @Override
        void fallSilent() {
            throw new IllegalStateException("it has never said anything");
        }
    }
}

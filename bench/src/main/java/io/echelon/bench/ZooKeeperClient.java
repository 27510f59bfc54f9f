package io.echelon.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// ZooKeeper, in its own protocol: a session, with packets that are answered in their order. Who writes creates nodes.
/// Who is to lead has one that goes with its session, and watches the one before it: when that is gone it counts as the
/// first, though it would have to look once more to be sure.
final class ZooKeeperClient extends ClusterClient {
    /// For who is to lead: the shortest that the servers grant. They are asked for less.
    private static final int SHORTEST_MILLIS = 1;

    private static final int LONG_MILLIS = 30_000;

    private static final int CREATE = 1;
    private static final int EXISTS = 3;
    private static final int CHILDREN = 8;
    private static final int PING = 11;

    private static final int PING_NUMBER = -2;
    private static final int EVENT_NUMBER = -1;
    private static final int ANSWER_HEAD = 16;

    private static final int EPHEMERAL_SEQUENTIAL = 3;
    private static final int IS_THERE = -110;
    private static final int IS_NOT_THERE = -101;
    private static final int NODE_DELETED = 2;

    private static final int PASSWORD_BYTES = 16;
    private static final int ALL_PERMISSIONS = 31;

    /// What is to become of an answer.
    private interface Then {
        /// @param code 0 if it was done
        void onAnswer(int code, ByteBuf content) throws DriveException;
    }

    private final Duty duty;
    private final String folder;
    private final byte[] body;
    private final Queue<Then> awaited = new ArrayDeque<>();
    private boolean isOpen;
    private boolean isSilent;
    private int number;
    private long session;
    private long pingNanos;
    private String own = "";

    /// @param place the folder of the nodes
    ZooKeeperClient(Duty duty, String place, byte[] body) {
        this.duty = duty;
        this.folder = "/" + place;
        this.body = body;
    }

    @Override
    void greet() {
        ByteBuf out = fresh();
        out.writeInt(0).writeInt(0).writeLong(0);
        out.writeInt(duty == Duty.LEAD ? SHORTEST_MILLIS : LONG_MILLIS);
        out.writeLong(0).writeInt(PASSWORD_BYTES).writeZero(PASSWORD_BYTES).writeBoolean(false);
        send(out);
    }

    @Override
    void write(long nanos) {
        create(folder + "/" + Long.toHexString(session) + "-" + number, 0, (code, content) -> {
            if (code == 0) {
                listener().onAcknowledged(this, nanos);
            } else {
                listener().onRefused(this, refusal(code));
            }
        });
    }

    @Override
    void fallSilent() {
        isSilent = true;
    }

    @Override
    void read(ByteBuf bytes) throws DriveException {
        while (bytes.readableBytes() >= Integer.BYTES
                && bytes.readableBytes() - Integer.BYTES >= bytes.getInt(bytes.readerIndex())) {
            ByteBuf packet = bytes.readSlice(bytes.readInt());
            if (isOpen) {
                onPacket(packet);
            } else {
                onSession(packet);
            }
        }
    }

    private void onSession(ByteBuf packet) throws DriveException {
        int millis = packet.skipBytes(Integer.BYTES).readInt();
        session = packet.readLong();
        if (millis <= 0) {
            throw new DriveException("ZooKeeper opens no session");
        }
        isOpen = true;
        pingNanos = TimeUnit.MILLISECONDS.toNanos(millis) / 3;
        fleet().schedule(this::ping, pingNanos);
        create(folder, 0, (code, content) -> {
            if (code != IS_THERE) {
                check(code);
            }
            if (duty == Duty.LEAD) {
                create(folder + "/n-", EPHEMERAL_SEQUENTIAL, this::onPlace);
            } else {
                tellReady();
            }
        });
    }

    private void onPacket(ByteBuf packet) throws DriveException {
        if (packet.readableBytes() < ANSWER_HEAD) {
            throw new DriveException("ZooKeeper says something short");
        }
        int answered = packet.readInt();
        packet.skipBytes(Long.BYTES);
        int code = packet.readInt();
        if (answered == EVENT_NUMBER) {
            onEvent(packet);
        } else if (answered != PING_NUMBER) {
            Then then = awaited.poll();
            if (then == null) {
                throw new DriveException("a server answers what was not asked");
            }
            then.onAnswer(code, packet);
        }
    }

    private void onPlace(int code, ByteBuf content) throws DriveException {
        check(code);
        String path = text(content);
        own = path.substring(path.lastIndexOf('/') + 1);
        look();
    }

    private void look() {
        ask(CHILDREN, watching(folder, false), (code, content) -> {
            check(code);
            List<String> names = new ArrayList<>();
            for (int left = content.readInt(); left > 0; left--) {
                names.add(text(content));
            }
            Collections.sort(names);
            int index = names.indexOf(own);
            if (index == 0) {
                tellReady();
                listener().onFirst(this);
            } else if (index > 0) {
                watch(names.get(index - 1));
            } else {
                throw new DriveException("ZooKeeper has ended a session early");
            }
        });
    }

    private void watch(String before) {
        ask(EXISTS, watching(folder + "/" + before, true), (code, content) -> {
            if (code == IS_NOT_THERE) {
                look();
            } else {
                check(code);
                tellReady();
            }
        });
    }

    private void onEvent(ByteBuf packet) throws DriveException {
        if (packet.readInt() == NODE_DELETED) {
            listener().onFirst(this);
        }
    }

    private void ping() {
        attempt(() -> {
            if (!isSilent) {
                send(fresh().writeInt(0).writeInt(PING_NUMBER).writeInt(PING));
                flush();
                fleet().schedule(this::ping, pingNanos);
            }
        });
    }

    private void create(String path, int flags, Then then) {
        ByteBuf out = fresh();
        putText(out, path);
        out.writeInt(body.length).writeBytes(body);
        out.writeInt(1).writeInt(ALL_PERMISSIONS);
        putText(out, "world");
        putText(out, "anyone");
        out.writeInt(flags);
        ask(CREATE, out, then);
    }

    private static ByteBuf watching(String path, boolean isWatch) {
        ByteBuf out = fresh();
        putText(out, path);
        return out.writeBoolean(isWatch);
    }

    private void ask(int type, ByteBuf content, Then then) {
        awaited.add(then);
        ByteBuf out = fresh();
        out.writeInt(0).writeInt(++number).writeInt(type).writeBytes(content);
        content.release();
        send(out);
    }

    /// @param out with room for its length in front
    private void send(ByteBuf out) {
        out.setInt(0, out.writerIndex() - Integer.BYTES);
        say(out);
    }

    private static void check(int code) throws DriveException {
        if (code != 0) {
            throw refusal(code);
        }
    }

    private static DriveException refusal(int code) {
        return new DriveException("ZooKeeper refuses: " + code);
    }

    private static String text(ByteBuf in) {
        return in.readCharSequence(in.readInt(), UTF_8).toString();
    }

    private static void putText(ByteBuf out, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length).writeBytes(bytes);
    }

    private static ByteBuf fresh() {
        return PooledByteBufAllocator.DEFAULT.directBuffer();
    }
}

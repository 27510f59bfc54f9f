package io.echelon.testkit.simulation;

import io.echelon.core.ConnectionId;
import io.echelon.core.MemberId;
import io.echelon.protocol.Frame;
import io.echelon.server.gateway.Conversation;
import io.echelon.server.gateway.LineForm;
import io.echelon.server.gateway.Outlet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A connection of a client with a server: what either says arrives later, in its order, or never if the
/// connection breaks.
final class Wire implements Outlet {
    /// Who is at the other end.
    interface Client {
        /// What the server said at once.
        void onBytes(Wire from, byte[] bytes);

        /// The connection is gone, for this side.
        void onClosed(Wire closed);
    }

    private static final long TRAVEL_MICROS = 300;
    private static final byte[] UNDECIDED = "*BYE code=902".getBytes(StandardCharsets.US_ASCII);

    final ConnectionId id;
    private final Cluster cluster;
    private final SimulatedEdge edge;
    private final SimulatedProcess process;
    private final Client client;
    private final Conversation conversation;
    private final Deque<Frame> unread = new ArrayDeque<>();
    private ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    private LineForm form = LineForm.TEXT_LF;
    private boolean isClosing;
    /// Whether nothing arrives at the client any more.
    private boolean isCut;

    /// Whether it stays although it should not.
    private boolean isKept;

    private long lastUpNanos;
    private long lastDownNanos;

    /// Whose place is held on it, as its edge knows.
    @Nullable
    MemberId member;

    int rank;
    /// The number of the group of which it hears who comes and goes; -1 if of none.
    int watchedGroup = -1;

    Wire(Cluster cluster, SimulatedEdge edge, SimulatedProcess process, Client client, ConnectionId id) {
        this.cluster = cluster;
        this.edge = edge;
        this.process = process;
        this.client = client;
        this.id = id;
        this.conversation = edge.gateway().open(id, this);
    }

    Conversation conversation() {
        return conversation;
    }

    LineForm form() {
        return form;
    }

    String nodeName() {
        return process.node.name;
    }

    /// For how long the server has been without a majority.
    long cutOffMillis() {
        return process.node.cutOffMillis();
    }

    /// Whether both ends are there, and what is said on it is heard.
    boolean isOpen() {
        return !(isClosing || isCut) && edge.has(this);
    }

    /// From the client.
    void send(Frame frame) {
        lastUpNanos = Math.max(lastUpNanos, cluster.timeline.nowNanos() + travelNanos());
        long delayMicros = TimeUnit.NANOSECONDS.toMicros(lastUpNanos - cluster.timeline.nowNanos());
        process.afterMicros(delayMicros, () -> {
            unread.add(frame);
            read();
        });
    }

    private void read() {
        while (!unread.isEmpty() && !isClosing && conversation.hasRoom()) {
            conversation.receive(unread.remove());
        }
    }

    /// The client is gone. The server hears of it soon, or after a while.
    void abandon() {
        isCut = true;
        boolean isSilent = cluster.chance.happens(0.3);
        long micros = isSilent ? cluster.chance.between(100_000, 4_000_000) : cluster.chance.delayMicros(TRAVEL_MICROS);
        process.afterMicros(micros, () -> {
            if (edge.remove(this)) {
                conversation.onLost();
            }
        });
    }

    /// The server is gone.
    void cut() {
        if (!isCut) {
            isCut = true;
            cluster.timeline.afterMicros(cluster.chance.delayMicros(TRAVEL_MICROS), () -> client.onClosed(this));
        }
    }

    @Override
    public void write(byte[] bytes, int length) {
        if (cluster.flaws.keepsTheUndecided() && startsWith(bytes, length, UNDECIDED)) {
            isKept = true;
            return;
        }
        if (isClosing) {
            return;
        }
        if (unsent.size() == 0) {
            process.afterMicros(0, this::flush);
        }
        unsent.write(bytes, 0, length);
    }

    private static boolean startsWith(byte[] bytes, int length, byte[] start) {
        return length >= start.length && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private void flush() {
        byte[] chunk = unsent.toByteArray();
        unsent = new ByteArrayOutputStream();
        if (chunk.length > 0) {
            arriveLater(() -> client.onBytes(this, chunk));
        }
    }

    private void arriveLater(Runnable arrival) {
        lastDownNanos = Math.max(lastDownNanos, cluster.timeline.nowNanos() + travelNanos());
        cluster.timeline.atNanos(lastDownNanos, () -> {
            if (!isCut) {
                arrival.run();
            }
        });
    }

    private long travelNanos() {
        return TimeUnit.MICROSECONDS.toNanos(cluster.chance.delayMicros(TRAVEL_MICROS));
    }

    @Override
    public void use(LineForm newForm) {
        form = newForm;
    }

    @Override
    public void close() {
        if (!isClosing && !isKept) {
            isClosing = true;
            edge.remove(this);
            process.afterMicros(0, () -> {
                flush();
                arriveLater(() -> client.onClosed(this));
            });
        }
    }

    @Override
    public void expectLife(long pingMillis) {
        // The simulated network tells of every end, at some time.
    }

    @Override
    public boolean isCongested() {
        return false;
    }

    @Override
    public boolean isNear() {
        return false;
    }

    @Override
    public void run(Runnable task) {
        process.afterMicros(0, task);
    }

    @Override
    public void resume() {
        process.afterMicros(0, this::read);
    }
}

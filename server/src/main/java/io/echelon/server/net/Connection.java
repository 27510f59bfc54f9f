package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import io.echelon.server.gateway.Conversation;
import io.echelon.server.gateway.Gateway;
import io.echelon.server.gateway.LineForm;
import io.echelon.server.gateway.Lines;
import io.echelon.server.gateway.Outlet;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// One socket: what waits to be written to it, and where its member stands. Lines gather here until
/// the batch ends, then leave with one flush. For the event loop's thread.
final class Connection extends Outbox implements Outlet {
    /// Whether its member, or it as an observer, wants to hear who comes and goes.
    enum Watching {
        /// As people do while the group is small.
        BY_DEFAULT,
        YES,
        NO
    }

    private final ConnectionId id;
    private final Egress egress;
    private final Conversation conversation;
    private @Nullable ConnectionHandler handler;
    /// The conversation's, here because each recipient of a command is asked for it.
    private LineForm form = LineForm.TEXT_LF;

    private boolean isPaused;
    private boolean isTouched;
    private boolean isMarked;
    private boolean isClosing;
    private boolean hasInputEnded;

    private DelayLine.@Nullable Ticket<Connection> silence;
    private DelayLine.@Nullable Ticket<Connection> joinDeadline;

    private Heartbeats.@Nullable Heartbeat heartbeat;
    private boolean isWarned;
    /// Lines of progress that did not fit.
    private long dropped;

    private @Nullable LoopMembers members;
    private long number;
    /// Events that were sent and are counted for the member's return, from 0 at its JOIN.
    private long countedEvents;
    private boolean isRosterDue;
    private Watching watching = Watching.BY_DEFAULT;
    private boolean isWatchingCommands;
    private int fanOutsSeen;
    private long fanOutsBatch;

    Connection(ConnectionId id, Channel channel, Egress egress, Gateway gateway) {
        super(channel, egress.lineBuffers());
        this.id = id;
        this.egress = egress;
        this.conversation = gateway.open(id, this);
    }

    ConnectionId id() {
        return id;
    }

    Conversation conversation() {
        return conversation;
    }

    LineForm form() {
        return form;
    }

    @Override
    public void use(LineForm newForm) {
        form = newForm;
    }

    /// @param reader which is to read on when there is room again
    void listenWith(ConnectionHandler reader) {
        handler = reader;
    }

    /// Whether it is read no further until there is room.
    boolean isPaused() {
        return isPaused;
    }

    void setPaused(boolean paused) {
        isPaused = paused;
    }

    boolean isClosing() {
        return isClosing;
    }

    @Override
    public void write(byte[] bytes, int length) {
        if (isClosing) {
            return;
        }
        if (members != null) {
            members.catchUp(this);
        }
        append(bytes, length);
    }

    /// The same without looking at what its group has for it.
    void append(byte[] bytes, int length) {
        put(bytes, length);
        if (!isTouched) {
            isTouched = true;
            egress.flushLater(this);
        }
    }

    /// Sends lines that may be left out: a connection that is behind is told how many were, once it has
    /// caught up.
    void writeSpare(byte[] bytes, int length) {
        if (isCongested()) {
            dropped++;
        } else {
            tellDropped();
            write(bytes, length);
        }
    }

    private void tellDropped() {
        if (dropped > 0) {
            long lines = dropped;
            dropped = 0;
            egress.write(this, (writer, form) -> Lines.gap(writer, form, lines));
        }
    }

    /// It is half as far behind as it may be.
    void warn(long unsentBytes, long limitBytes) {
        if (!isWarned && !isClosing) {
            isWarned = true;
            egress.write(this, (writer, form) -> Lines.slow(writer, form, unsentBytes, limitBytes));
        }
    }

    void onCaughtUp() {
        isWarned = false;
        tellDropped();
    }

    @Override
    public void expectLife(long pingMillis) {
        if (heartbeat != null) {
            heartbeat.end();
        }
        heartbeat = pingMillis == 0 ? null : egress.timing().heartbeats().begin(this, pingMillis);
    }

    /// Bytes came.
    void onBytes() {
        if (heartbeat != null) {
            heartbeat.onByte();
        }
    }

    /// Whether what it says is read; not while it is owed too much.
    boolean isListenedTo() {
        return channel().config().isAutoRead();
    }

    void ping(long ping) {
        egress.write(this, (writer, form) -> Lines.ping(writer, form, ping, countedEvents));
    }

    void countEvents(int count) {
        countedEvents += count;
    }

    void flush() {
        isTouched = false;
        if (!send() || isWarned || dropped > 0) {
            egress.timing().slowClients().afterFlush(this);
        }
        resume();
    }

    @Override
    public boolean isCongested() {
        return egress.timing().slowClients().isCongested(channel(), unflushedBytes());
    }

    @Override
    public boolean isNear() {
        return isNear(channel().remoteAddress(), channel().localAddress());
    }

    /// Whether both ends are on one machine.
    static boolean isNear(SocketAddress remote, SocketAddress local) {
        return remote instanceof InetSocketAddress far
                && local instanceof InetSocketAddress near
                && (far.getAddress().isLoopbackAddress() || far.getAddress().equals(near.getAddress()));
    }

    @Override
    public void run(Runnable task) {
        if (!channel().eventLoop().isShuttingDown()) {
            channel().eventLoop().execute(task);
        }
    }

    @Override
    public void resume() {
        if (isPaused && handler != null) {
            handler.resume();
        }
    }

    @Override
    public void close() {
        if (!isClosing) {
            isClosing = true; // First: what the flush finds out is not to be told any more.
            flush();
            if (hasUnsent()) {
                channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> onLastWritten());
            } else {
                onLastWritten();
            }
        }
    }

    /// Waits a moment for the client to close its side as well: to close with unread input would take
    /// the last lines away from it.
    private void onLastWritten() {
        if (hasInputEnded) {
            channel().close();
            return;
        }
        if (channel() instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
        egress.timing().slowClients().closeSoon(this);
    }

    /// Closes at once; what is unsent is dropped here and in the kernel.
    void abort() {
        isClosing = true;
        if (channel().isOpen()) {
            channel().config().setOption(ChannelOption.SO_LINGER, 0);
            channel().close();
        }
    }

    void release() {
        isClosing = true;
        expectLife(0);
        silence = cancelled(silence);
        joinDeadline = cancelled(joinDeadline);
        dropUnflushed();
    }

    /// Whether it was written to since it was last flushed.
    boolean isTouched() {
        return isTouched;
    }

    /// Whether the end of what is unsent is marked, so that its leaving will be noticed.
    boolean isMarked() {
        return isMarked;
    }

    void setMarked(boolean marked) {
        isMarked = marked;
    }

    void onOpened() {
        silence = egress.timing().newcomers().awaitWord(this);
        joinDeadline = egress.timing().newcomers().awaitPlace(this);
    }

    /// It has said something in this protocol.
    void onWord() {
        silence = cancelled(silence);
    }

    /// The time in which a program would have spoken is over.
    void onStillSilent() {
        if (silence != null) {
            conversation.onSilence();
        }
    }

    /// The client has closed its side.
    void onInputEnded() {
        hasInputEnded = true;
        if (isClosing) {
            channel().close();
        } else {
            conversation.onInputEnded();
        }
    }

    /// It has a place, or observes.
    void onPlaceTaken() {
        onWord();
        joinDeadline = cancelled(joinDeadline);
    }

    void onPlaceLost() {
        conversation.onPlaceLost();
        if (!isClosing) {
            joinDeadline = egress.timing().newcomers().awaitPlace(this);
        }
    }

    private static DelayLine.@Nullable Ticket<Connection> cancelled(DelayLine.@Nullable Ticket<Connection> ticket) {
        if (ticket != null) {
            ticket.cancel();
        }
        return null;
    }

    void takePlace(LoopMembers group, long memberNumber) {
        members = group;
        number = memberNumber;
        watching = Watching.BY_DEFAULT;
        isWatchingCommands = false;
        countedEvents = 0;
        fanOutsBatch = 0;
    }

    /// Goes on counting where the place is that it has now.
    ///
    /// @param counted events that were sent, those to come again left out
    /// @param showsRoster whether it is to be shown the roster once
    void goOn(long counted, boolean showsRoster) {
        countedEvents = counted;
        isRosterDue = showsRoster;
    }

    long countedEvents() {
        return countedEvents;
    }

    boolean isRosterDue() {
        return isRosterDue;
    }

    /// From now on it hears of a group, from the group's [LoopMembers], without a place in it.
    void observe() {
        watching = Watching.BY_DEFAULT;
    }

    void losePlace() {
        members = null;
    }

    @Nullable
    LoopMembers members() {
        return members;
    }

    long number() {
        return number;
    }

    Watching watching() {
        return watching;
    }

    void watch(boolean isWatching) {
        watching = isWatching ? Watching.YES : Watching.NO;
    }

    /// Whether it hears how all commands get on that its member may know of.
    boolean isWatchingCommands() {
        return isWatchingCommands;
    }

    void watchCommands(boolean isWatching) {
        isWatchingCommands = isWatching;
    }

    /// How many of the fan-outs of this batch were written ahead of their time.
    int fanOutsSeen(long batch) {
        return fanOutsBatch == batch ? fanOutsSeen : 0;
    }

    void seeFanOuts(long batch, int count) {
        fanOutsBatch = batch;
        fanOutsSeen = count;
    }
}

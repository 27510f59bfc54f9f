package io.echelon.server.net;

import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.MemberId;
import io.echelon.core.Recipients;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.gateway.Lines;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The members of one group whose sockets live on this event loop. Commands for many and new ranks wait
/// here until the batch ends, so that each channel is written and flushed once; a line for one member
/// makes it catch up first, so that everybody sees one order. When many have a new rank, all but the one
/// that takes command are told when departures pause: once, however many batches they came in. A member
/// that is away has no seat here, and takes its old one when it comes back. Observers have none at all:
/// what they hear is written at once.
final class LoopMembers {
    /// From this many recipients on one buffer is shared; fewer are each written their own lines.
    private static final int SHARED_FROM = 8;
    /// So many fan-outs, or bytes of bodies, are carried out at the latest.
    private static final int MAX_FAN_OUTS = 64;

    private static final int MAX_FAN_OUT_BYTES = 256 << 10;
    /// Up to so many members people hear of arrivals and departures without asking, and all are told
    /// their new ranks at once.
    private static final int SMALL_GROUP = 64;

    private final int group;
    private final ReplyWriter writer;
    private final ByteBufAllocator allocator;
    private final Seats seats = new Seats();
    private int groupSize;
    private boolean isConcerned;

    /// Since all ranks were told.
    private final Departures departures = new Departures();

    private final Lulls lulls;
    private Lulls.@Nullable Lull lull;
    /// The most senior index that may have an untold rank.
    private int untoldFrom = Integer.MAX_VALUE;

    private final List<FanOut> fanOuts = new ArrayList<>();
    private int fanOutBytes;
    private long batch = 1;

    private final RosterWatchers rosterWatchers = new RosterWatchers();
    private final CommandWatchers commandWatchers = new CommandWatchers();

    LoopMembers(int group, ReplyWriter writer, ByteBufAllocator allocator, Lulls lulls) {
        this.group = group;
        this.writer = writer;
        this.allocator = allocator;
        this.lulls = lulls;
    }

    /// A new member.
    void add(long number, int rank, Connection connection) {
        seat(number, rank, connection);
    }

    /// A member that has no connection here at the moment takes up its seat. What this batch had for it so
    /// far is not for this connection.
    void seatAgain(long number, int rank, Connection connection) {
        seat(number, rank, connection);
        connection.seeFanOuts(batch, fanOuts.size());
        if (!fanOuts.isEmpty()) {
            fanOuts.getLast().complete();
        }
    }

    private void seat(long number, int rank, Connection connection) {
        int index = seats.put(number, connection);
        seats.setRank(index, rank + departures.before(number));
        seats.setToldRank(index, rank);
        connection.takePlace(this, number);
    }

    /// The member has no connection any more, and keeps its place. Nobody moves.
    void detach(long number) {
        int index = seats.indexOf(number);
        if (index >= 0) {
            vacate(index);
        }
    }

    /// Everyone below moves up; they are told when the batch or the wave of departures ends, or before the
    /// next line to them.
    void remove(MemberLeft left) {
        long number = left.member().number();
        int index = seats.indexOf(number);
        if (index >= 0) {
            vacate(index);
        }
        commandWatchers.remove(number);
        departures.add(left);
        untoldFrom = Math.min(untoldFrom, seats.indexFrom(number + 1));
    }

    /// Nobody has a place here any more, and nothing that was due is told.
    void dissolve() {
        if (lull != null) {
            lull.cancel();
        }
        for (int index = 0; index < seats.size(); index++) {
            Connection connection = seats.connection(index);
            if (connection != null) {
                connection.losePlace();
            }
        }
    }

    @Nullable
    Connection find(long number) {
        int index = seats.indexOf(number);
        return index < 0 ? null : seats.connection(index);
    }

    /// Sends a command on its way to its recipients. They see it behind everything that was said to
    /// them before.
    void deliver(Deliver command) {
        Recipients recipients = command.recipients();
        if (recipients.count() < SHARED_FROM) {
            forEachIndex(recipients, index -> writeTo(index, command));
            return;
        }
        if (untoldFrom < seats.size()) {
            forEachIndex(recipients, this::tellRank);
        }
        FanOut last = fanOuts.isEmpty() ? null : fanOuts.getLast();
        if (last == null || !last.takes(command)) {
            last = new FanOut(recipients, writer, allocator);
            fanOuts.add(last);
        }
        last.add(command);
        fanOutBytes += command.body().length();
        if (fanOuts.size() >= MAX_FAN_OUTS || fanOutBytes >= MAX_FAN_OUT_BYTES) {
            finishSoFar();
        }
    }

    /// Writes to one connection what this batch has for it so far.
    void catchUp(Connection connection) {
        if (fanOuts.isEmpty() && untoldFrom >= seats.size()) {
            return;
        }
        int index = seats.indexOf(connection.number());
        if (index < 0) {
            return;
        }
        for (int fanOut = connection.fanOutsSeen(batch); fanOut < fanOuts.size(); fanOut++) {
            if (fanOuts.get(fanOut).recipients().includes(connection.number())) {
                fanOuts.get(fanOut).copyTo(connection);
                connection.countEvents(fanOuts.get(fanOut).size());
            }
        }
        connection.seeFanOuts(batch, fanOuts.size());
        appendRank(index, connection);
    }

    /// Something will wait for the end of the batch.
    ///
    /// @return whether nothing did before
    boolean concern() {
        boolean isFirst = !isConcerned;
        isConcerned = true;
        return isFirst;
    }

    /// Ends the batch: everybody is written the rest, and flushed. New ranks may take longer.
    void finish() {
        isConcerned = false;
        finishSoFar();
    }

    private void finishSoFar() {
        if (lull != null || seats.size() - untoldFrom > SMALL_GROUP) {
            finish(false);
            tellCommander();
            if (lull == null) {
                lull = lulls.await(this);
            }
        } else {
            tellAll();
        }
    }

    /// How many departures there were since all ranks were told.
    int departures() {
        return departures.size();
    }

    /// The wave of departures has ended, or has gone on for too long.
    void onLull() {
        lull = null;
        tellAll();
    }

    private void tellAll() {
        finish(true);
        for (int index = untoldFrom; index < seats.size(); index++) {
            seats.setRank(index, rank(index));
        }
        departures.clear();
        untoldFrom = Integer.MAX_VALUE;
        seats.closeGaps();
    }

    private void finish(boolean tellsRanks) {
        int end = tellsRanks && untoldFrom < seats.size() ? seats.size() : endOfFanOuts();
        int first = tellsRanks ? Math.min(untoldFrom, startOfFanOuts()) : startOfFanOuts();
        for (int index = first; index < end; index++) {
            Connection connection = seats.listener(index);
            if (connection != null) {
                finish(index, connection, tellsRanks);
            }
        }
        fanOuts.forEach(FanOut::release);
        fanOuts.clear();
        fanOutBytes = 0;
        batch++;
    }

    private void finish(int index, Connection connection, boolean tellsRank) {
        boolean isWritten = false;
        for (int fanOut = connection.fanOutsSeen(batch); fanOut < fanOuts.size(); fanOut++) {
            if (fanOuts.get(fanOut).recipients().includes(connection.number())) {
                fanOuts.get(fanOut).shareWith(connection);
                connection.countEvents(fanOuts.get(fanOut).size());
                isWritten = true;
            }
        }
        connection.seeFanOuts(batch, fanOuts.size());
        if (isWritten || tellsRank) {
            isWritten |= appendRank(index, connection);
        }
        if (isWritten) {
            connection.flush();
            if (connection.hasUnsent()) {
                fanOuts.forEach(FanOut::renew);
            }
        }
    }

    /// Whoever has come to the top need not wait for the others.
    private void tellCommander() {
        int index = untoldFrom;
        while (index < seats.size() && seats.connection(index) == null) {
            index++;
        }
        if (index < seats.size() && rank(index) == 0) {
            Connection connection = seats.listener(index);
            if (connection != null && appendRank(index, connection)) {
                connection.flush();
            }
        }
    }

    /// The whole group has so many members now, wherever their sockets live.
    void onSize(int newGroupSize) {
        groupSize = newGroupSize;
    }

    /// Does something to the connection of everybody who hears of arrivals and departures: people do
    /// without asking while the group is small.
    void forEachWatcher(Consumer<Connection> action) {
        if (groupSize > SMALL_GROUP) {
            rosterWatchers.forEach(action);
            return;
        }
        for (int index = 0; index < seats.size(); index++) {
            Connection connection = seats.connection(index);
            if (connection != null && RosterWatchers.isWatching(connection)) {
                action.accept(connection);
            }
        }
        rosterWatchers.forEachObserver(action);
    }

    RosterWatchers rosterWatchers() {
        return rosterWatchers;
    }

    CommandWatchers commandWatchers() {
        return commandWatchers;
    }

    /// Does something to the connection of each recipient that has one here, behind what was said to
    /// it before.
    void forEach(Recipients recipients, Consumer<Connection> action) {
        forEachIndex(recipients, index -> {
            Connection connection = seats.listener(index);
            if (connection != null) {
                catchUp(connection);
                action.accept(connection);
            }
        });
    }

    private void writeTo(int index, Deliver command) {
        Connection connection = seats.listener(index);
        if (connection != null) {
            catchUp(connection);
            writer.clear();
            Lines.command(writer, connection.form(), command);
            connection.countEvents(1);
            connection.append(writer.array(), writer.length());
        }
    }

    private void tellRank(int index) {
        Connection connection = seats.listener(index);
        if (connection != null && rank(index) != seats.toldRank(index)) {
            catchUp(connection);
        }
    }

    /// @return whether there was a rank to tell
    private boolean appendRank(int index, Connection connection) {
        int rank = rank(index);
        if (rank == seats.toldRank(index)) {
            return false;
        }
        MemberLeft last = departures.lastAmong(seats.rank(index) - rank);
        writer.clear();
        MemberId member = new MemberId(group, seats.number(index));
        Lines.rank(writer, connection.form(), member, rank, seats.toldRank(index), last);
        seats.setToldRank(index, rank);
        connection.append(writer.array(), writer.length());
        return true;
    }

    private int rank(int index) {
        return seats.rank(index) - departures.before(seats.number(index));
    }

    private void vacate(int index) {
        Connection connection = seats.connection(index);
        if (connection != null) {
            if (!connection.isClosing()) {
                catchUp(connection);
            }
            connection.losePlace();
            rosterWatchers.remove(connection);
            seats.vacate(index);
        }
    }

    private int startOfFanOuts() {
        int first = Integer.MAX_VALUE;
        for (FanOut fanOut : fanOuts) {
            first = Math.min(first, seats.indexFrom(fanOut.recipients().first(0)));
        }
        return first;
    }

    private int endOfFanOuts() {
        int end = 0;
        for (FanOut fanOut : fanOuts) {
            Recipients recipients = fanOut.recipients();
            end = Math.max(end, seats.indexFrom(recipients.last(recipients.rangeCount() - 1) + 1));
        }
        return end;
    }

    private interface IndexAction {
        void accept(int index);
    }

    private void forEachIndex(Recipients recipients, IndexAction action) {
        for (int range = 0; range < recipients.rangeCount(); range++) {
            long last = recipients.last(range);
            for (int index = seats.indexFrom(recipients.first(range));
                    index < seats.size() && seats.number(index) <= last;
                    index++) {
                action.accept(index);
            }
        }
    }
}

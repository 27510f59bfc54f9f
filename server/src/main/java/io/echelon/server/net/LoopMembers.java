package io.echelon.server.net;

import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.MemberId;
import io.echelon.core.Recipients;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.gateway.Lines;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The members of one group whose sockets live on this event loop, in order of seniority, as
/// parallel arrays: numbers only grow, so an arrival is appended and a departure is one pass that
/// counts ranks down. Commands for many and new ranks wait here until the batch ends, so that each
/// channel is written and flushed once; a line for one member makes it catch up first, so that
/// everybody sees one order. A member that is away has no index here, and takes its old one when it comes
/// back. Observers have none at all: what they hear is written at once.
final class LoopMembers {
    /// From this many recipients on one buffer is shared; fewer are each written their own lines.
    private static final int SHARED_FROM = 8;
    /// So many fan-outs, or bytes of bodies, are carried out at the latest.
    private static final int MAX_FAN_OUTS = 64;

    private static final int MAX_FAN_OUT_BYTES = 256 << 10;
    /// Up to so many members people hear of arrivals and departures without asking.
    private static final int SMALL_GROUP = 64;

    private static final int NO_PROMOTION = -1;
    private static final int FIRST_CAPACITY = 8;

    private final int group;
    private final ReplyWriter writer;
    private final ByteBufAllocator allocator;
    private long[] numbers = new long[FIRST_CAPACITY];
    private int[] ranks = new int[FIRST_CAPACITY];
    private int[] toldRanks = new int[FIRST_CAPACITY];
    /// For each member which of the departures was the last that promoted it.
    private int[] promotions = new int[FIRST_CAPACITY];
    private @Nullable Connection[] connections = new Connection[FIRST_CAPACITY];
    private int size;
    private int groupSize;
    private boolean hasGaps;
    private boolean isConcerned;

    /// Departures since all ranks were told.
    private final List<MemberLeft> departures = new ArrayList<>();
    /// The most senior index that may have an untold rank.
    private int untoldFrom = Integer.MAX_VALUE;

    private final List<FanOut> fanOuts = new ArrayList<>();
    private int fanOutBytes;
    private long batch = 1;

    private final RosterWatchers rosterWatchers = new RosterWatchers();
    private final CommandWatchers commandWatchers = new CommandWatchers();

    LoopMembers(int group, ReplyWriter writer, ByteBufAllocator allocator) {
        this.group = group;
        this.writer = writer;
        this.allocator = allocator;
    }

    void add(long number, int rank, Connection connection) {
        if (size == numbers.length) {
            grow();
        }
        numbers[size] = number;
        ranks[size] = rank;
        toldRanks[size] = rank;
        promotions[size] = NO_PROMOTION;
        connections[size] = connection;
        size++;
        connection.takePlace(this, number);
    }

    /// Takes up the place of a member that has no connection here at the moment. What this batch had for
    /// it so far is not for this connection.
    void insert(long number, int rank, Connection connection) {
        int index = indexOf(number);
        if (index < 0) {
            index = -index - 1;
            makeRoom(index);
        }
        numbers[index] = number;
        ranks[index] = rank;
        toldRanks[index] = rank;
        promotions[index] = NO_PROMOTION;
        connections[index] = connection;
        connection.takePlace(this, number);
        connection.seeFanOuts(batch, fanOuts.size());
        if (!fanOuts.isEmpty()) {
            fanOuts.getLast().complete();
        }
    }

    /// The member has no connection any more, and keeps its place. Nobody moves.
    void detach(long number) {
        int index = indexOf(number);
        if (index >= 0) {
            vacate(index);
        }
    }

    /// Everyone below moves up; they are told when the batch ends, or before the next line to them.
    void remove(MemberLeft left) {
        int index = indexOf(left.member().number());
        int from = index >= 0 ? index + 1 : -index - 1;
        if (index >= 0) {
            vacate(index);
        }
        commandWatchers.remove(left.member().number());
        departures.add(left);
        int departure = departures.size() - 1;
        for (int junior = from; junior < size; junior++) {
            ranks[junior]--;
            promotions[junior] = departure;
        }
        untoldFrom = Math.min(untoldFrom, from);
    }

    @Nullable
    Connection find(long number) {
        int index = indexOf(number);
        return index < 0 ? null : connections[index];
    }

    /// Sends a command on its way to its recipients. They see it behind everything that was said to
    /// them before.
    void deliver(Deliver command) {
        Recipients recipients = command.recipients();
        if (recipients.count() < SHARED_FROM) {
            forEachIndex(recipients, index -> writeTo(index, command));
            return;
        }
        if (untoldFrom < size) {
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
        if (fanOuts.isEmpty() && untoldFrom >= size) {
            return;
        }
        int index = indexOf(connection.number());
        if (index < 0) {
            return;
        }
        for (int fanOut = connection.fanOutsSeen(batch); fanOut < fanOuts.size(); fanOut++) {
            if (fanOuts.get(fanOut).recipients().includes(numbers[index])) {
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

    /// Ends the batch: everybody is written the rest, and flushed.
    void finish() {
        isConcerned = false;
        finishSoFar();
    }

    private void finishSoFar() {
        int end = endOfConcerned();
        for (int index = firstConcerned(); index < end; index++) {
            Connection connection = connections[index];
            if (connection != null && !connection.isClosing()) {
                finish(index, connection);
            }
        }
        fanOuts.forEach(FanOut::release);
        fanOuts.clear();
        fanOutBytes = 0;
        batch++;
        departures.clear();
        untoldFrom = Integer.MAX_VALUE;
        if (hasGaps) {
            closeGaps();
        }
    }

    private void finish(int index, Connection connection) {
        boolean isWritten = false;
        for (int fanOut = connection.fanOutsSeen(batch); fanOut < fanOuts.size(); fanOut++) {
            if (fanOuts.get(fanOut).recipients().includes(numbers[index])) {
                fanOuts.get(fanOut).shareWith(connection);
                connection.countEvents(fanOuts.get(fanOut).size());
                isWritten = true;
            }
        }
        connection.seeFanOuts(batch, fanOuts.size());
        isWritten |= appendRank(index, connection);
        if (isWritten) {
            connection.flush();
            if (connection.hasUnsent()) {
                fanOuts.forEach(FanOut::renew);
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
        for (int index = 0; index < size; index++) {
            Connection connection = connections[index];
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
            Connection connection = connections[index];
            if (connection != null && !connection.isClosing()) {
                catchUp(connection);
                action.accept(connection);
            }
        });
    }

    private void writeTo(int index, Deliver command) {
        Connection connection = connections[index];
        if (connection != null && !connection.isClosing()) {
            catchUp(connection);
            writer.clear();
            Lines.command(writer, connection.form(), command);
            connection.countEvents(1);
            connection.append(writer.array(), writer.length());
        }
    }

    private void tellRank(int index) {
        Connection connection = connections[index];
        if (connection != null && promotions[index] != NO_PROMOTION && !connection.isClosing()) {
            catchUp(connection);
        }
    }

    /// @return whether there was a rank to tell
    private boolean appendRank(int index, Connection connection) {
        if (promotions[index] == NO_PROMOTION) {
            return false;
        }
        MemberLeft last = departures.get(promotions[index]);
        writer.clear();
        MemberId member = new MemberId(group, numbers[index]);
        Lines.rank(writer, connection.form(), member, ranks[index], toldRanks[index], last);
        toldRanks[index] = ranks[index];
        promotions[index] = NO_PROMOTION;
        connection.append(writer.array(), writer.length());
        return true;
    }

    private void vacate(int index) {
        Connection connection = connections[index];
        if (connection != null) {
            if (!connection.isClosing()) {
                catchUp(connection);
            }
            connection.losePlace();
            rosterWatchers.remove(connection);
            connections[index] = null;
            hasGaps = true;
        }
    }

    private int firstConcerned() {
        int first = untoldFrom;
        for (FanOut fanOut : fanOuts) {
            int index = indexOf(fanOut.recipients().first(0));
            first = Math.min(first, index >= 0 ? index : -index - 1);
        }
        return first;
    }

    private int endOfConcerned() {
        if (untoldFrom < size) {
            return size;
        }
        int end = 0;
        for (FanOut fanOut : fanOuts) {
            Recipients recipients = fanOut.recipients();
            int index = indexOf(recipients.last(recipients.rangeCount() - 1));
            end = Math.max(end, index >= 0 ? index + 1 : -index - 1);
        }
        return end;
    }

    private interface IndexAction {
        void accept(int index);
    }

    private void forEachIndex(Recipients recipients, IndexAction action) {
        for (int range = 0; range < recipients.rangeCount(); range++) {
            int first = indexOf(recipients.first(range));
            for (int index = first >= 0 ? first : -first - 1;
                    index < size && numbers[index] <= recipients.last(range);
                    index++) {
                action.accept(index);
            }
        }
    }

    private int indexOf(long number) {
        return Arrays.binarySearch(numbers, 0, size, number);
    }

    private void closeGaps() {
        int used = 0;
        for (int index = 0; index < size; index++) {
            if (connections[index] != null) {
                numbers[used] = numbers[index];
                ranks[used] = ranks[index];
                toldRanks[used] = toldRanks[index];
                promotions[used] = promotions[index];
                connections[used] = connections[index];
                used++;
            }
        }
        Arrays.fill(connections, used, size, null);
        size = used;
        hasGaps = false;
    }

    private void makeRoom(int index) {
        if (size == numbers.length) {
            grow();
        }
        System.arraycopy(numbers, index, numbers, index + 1, size - index);
        System.arraycopy(ranks, index, ranks, index + 1, size - index);
        System.arraycopy(toldRanks, index, toldRanks, index + 1, size - index);
        System.arraycopy(promotions, index, promotions, index + 1, size - index);
        System.arraycopy(connections, index, connections, index + 1, size - index);
        size++;
    }

    private void grow() {
        int capacity = 2 * size;
        numbers = Arrays.copyOf(numbers, capacity);
        ranks = Arrays.copyOf(ranks, capacity);
        toldRanks = Arrays.copyOf(toldRanks, capacity);
        promotions = Arrays.copyOf(promotions, capacity);
        connections = Arrays.copyOf(connections, capacity);
    }
}

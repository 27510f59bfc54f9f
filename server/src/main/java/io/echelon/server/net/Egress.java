package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.ObservationEnded;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.WatchChanged;
import io.echelon.core.Effects;
import io.echelon.core.MemberId;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.gateway.Gateway;
import io.echelon.server.gateway.LineForm;
import io.echelon.server.gateway.Lines;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/// Carries effects out: finds the connections that they concern and writes each its lines, once a
/// batch. It knows the sockets of this process only; of members elsewhere it just counts the ranks.
/// For the event loop's thread.
final class Egress {
    /// Up to so many members people hear of arrivals and departures without asking.
    private static final int SMALL_GROUP = 64;

    /// What is written of one event to one connection.
    private interface Line {
        void write(ReplyWriter writer, LineForm form);
    }

    private final Executor loop;
    private final Gateway gateway;
    private final ByteBufAllocator allocator;
    private final SlowClients slowClients;
    private final Newcomers newcomers;
    private final Runnable onConnectionGone;
    private final Map<ConnectionId, Connection> connections = new HashMap<>();
    private final List<LoopMembers> groups = new ArrayList<>();
    private final ReplyWriter writer = new ReplyWriter();
    private final ReplyWriter groupWriter = new ReplyWriter();
    private final List<Connection> touched = new ArrayList<>();
    /// Groups for which something waits until the batch ends.
    private final List<LoopMembers> concerned = new ArrayList<>();
    private boolean isFlushDue;

    /// @param onConnectionGone told whenever there is one connection less
    Egress(
            Executor loop,
            Gateway gateway,
            ByteBufAllocator allocator,
            SlowClients slowClients,
            Newcomers newcomers,
            Runnable onConnectionGone) {
        this.loop = loop;
        this.gateway = gateway;
        this.allocator = allocator;
        this.slowClients = slowClients;
        this.newcomers = newcomers;
        this.onConnectionGone = onConnectionGone;
    }

    SlowClients slowClients() {
        return slowClients;
    }

    Newcomers newcomers() {
        return newcomers;
    }

    /// All that are open, those on their way out included.
    Collection<Connection> connections() {
        return connections.values();
    }

    void add(Connection connection) {
        connections.put(connection.id(), connection);
    }

    void remove(Connection connection) {
        connections.remove(connection.id());
        connection.release();
        onConnectionGone.run();
    }

    /// Carries out a batch. When it returns everything is written and flushed.
    void publish(Effects effects) {
        for (Effect effect : effects) {
            carryOut(effect);
        }
        for (LoopMembers members : concerned) {
            members.finish();
        }
        concerned.clear();
        flushTouched();
    }

    /// Lets a connection be flushed with the batch, or soon if there is none.
    void flushLater(Connection connection) {
        touched.add(connection);
        if (!isFlushDue) {
            isFlushDue = true;
            loop.execute(this::flushTouched);
        }
    }

    private void flushTouched() {
        isFlushDue = false;
        for (int index = 0; index < touched.size(); index++) { // By index: a flush may touch others.
            if (touched.get(index).isTouched()) {
                touched.get(index).flush();
            }
        }
        touched.clear();
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case MemberJoined joined -> onJoined(joined);
            case ObservationStarted started -> onObservationStarted(started);
            case WatchChanged changed -> onWatchChanged(changed);
            case Effect.Reply reply -> answer(reply);
            case MemberLeft left -> onLeft(left);
            case ObservationEnded ended -> onObservationEnded(ended);
            case Deliver deliver -> concerned(deliver.command().group()).deliver(deliver);
            case OutcomeTold told -> tell(told.sender(), (lines, form) -> Lines.result(lines, form, told));
            case CommandClosed closed -> tell(closed.sender(), (lines, form) -> Lines.closed(lines, form, closed));
        }
    }

    private void onJoined(MemberJoined joined) {
        gateway.onJoined(joined);
        MemberId member = joined.place().member();
        LoopMembers members = members(member.group());
        boolean isSmall = joined.place().size() <= SMALL_GROUP;
        members.forEachWatcher(isSmall, watcher -> write(watcher, (lines, form) -> Lines.joined(lines, form, joined)));
        Connection connection = connections.get(joined.connection());
        if (connection != null) {
            connection.conversation().answer(joined);
            members.add(member.number(), joined.place().rank(), connection);
            connection.onPlaceTaken();
        }
    }

    private void onLeft(MemberLeft left) {
        gateway.onLeft(left);
        LoopMembers members = concerned(left.member().group());
        Connection gone = connections.get(left.connection());
        boolean isSmall = left.size() <= SMALL_GROUP;
        // Before it is removed: the departure is heard before the promotion that it causes.
        members.forEachWatcher(isSmall, watcher -> {
            if (watcher != gone) {
                write(watcher, (lines, form) -> Lines.left(lines, form, left));
            }
        });
        members.remove(left);
        if (gone != null) {
            gone.onPlaceLost();
        }
    }

    private void onObservationStarted(ObservationStarted started) {
        Connection connection = connections.get(started.connection());
        if (connection != null) {
            connection.conversation().answer(started);
            members(started.view().group()).observe(connection);
            connection.onPlaceTaken();
        }
    }

    private void onObservationEnded(ObservationEnded ended) {
        members(ended.group()).observeNoMore(ended.connection());
        Connection connection = connections.get(ended.connection());
        if (connection != null) {
            connection.onPlaceLost();
        }
    }

    private void onWatchChanged(WatchChanged changed) {
        Connection connection = connections.get(changed.connection());
        if (connection != null) {
            members(changed.group()).watch(connection, changed.isWatching());
        }
        answer(changed);
    }

    private void answer(Effect.Reply reply) {
        Connection connection = connections.get(reply.connection());
        if (connection != null) {
            connection.conversation().answer(reply);
        }
    }

    private void tell(MemberId member, Line line) {
        Connection connection = members(member.group()).find(member.number());
        if (connection != null) {
            write(connection, line);
        }
    }

    private void write(Connection connection, Line line) {
        writer.clear();
        line.write(writer, connection.form());
        connection.write(writer.array(), writer.length());
    }

    private LoopMembers concerned(int group) {
        LoopMembers members = members(group);
        if (members.concern()) {
            concerned.add(members);
        }
        return members;
    }

    private LoopMembers members(int group) {
        while (groups.size() <= group) {
            groups.add(new LoopMembers(groups.size(), groupWriter, allocator));
        }
        return groups.get(group);
    }
}

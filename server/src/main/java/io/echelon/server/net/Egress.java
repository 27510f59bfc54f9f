package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect;
import io.echelon.core.Effect.CancelAsked;
import io.echelon.core.Effect.CommandClosed;
import io.echelon.core.Effect.ConnectionFenced;
import io.echelon.core.Effect.Deliver;
import io.echelon.core.Effect.GroupShown;
import io.echelon.core.Effect.MemberAway;
import io.echelon.core.Effect.MemberJoined;
import io.echelon.core.Effect.MemberLeft;
import io.echelon.core.Effect.MemberSeated;
import io.echelon.core.Effect.ObservationEnded;
import io.echelon.core.Effect.ObservationStarted;
import io.echelon.core.Effect.OutcomeTold;
import io.echelon.core.Effect.OutputTold;
import io.echelon.core.Effect.Place;
import io.echelon.core.Effect.PlaceAdopted;
import io.echelon.core.Effect.PlaceResumed;
import io.echelon.core.Effect.PlaceYielded;
import io.echelon.core.Effect.ProgressTold;
import io.echelon.core.Effect.RosterShown;
import io.echelon.core.Effect.TallyMoved;
import io.echelon.core.Effect.WaitingEnded;
import io.echelon.core.Effect.WaitingStarted;
import io.echelon.core.Effect.WatchChanged;
import io.echelon.core.Effects;
import io.echelon.core.MemberId;
import io.echelon.core.Profile;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.gateway.Farewell;
import io.echelon.server.gateway.Gateway;
import io.echelon.server.gateway.LineForm;
import io.echelon.server.gateway.Lines;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// Carries effects out: finds the connections that they concern and writes each its lines, once a
/// batch. It knows the sockets of this process only; of members elsewhere it just counts the ranks.
/// For the event loop's thread.
final class Egress {
    /// What is written of one event to one connection.
    interface Line {
        void write(ReplyWriter writer, LineForm form);
    }

    private final Gateway gateway;
    private final ByteBufAllocator allocator;
    private final LineBuffers lineBuffers;
    private final Timing timing;
    private final ProgressNews progress;
    private final Runnable onConnectionGone;
    private final Connections connections = new Connections();
    private final List<LoopMembers> groups = new ArrayList<>();
    private final WaitingRooms waitingRooms = new WaitingRooms();
    private final ReplyWriter writer = new ReplyWriter();
    private final ReplyWriter groupWriter = new ReplyWriter();
    private final Unflushed unflushed;
    /// Groups for which something waits until the batch ends.
    private final List<LoopMembers> concerned = new ArrayList<>();

    /// @param onConnectionGone told whenever there is one connection less
    Egress(Executor loop, Gateway gateway, ByteBufAllocator allocator, Timing timing, Runnable onConnectionGone) {
        this.unflushed = new Unflushed(loop);
        this.gateway = gateway;
        this.allocator = allocator;
        this.lineBuffers = new LineBuffers(allocator);
        this.timing = timing;
        this.progress = new ProgressNews(timing.pace(), this::members);
        this.onConnectionGone = onConnectionGone;
    }

    Timing timing() {
        return timing;
    }

    LineBuffers lineBuffers() {
        return lineBuffers;
    }

    Connections connections() {
        return connections;
    }

    void remove(Connection connection) {
        connections.remove(connection);
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
        waitingRooms.finish(this::tellPosition);
        unflushed.flush();
    }

    /// Lets everybody go, since nobody's number means anything any more, and begins anew with what is shown.
    void restart(Effects shown) {
        groups.forEach(LoopMembers::dissolve);
        groups.clear();
        waitingRooms.clear();
        timing.pace().clear();
        gateway.forgetGroups();
        connections.renounce().forEach(connection -> connection.conversation().onRenounced());
        publish(shown);
    }

    /// Lets a connection be flushed with the batch, or soon if there is none.
    void flushLater(Connection connection) {
        unflushed.add(connection);
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case MemberJoined joined -> onJoined(joined);
            case PlaceResumed resumed -> onResumed(resumed);
            case PlaceYielded yielded -> onYielded(yielded);
            case PlaceAdopted adopted -> onAdopted(adopted);
            case WaitingStarted started -> onWaitingStarted(started);
            case ObservationStarted started -> onObservationStarted(started);
            case WatchChanged changed -> onWatchChanged(changed);
            case Effect.Reply reply -> answer(reply);
            case MemberLeft left -> onLeft(left);
            case MemberAway away -> onAway(away);
            case MemberSeated seated -> onSeated(seated);
            case WaitingEnded ended -> onWaitingEnded(ended);
            case ConnectionFenced fenced -> onFenced(fenced);
            case RosterShown shown -> onRosterShown(shown);
            case ObservationEnded ended -> onObservationEnded(ended);
            case Deliver deliver -> concerned(deliver.command().group()).deliver(deliver);
            case CancelAsked asked -> onCancelAsked(asked);
            case OutcomeTold told -> onOutcomeTold(told);
            case CommandClosed closed ->
                tellCounted(closed.sender(), (lines, form) -> Lines.closed(lines, form, closed));
            case TallyMoved moved -> progress.onTallyMoved(moved);
            case OutputTold told -> progress.onOutputTold(told);
            case ProgressTold told -> progress.onProgressTold(told);
            case GroupShown shown -> onShown(shown);
        }
    }

    private void onShown(GroupShown shown) {
        gateway.onShown(shown.view());
        members(shown.view().group()).onSize(shown.view().size());
        waitingRooms.show(shown.view().group(), shown.line());
    }

    private void onJoined(MemberJoined joined) {
        tellArrival(joined.place(), joined.profile());
        Connection connection = connections.find(joined.connection());
        if (connection != null) {
            connection.conversation().answer(joined);
            seat(joined.place(), connection);
        }
    }

    private void onSeated(MemberSeated seated) {
        waitingRooms.remove(seated.place().member().group(), seated.connection());
        tellArrival(seated.place(), seated.profile());
        Connection connection = connections.find(seated.connection());
        if (connection != null) {
            connection.conversation().onSeated(seated);
            seat(seated.place(), connection);
        }
    }

    private void onYielded(PlaceYielded yielded) {
        tellArrival(yielded.place(), yielded.profile());
        Connection connection = connections.find(yielded.connection());
        if (connection != null) {
            connection.conversation().answer(yielded);
            Connection.Watching watching = connection.watching();
            boolean isWatchingCommands = connection.isWatchingCommands();
            long counted = connection.countedEvents();
            seat(yielded.place(), connection);
            connection.goOn(counted, false);
            LoopMembers members = members(yielded.place().member().group());
            members.rosterWatchers().watchOn(connection, watching);
            watchCommands(members, connection, isWatchingCommands);
        }
    }

    /// What is counted is counted from here on: the place had no grace before.
    private void onAdopted(PlaceAdopted adopted) {
        answer(adopted);
        Connection connection = connections.find(adopted.connection());
        if (connection != null) {
            connection.goOn(0, false);
        }
    }

    private void tellArrival(Place place, Profile profile) {
        gateway.onJoined(place);
        LoopMembers members = members(place.member().group());
        members.onSize(place.size());
        members.forEachWatcher(watcher -> write(watcher, (lines, form) -> Lines.joined(lines, form, place, profile)));
    }

    private void seat(Place place, Connection connection) {
        members(place.member().group()).add(place.member().number(), place.rank(), connection);
        connection.onPlaceTaken();
    }

    /// What was missed comes as if it were new, in the effects that follow.
    private void onResumed(PlaceResumed resumed) {
        Place place = resumed.place();
        LoopMembers members = members(place.member().group());
        members.detach(place.member().number());
        if (resumed.wasAway()) {
            members.forEachWatcher(watcher -> write(watcher, (lines, form) -> Lines.back(lines, form, place)));
        }
        Connection connection = connections.find(resumed.connection());
        if (connection == null) {
            members.commandWatchers().remove(place.member().number());
            return; // It is another server's, or gone again.
        }
        connection.conversation().answer(resumed);
        members.seatAgain(place.member().number(), place.rank(), connection);
        watchCommands(members, connection, resumed.isWatchingCommands());
        if (resumed.isWatchingRoster() != null) {
            members.rosterWatchers().watch(connection, true, resumed.isWatchingRoster());
        }
        boolean showsRoster = resumed.lost() > 0 || RosterWatchers.isWatching(connection);
        connection.goOn(resumed.counted() - resumed.replayed(), showsRoster);
        connection.onPlaceTaken();
        if (place.rank() != resumed.rankTold()) {
            write(connection, (lines, form) -> Lines.rank(lines, form, place, resumed.rankTold()));
        }
    }

    private void onFenced(ConnectionFenced fenced) {
        Connection connection = connections.find(fenced.connection());
        if (connection != null) {
            connection.conversation().close(Farewell.FENCED);
        }
    }

    private void onRosterShown(RosterShown shown) {
        Connection connection =
                members(shown.member().group()).find(shown.member().number());
        if (connection != null && connection.isRosterDue()) {
            groupWriter.clear();
            write(connection, (lines, form) -> Lines.roster(lines, groupWriter, form, shown, gateway.maxListBytes()));
        }
    }

    private void onAway(MemberAway away) {
        LoopMembers members = members(away.member().group());
        members.detach(away.member().number());
        members.forEachWatcher(watcher -> write(watcher, (lines, form) -> Lines.away(lines, form, away)));
    }

    private void onLeft(MemberLeft left) {
        gateway.onLeft(left);
        LoopMembers members = concerned(left.member().group());
        Connection gone = connections.find(left.connection());
        members.onSize(left.size());
        // Before it is removed: the departure is heard before the promotion that it causes.
        members.forEachWatcher(watcher -> {
            if (watcher != gone) {
                write(watcher, (lines, form) -> Lines.left(lines, form, left));
            }
        });
        members.remove(left);
        if (gone != null) {
            gone.onPlaceLost();
        }
    }

    private void onWaitingStarted(WaitingStarted started) {
        waitingRooms.add(started.group(), started.connection(), started.position());
        answer(started);
        Connection connection = connections.find(started.connection());
        if (connection != null) {
            connection.onPlaceTaken();
        }
    }

    private void onWaitingEnded(WaitingEnded ended) {
        waitingRooms.remove(ended.group(), ended.connection());
        Connection connection = connections.find(ended.connection());
        if (connection != null) {
            connection.onPlaceLost();
        }
    }

    private void tellPosition(ConnectionId id, int position) {
        Connection connection = connections.find(id);
        if (connection != null) {
            write(connection, (lines, form) -> Lines.waiting(lines, form, position));
        }
    }

    private void onCancelAsked(CancelAsked asked) {
        members(asked.command().group()).forEach(asked.recipients(), connection -> {
            connection.countEvents(1);
            write(connection, (lines, form) -> Lines.cancel(lines, form, asked));
        });
    }

    private void onObservationStarted(ObservationStarted started) {
        Connection connection = connections.find(started.connection());
        if (connection != null) {
            connection.conversation().answer(started);
            members(started.view().group()).rosterWatchers().observe(connection);
            connection.onPlaceTaken();
        }
    }

    private void onObservationEnded(ObservationEnded ended) {
        members(ended.group()).rosterWatchers().observeNoMore(ended.connection());
        Connection connection = connections.find(ended.connection());
        if (connection != null) {
            connection.onPlaceLost();
        }
    }

    private void onWatchChanged(WatchChanged changed) {
        Connection connection = connections.find(changed.connection());
        if (connection != null) {
            LoopMembers members = members(changed.group());
            boolean isWatching = changed.isWatching();
            switch (changed.subject()) {
                case ROSTER -> members.rosterWatchers().watch(connection, connection.members() == members, isWatching);
                case COMMANDS -> watchCommands(members, connection, isWatching);
                case COMMAND -> members.commandWatchers().watch(connection.number(), changed.command(), isWatching);
            }
        }
        answer(changed);
    }

    private static void watchCommands(LoopMembers members, Connection connection, boolean isWatching) {
        members.commandWatchers().watchAll(connection.number(), isWatching);
        connection.watchCommands(isWatching);
    }

    private void answer(Effect.Reply reply) {
        Connection connection = connections.find(reply.connection());
        if (connection != null) {
            connection.conversation().answer(reply);
        }
    }

    private void onOutcomeTold(OutcomeTold told) {
        progress.onOutcomeTold(told);
        tellCounted(told.sender(), (lines, form) -> Lines.result(lines, form, told));
    }

    /// Tells a member an event that is counted for its return.
    private void tellCounted(MemberId member, Line line) {
        Connection connection = members(member.group()).find(member.number());
        if (connection != null) {
            connection.countEvents(1);
            write(connection, line);
        }
    }

    void write(Connection connection, Line line) {
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
            groups.add(new LoopMembers(groups.size(), groupWriter, allocator, timing.lulls()));
        }
        return groups.get(group);
    }
}

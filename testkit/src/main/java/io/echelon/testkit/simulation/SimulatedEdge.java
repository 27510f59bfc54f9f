package io.echelon.testkit.simulation;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect;
import io.echelon.core.Effects;
import io.echelon.core.MemberId;
import io.echelon.core.Profile;
import io.echelon.core.Publisher;
import io.echelon.core.Recipients;
import io.echelon.core.Sequencer;
import io.echelon.core.WatchSubject;
import io.echelon.protocol.ReplyWriter;
import io.echelon.server.gateway.Farewell;
import io.echelon.server.gateway.Gateway;
import io.echelon.server.gateway.LineForm;
import io.echelon.server.gateway.Lines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carries effects out to the connections of one process, as plainly as can be: it looks at all of them.
final class SimulatedEdge implements Publisher {
    /// What is written of one event to one connection.
    private interface Line {
        void write(ReplyWriter writer, LineForm form);
    }

    private final Cluster cluster;
    private final SimulatedProcess process;
    private final Gateway gateway;
    private final Map<ConnectionId, Wire> wires = new LinkedHashMap<>();
    private final ReplyWriter writer = new ReplyWriter();
    private final ReplyWriter listWriter = new ReplyWriter();
    private long nextConnection;
    private boolean isListening;

    SimulatedEdge(Cluster cluster, SimulatedProcess process, String epoch) {
        this.cluster = cluster;
        this.process = process;
        this.gateway = new Gateway(process.node.options, epoch);
    }

    void attach(Sequencer sequencer) {
        gateway.attach(sequencer);
    }

    Gateway gateway() {
        return gateway;
    }

    /// Whether it takes connections.
    boolean isListening() {
        return isListening;
    }

    boolean has(Wire wire) {
        return wires.get(wire.id) == wire;
    }

    Wire connect(Wire.Client client) {
        Wire wire = new Wire(cluster, this, process, client, new ConnectionId(nextConnection++));
        wires.put(wire.id, wire);
        return wire;
    }

    /// @return whether it was there
    boolean remove(Wire wire) {
        return wires.remove(wire.id, wire);
    }

    /// The process has ended.
    void cut() {
        wires.values().forEach(Wire::cut);
        wires.clear();
    }

    /// To be called ten times a second and more, as `IntakeWatch` does.
    void look() {
        if (!gateway.intake().isOpen() && !cluster.flaws.overlooksTheMajority()) {
            all().forEach(wire -> wire.conversation().onIntakeClosed());
        }
        if (gateway.intake().isRelieved()) {
            all().forEach(Wire::resume);
        }
    }

    private List<Wire> all() {
        return List.copyOf(wires.values());
    }

    @Override
    public void publish(Effects effects) {
        for (Effect effect : cluster.flaws.published(effects)) {
            carryOut(effect);
        }
        if (gateway.intake().isRelieved()) {
            all().forEach(Wire::resume);
        }
    }

    @Override
    public void restart(long firstConnection, Effects shown) {
        gateway.forgetGroups();
        if (!cluster.flaws.keepsConnections()) {
            List<Wire> renounced = all();
            wires.clear();
            renounced.forEach(wire -> wire.conversation().onRenounced());
        }
        nextConnection = cluster.flaws.firstConnection(firstConnection);
        isListening = true;
        publish(shown);
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Reply reply -> carryOutReply(reply);
            case Effect.MemberSeated seated -> onSeated(seated);
            case Effect.MemberLeft left -> onLeft(left);
            case Effect.MemberAway away -> onAway(away);
            case Effect.WaitingEnded ended -> onPlaceLost(ended.connection());
            case Effect.ObservationEnded ended -> {
                watch(ended.connection(), ended.group(), false);
                onPlaceLost(ended.connection());
            }
            case Effect.ConnectionFenced fenced -> onFenced(fenced);
            case Effect.RosterShown shown ->
                tell(
                        shown.member(),
                        (lines, form) -> Lines.roster(lines, listWriter, form, shown, gateway.maxListBytes()));
            case Effect.Deliver deliver ->
                tell(
                        deliver.command().group(),
                        deliver.recipients(),
                        (lines, form) -> Lines.command(lines, form, deliver));
            case Effect.CancelAsked asked ->
                tell(asked.command().group(), asked.recipients(), (lines, form) -> Lines.cancel(lines, form, asked));
            case Effect.OutcomeTold told -> tell(told.sender(), (lines, form) -> Lines.result(lines, form, told));
            case Effect.CommandClosed closed ->
                tell(closed.sender(), (lines, form) -> Lines.closed(lines, form, closed));
            case Effect.GroupShown shown -> gateway.onShown(shown.view());
            case Effect.TallyMoved moved -> {} // Who watches commands is not simulated.
            case Effect.OutputTold told -> {}
            case Effect.ProgressTold told -> {}
        }
    }

    private void carryOutReply(Effect.Reply reply) {
        switch (reply) {
            case Effect.MemberJoined joined -> {
                tellArrival(joined.place(), joined.profile());
                answer(joined);
                seat(joined.connection(), joined.place());
            }
            case Effect.PlaceYielded yielded -> {
                tellArrival(yielded.place(), yielded.profile());
                answer(yielded);
                seat(yielded.connection(), yielded.place());
            }
            case Effect.PlaceResumed resumed -> onResumed(resumed);
            case Effect.ObservationStarted started -> {
                answer(started);
                watch(started.connection(), started.view().group(), true);
            }
            case Effect.WatchChanged changed -> {
                if (changed.subject() == WatchSubject.ROSTER) {
                    watch(changed.connection(), changed.group(), changed.isWatching());
                }
                answer(changed);
            }
            case Effect.Reply other -> answer(other);
        }
    }

    private void answer(Effect.Reply reply) {
        Wire wire = wires.get(reply.connection());
        if (wire != null) {
            wire.conversation().answer(reply);
        }
    }

    private void tellArrival(Effect.Place place, Profile profile) {
        gateway.onJoined(place);
        tellWatchers(place.member().group(), null, (lines, form) -> Lines.joined(lines, form, place, profile));
    }

    private void seat(ConnectionId connection, Effect.Place place) {
        Wire wire = wires.get(connection);
        if (wire != null) {
            wire.member = place.member();
            wire.rank = place.rank();
        }
    }

    private void onSeated(Effect.MemberSeated seated) {
        tellArrival(seated.place(), seated.profile());
        Wire wire = wires.get(seated.connection());
        if (wire != null) {
            wire.conversation().onSeated(seated);
            seat(seated.connection(), seated.place());
        }
    }

    private void onResumed(Effect.PlaceResumed resumed) {
        Effect.Place place = resumed.place();
        Wire former = find(place.member());
        if (former != null) {
            former.member = null;
            former.watchedGroup = -1;
        }
        if (resumed.wasAway()) {
            tellWatchers(place.member().group(), null, (lines, form) -> Lines.back(lines, form, place));
        }
        answer(resumed);
        seat(resumed.connection(), place);
        Wire wire = wires.get(resumed.connection());
        if (wire != null) {
            watch(resumed.connection(), place.member().group(), Boolean.TRUE.equals(resumed.isWatchingRoster()));
            if (place.rank() != resumed.rankTold()) {
                write(wire, (lines, form) -> Lines.rank(lines, form, place, resumed.rankTold()));
            }
        }
    }

    private void onLeft(Effect.MemberLeft left) {
        gateway.onLeft(left);
        Wire gone = find(left.member());
        tellWatchers(left.member().group(), gone, (lines, form) -> Lines.left(lines, form, left));
        if (gone != null) {
            gone.member = null;
            gone.watchedGroup = -1;
            gone.conversation().onPlaceLost();
        }
        for (Wire wire : all()) {
            MemberId member = wire.member;
            if (member != null && member.group() == left.member().group() && wire.rank > left.rank()) {
                wire.rank--;
                write(wire, (lines, form) -> Lines.rank(lines, form, member, wire.rank, wire.rank + 1, left));
            }
        }
    }

    private void onAway(Effect.MemberAway away) {
        Wire wire = find(away.member());
        if (wire != null) {
            wire.member = null;
            wire.watchedGroup = -1;
        }
        tellWatchers(away.member().group(), wire, (lines, form) -> Lines.away(lines, form, away));
    }

    private void onFenced(Effect.ConnectionFenced fenced) {
        Wire wire = wires.get(fenced.connection());
        if (wire != null) {
            wire.conversation().close(Farewell.FENCED);
        }
    }

    private void onPlaceLost(ConnectionId connection) {
        Wire wire = wires.get(connection);
        if (wire != null) {
            wire.conversation().onPlaceLost();
        }
    }

    private void watch(ConnectionId connection, int group, boolean isWatching) {
        Wire wire = wires.get(connection);
        if (wire != null) {
            wire.watchedGroup = isWatching ? group : -1;
        }
    }

    private @Nullable Wire find(MemberId member) {
        return wires.values().stream()
                .filter(wire -> member.equals(wire.member))
                .findFirst()
                .orElse(null);
    }

    private void tell(MemberId member, Line line) {
        Wire wire = find(member);
        if (wire != null) {
            write(wire, line);
        }
    }

    private void tell(int group, Recipients recipients, Line line) {
        for (Wire wire : new ArrayList<>(wires.values())) {
            MemberId member = wire.member;
            if (member != null && member.group() == group && recipients.includes(member.number())) {
                write(wire, line);
            }
        }
    }

    private void tellWatchers(int group, @Nullable Wire except, Line line) {
        for (Wire wire : all()) {
            if (wire.watchedGroup == group && wire != except) {
                write(wire, line);
            }
        }
    }

    private void write(Wire wire, Line line) {
        writer.clear();
        listWriter.clear();
        line.write(writer, wire.form());
        wire.write(writer.array(), writer.length());
    }
}

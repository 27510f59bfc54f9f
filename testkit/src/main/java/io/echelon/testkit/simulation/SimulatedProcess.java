package io.echelon.testkit.simulation;

import io.echelon.core.Effects;
import io.echelon.replication.Entry;
import io.echelon.replication.Leadership;
import io.echelon.replication.OwnGateway;
import io.echelon.replication.RaftSequencer;
import io.echelon.replication.ReplicatedState;
import io.echelon.replication.SteadyClock;
import io.echelon.replication.codec.EntryCodec;
import io.echelon.replication.codec.Packer;
import io.echelon.replication.codec.Unpacker;
import io.echelon.testkit.simulation.OneLog.Logged;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server process as the simulation runs it: all of it but Ratis and Netty is the production code. What
/// this class does stands for `RaftNode`: it applies the log and leads if it is to.
final class SimulatedProcess {
    private static final long LOOK_MILLIS = 50;
    private static final long APPLY_MICROS = 300;
    /// As many as the log may hand to the edge before it has to wait; fewer than would make it block.
    private static final int MAX_UNPUBLISHED = 40;

    private static final int MAX_ENTRIES_AT_ONCE = 8;
    /// Who has missed more than this is sent a snapshot.
    private static final int FAR_BEHIND = 400;

    final SimulatedNode node;
    private final Cluster cluster;
    private final SteadyClock clock;
    private final Deque<Runnable> edgeTasks = new ArrayDeque<>();
    /// What is to happen once it is not paused any more.
    private final Deque<Runnable> held = new ArrayDeque<>();

    private boolean isEdgeDue;
    private boolean isApplyDue;
    private boolean hasEnded;
    private boolean wantsSnapshot;

    private ReplicatedState state = new ReplicatedState();
    private int applied;
    private @Nullable Leadership leadership;
    private long leadershipTerm;
    private @Nullable SimulatedNode view;
    private long viewTerm;
    private long leaderlessSinceNanos;

    private @Nullable RaftSequencer sequencer;
    private @Nullable SimulatedEdge edge;
    private final OwnGateway gateway;
    private final Map<SimulatedNode, Long> heardNanos = new LinkedHashMap<>();

    SimulatedProcess(Cluster cluster, SimulatedNode node) {
        this.cluster = cluster;
        this.node = node;
        this.clock = new SteadyClock(node::clockNanos);
        this.gateway = new OwnGateway(
                node.name,
                node.number,
                () -> cluster.flaws.nonce(node.number, cluster.chance.next()),
                () -> cluster.journal.note(node.name + " finds its gateway lost"));
        this.leaderlessSinceNanos = clock.nanos();
    }

    void start() {
        if (node.snapshot.length > 0) {
            state = cluster.flaws.load(node.snapshot);
            applied = cluster.flaws.firstToApply(node.snapshotIndex);
        }
        look();
        wake();
    }

    /// It is gone, with all that it had in memory.
    void end() {
        hasEnded = true;
        if (edge != null) {
            edge.cut();
        }
    }

    int applied() {
        return applied;
    }

    ReplicatedState state() {
        return state;
    }

    /// Who leads, as far as it knows.
    @Nullable
    SimulatedNode view() {
        return view;
    }

    /// Null before it takes clients.
    @Nullable
    SimulatedEdge edge() {
        return edge;
    }

    /// The next time that it gets entries it has to begin with another's snapshot.
    void needSnapshot() {
        wantsSnapshot = true;
    }

    void saveSnapshot() {
        if (state.isFounded()) {
            node.snapshot = cluster.flaws.save(state);
            node.snapshotIndex = applied;
        }
    }

    /// Does something later on the threads of this process, if it still runs then and is not paused.
    void afterMicros(long micros, Runnable action) {
        cluster.timeline.afterMicros(micros, () -> run(action));
    }

    private void run(Runnable action) {
        if (!node.isPaused() && held.isEmpty()) {
            runNow(action);
            return;
        }
        if (held.isEmpty()) {
            cluster.timeline.atNanos(node.pausedUntilNanos(), this::runHeld);
        }
        held.add(action);
    }

    private void runHeld() {
        if (node.isPaused()) {
            cluster.timeline.atNanos(node.pausedUntilNanos(), this::runHeld);
            return;
        }
        while (!held.isEmpty()) {
            runNow(held.remove());
        }
    }

    private void runNow(Runnable action) {
        if (!hasEnded) {
            action.run();
        }
    }

    /// It hears who leads, or that nobody does.
    void see(@Nullable SimulatedNode leader, long term) {
        if (leader == view && (leader == null || term == viewTerm)) {
            return;
        }
        afterMicros(1, () -> {
            if (leader == null) {
                leaderlessSinceNanos = clock.nanos();
            }
            view = leader;
            viewTerm = term;
            if (leader != null && sequencer != null) {
                sequencer.onLeaderChanged();
            }
        });
    }

    /// What an entry is stamped with that this leader takes now.
    long stampMillis() {
        Leadership leading = leadership;
        long millis = leading == null ? 0 : leading.stampMillis(clock.millis());
        return cluster.flaws.stampMillis(node.number, millis, clock.millis());
    }

    private void look() {
        clock.nanos();
        lead();
        attachWhenReady();
        keepGateway();
        if (edge != null) {
            edge.look();
        }
        wake();
        afterMicros(TimeUnit.MILLISECONDS.toMicros(LOOK_MILLIS), this::look);
    }

    private void lead() {
        if (!cluster.isLeading(this)) {
            leadership = null;
            return;
        }
        long nowMillis = clock.millis();
        Leadership leading = leadership;
        if (leading == null || leadershipTerm != cluster.term()) {
            String epoch = HexFormat.of().toHexDigits((int) cluster.chance.next());
            leading = new Leadership(
                    node.options.coreLimits(), node.options.uniqueNames(), epoch, Scenario.LOST_MILLIS, state);
            leadership = leading;
            leadershipTerm = cluster.term();
            heardNanos.clear();
        }
        List<Entry> duties = leading.duties(state, sight(), nowMillis);
        cluster.flaws.duties(duties).forEach(this::propose);
    }

    private Leadership.Sight sight() {
        Map<String, Long> silentMillis = new LinkedHashMap<>();
        for (SimulatedNode other : cluster.nodes) {
            if (other != node) {
                long nowNanos = cluster.timeline.nowNanos();
                if (other.isUp() && other.reaches(node)) {
                    heardNanos.put(other, nowNanos);
                }
                long heard = heardNanos.computeIfAbsent(other, unused -> nowNanos);
                silentMillis.put(other.name, TimeUnit.NANOSECONDS.toMillis(nowNanos - heard));
            }
        }
        return new Leadership.Sight(node.name, silentMillis);
    }

    private void attachWhenReady() {
        if (edge == null && state.isFounded() && view != null) {
            SimulatedEdge made = new SimulatedEdge(cluster, this, state.epoch());
            RaftSequencer attached = new RaftSequencer(new WayIn(), this::onEdge, made, this::onBug, clock);
            made.attach(attached);
            gateway.attach(attached);
            edge = made;
            sequencer = attached;
        }
    }

    private void onBug(Throwable bug) {
        throw new Violation("an edge carries out whatever it is told", bug);
    }

    private void keepGateway() {
        Entry wanted = gateway.wanted(state, clock.millis());
        if (wanted != null) {
            propose(wanted);
        }
    }

    /// Tries once.
    void propose(Entry entry) {
        Packer packer = new Packer();
        EntryCodec.write(packer, entry);
        cluster.propose(this, packer.toBytes(), () -> {});
    }

    private void onEdge(Runnable task) {
        edgeTasks.add(task);
        if (!isEdgeDue) {
            isEdgeDue = true;
            afterMicros(cluster.chance.delayMicros(50), this::runEdge);
        }
    }

    private void runEdge() {
        isEdgeDue = false;
        for (int left = edgeTasks.size(); left > 0; left--) {
            edgeTasks.remove().run();
        }
        wake();
    }

    /// There may be something in the log for it.
    void wake() {
        if (!isApplyDue) {
            isApplyDue = true;
            afterMicros(cluster.chance.delayMicros(APPLY_MICROS), this::applySome);
        }
    }

    private void applySome() {
        isApplyDue = false;
        if (node.isIsolated) {
            return;
        }
        boolean isFarBehind = wantsSnapshot || cluster.log.size() - applied > FAR_BEHIND;
        if (isFarBehind && cluster.leader() != null && cluster.leader() != node) {
            install(cluster.leader().process);
        }
        int last = Math.min(cluster.log.size(), applied + MAX_ENTRIES_AT_ONCE);
        while (applied < last && edgeTasks.size() < MAX_UNPUBLISHED) {
            apply(cluster.log.get(applied));
        }
        if (cluster.flaws.appliesEarly() && applied == cluster.log.size()) {
            cluster.log.tail().stream().findFirst().ifPresent(this::apply);
        }
        if (applied < cluster.log.size()) {
            wake();
        }
    }

    private void install(@Nullable SimulatedProcess leading) {
        if (leading != null && leading.applied > applied) {
            wantsSnapshot = false;
            cluster.journal.note(node.name + " gets the snapshot of " + leading.node.name);
            node.snapshot = cluster.flaws.save(leading.state);
            node.snapshotIndex = leading.applied;
            state = cluster.flaws.load(node.snapshot);
            applied = cluster.flaws.firstToApply(node.snapshotIndex);
            if (!cluster.flaws.overlooksItsReplacement()) {
                gateway.onLost();
            }
        }
    }

    private void apply(Logged logged) {
        Entry entry = EntryCodec.read(new Unpacker(ByteBuffer.wrap(logged.entry())));
        Effects effects = new Effects();
        ReplicatedState.Verdict verdict = cluster.flaws.apply(node.number, state, entry, logged.stampMillis(), effects);
        cluster.truth.onApplied(node.name, applied, state, verdict, effects);
        applied++;
        boolean isLost = gateway.isOpen() && state.gateway(gateway.number()) == null;
        if (sequencer != null && isLost && cluster.flaws.overlooksItsLoss()) {
            sequencer.onApplied(effects);
        } else {
            gateway.onApplied(entry, verdict, effects, state);
        }
    }

    /// The way into the log for the edge.
    private final class WayIn implements RaftSequencer.Log {
        @Override
        public void propose(byte[] entry, Runnable onFailed) {
            cluster.propose(SimulatedProcess.this, cluster.flaws.proposed(entry), onFailed);
        }

        @Override
        public void later(Runnable action, long millis) {
            afterMicros(TimeUnit.MILLISECONDS.toMicros(millis), action);
        }

        @Override
        public long leaderlessMillis() {
            return view != null ? 0 : TimeUnit.NANOSECONDS.toMillis(clock.nanos() - leaderlessSinceNanos);
        }
    }
}

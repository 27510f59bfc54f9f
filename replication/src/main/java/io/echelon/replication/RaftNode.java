package io.echelon.replication;

import io.echelon.core.Effects;
import io.echelon.core.Publisher;
import io.echelon.core.Sequencer;
import io.echelon.replication.codec.EntryCodec;
import io.echelon.replication.codec.Packer;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One of the servers that keep the log, from [#start] to [#close]. Methods may be called from any thread
/// unless they say otherwise.
public final class RaftNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);

    /// All logs are named alike: who belongs to which is said by addresses and certificates.
    static final RaftGroupId GROUP = RaftGroupId.valueOf(UUID.fromString("5ec4e105-0000-4000-8000-000000007411"));

    private static final long LOOK_MILLIS = 50;
    private static final int LOOKS_UNTIL_LEFT = 20;
    private static final long FAREWELL_MILLIS = 2_000;

    static {
        ExitUtils.disableSystemExit(); // It is the process that decides when it ends, and says why.
    }

    private final NodeOptions options;
    private final DataFolder folder;
    private final RaftMachine machine;
    private final RaftServer server;
    private final LeaderLink link;
    private final ClusterAdministration administration;
    private final OwnGateway gateway;
    private final LeaderDuties duties;
    private final KnownLeader leader;
    private final DiskGuard guard;
    private final SteadyClock clock = new SteadyClock(System::nanoTime);
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "echelon-raft");
        thread.setDaemon(true);
        return thread;
    });
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
    /// That of the state once it was brought back from a backup; null if it was not.
    private final @Nullable String restoredEpoch;

    private volatile @Nullable RaftSequencer sequencer;
    private volatile boolean isClosing;

    /// Why it has to leave; for the worker only.
    private @Nullable String departure;

    private int looksLeft = LOOKS_UNTIL_LEFT;
    private boolean hasTakenPart;

    /// Starts to keep the log, together with whoever else does.
    ///
    /// @throws NodeException if it cannot, with a line that says what to do
    public static RaftNode start(NodeOptions options) throws NodeException {
        DataFolder folder = DataFolder.open(options.folder(), options.node());
        try {
            return new RaftNode(options, folder);
        } catch (NodeException told) {
            folder.close();
            throw told;
        } catch (IOException | RuntimeException failure) {
            folder.close();
            throw NodeException.because("the log in " + options.folder() + " cannot be used", failure);
        }
    }

    private RaftNode(NodeOptions options, DataFolder folder) throws IOException {
        this.options = options;
        this.folder = folder;
        this.restoredEpoch = options.isRestored() ? LeaderDuties.newEpoch() : null;
        this.guard = new DiskGuard(folder, options.reserveBytes());
        guard.check();
        folder.checkLog();

        gateway = new OwnGateway(options.node(), folder.id(), new SecureRandom()::nextLong, RaftNode::warnOfLoss);
        options.peerAddress().probe();
        RaftProperties properties = RaftSettings.properties(options, folder.raft());
        Parameters parameters = RaftSettings.parameters(options);
        duties = new LeaderDuties(options, clock);
        machine = new RaftMachine(new LogFollower(), duties::stampMillis);
        server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(options.node()))
                .setStateMachine(machine)
                .setProperties(properties)
                .setParameters(parameters)
                .setGroup(RaftSettings.group(options))
                .setOption(folder.hasLog() ? RaftStorage.StartupOption.RECOVER : RaftStorage.StartupOption.FORMAT)
                .build();
        link = new LeaderLink(server, GROUP, properties, parameters);
        leader = new KnownLeader(clock, this::onLeader);
        administration = new ClusterAdministration(this, server, properties, parameters);
        try {
            server.start();
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw failure;
        }
        worker.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Completes when the state is there and a leader is known, so that clients can be taken.
    public CompletionStage<Void> ready() {
        return ready;
    }

    /// What is missing until [#ready], as an operator is told it.
    public String waitsFor() {
        return Wait.reason(options, leader.id());
    }

    /// As clients are told it; empty as long as the state is not founded.
    public String epoch() {
        return directory().epoch();
    }

    /// Completes if this node cannot go on, with the reason.
    public CompletionStage<Throwable> ended() {
        return ended;
    }

    /// Opens a gateway for an edge and publishes to it from then on. Once.
    ///
    /// @param edge runs what it is given on the edge's thread, in order
    /// @param onFailure told of what the publisher throws, which is a bug, and of the end of this node
    public Sequencer attach(Executor edge, Publisher publisher, Consumer<Throwable> onFailure) {
        RaftSequencer attached = new RaftSequencer(new WayIn(), edge, publisher, onFailure, clock);
        synchronized (machine) {
            gateway.attach(attached);
        }
        sequencer = attached;
        ended.thenAccept(onFailure);
        lookSoon();
        return attached;
    }

    /// Lets everybody know where clients find this server.
    ///
    /// @param address host and port
    public void advertise(String address) {
        synchronized (machine) {
            gateway.advertise(address);
        }
    }

    /// Where clients find the servers of the cluster, as host and port, the longest there first.
    public List<String> clientAddresses() {
        return directory().clientAddresses();
    }

    /// What an operator may ask.
    public ClusterAdministration administration() {
        return administration;
    }

    NodeOptions options() {
        return options;
    }

    /// What is known of the servers.
    Directory directory() {
        return machine.directory();
    }

    @Nullable
    RaftPeerId leader() {
        return leader.id();
    }

    /// Something has happened that it may act upon.
    private void lookSoon() {
        try {
            worker.execute(this::look);
        } catch (RejectedExecutionException ended) {
            LOG.debug("nothing is looked after any more", ended);
        }
    }

    private void look() {
        try {
            clock.nanos();
            if (!isClosing) {
                checkHealth();
                leader.look(division().getInfo().getLeaderId());
                duties.see(division(), machine).forEach(this::propose);
                becomeReady();
                keepGateway();
            }
        } catch (IOException | RuntimeException failure) {
            end(failure);
        }
    }

    private void checkHealth() throws IOException {
        if (departure == null) {
            departure = guard.look();
        }
        if (departure != null) {
            leaveBecause(departure);
        }
        boolean takesPart = division().getRaftConf().getPeer(server.getId()) != null;
        if (hasTakenPart && !takesPart) {
            throw new NodeException("this node was removed from the cluster; its folder is of no more use");
        }
        hasTakenPart = takesPart;
        LifeCycle.State state = division().getInfo().getLifeCycleState();
        if (state.isClosingOrClosed() || state == LifeCycle.State.EXCEPTION) {
            throw new NodeException("the log has stopped: this node was removed from the cluster, or the lines before"
                    + " this one say why");
        }
    }

    /// Lets the others know why, if they hear it soon.
    private void leaveBecause(String why) throws NodeException {
        looksLeft--;
        boolean isKnown = why.equals(directory().whyStopped(options.node()));
        if (isKnown || looksLeft <= 0) {
            throw new NodeException(why);
        }
        propose(new Entry.NodeStopped(options.node(), why));
    }

    private void onLeader(@Nullable RaftPeerId newLeader) {
        link.onLeaderChanged(newLeader);
        RaftSequencer attached = sequencer;
        if (newLeader != null && attached != null) {
            attached.onLeaderChanged();
        }
    }

    /// After a restore from a backup what was given out since must not seem newer.
    private void becomeReady() throws IOException {
        if (ready.isDone() || leader.id() == null || epoch().isEmpty()) {
            return;
        }
        if (restoredEpoch == null || restoredEpoch.equals(epoch())) {
            folder.markFounded();
            ready.complete(null);
        } else {
            propose(new Entry.Restored(restoredEpoch, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())));
        }
    }

    /// Opens a gateway if there is an edge and it has none, and says where it is.
    private void keepGateway() {
        Entry wanted;
        synchronized (machine) {
            wanted = gateway.wanted(machine.state(), clock.millis());
        }
        if (wanted != null) {
            propose(wanted);
        }
    }

    /// Tries once: what is still wanted later is proposed again.
    private void propose(Entry entry) {
        Packer packer = new Packer();
        EntryCodec.write(packer, entry);
        link.propose(packer.toBytes(), () -> {});
    }

    private RaftServer.Division division() throws IOException {
        return server.getDivision(GROUP);
    }

    private void end(Throwable cause) {
        if (!isClosing && ended.complete(cause)) {
            if (cause instanceof NodeException) {
                LOG.error("this node leaves: {}", cause.getMessage());
            } else {
                LOG.error("this node leaves", cause);
            }
            ready.completeExceptionally(cause);
            worker.shutdown();
        }
    }

    private static void warnOfLoss() {
        LOG.warn("the others took this node for lost, or it fell too far behind; its clients have to come back");
    }

    /// Leaves the others in peace: they go on without it. What was answered is on the disk.
    @Override
    public void close() {
        if (!ended.isDone()) {
            sayGoodbye();
        }
        isClosing = true;
        worker.shutdownNow();
        link.close();
        administration.close();
        try {
            server.close();
        } catch (IOException failure) {
            LOG.warn("closing the log failed; it will be recovered at the next start", failure);
        }
        folder.close();
    }

    /// Spares the others the time in which they would miss this node, if that goes quickly.
    private void sayGoodbye() {
        try {
            if (division().getInfo().isLeader()) {
                administration.handOver(FAREWELL_MILLIS);
            }
            synchronized (machine) {
                propose(gateway.leave());
                gateway.awaitLoss(machine, FAREWELL_MILLIS);
            }
        } catch (IOException gone) {
            LOG.debug("the log is closed already", gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// What comes out of the log.
    private final class LogFollower implements RaftMachine.Follower {
        @Override
        public void onApplied(Entry entry, ReplicatedState.Verdict verdict, Effects effects) {
            gateway.onApplied(entry, verdict, effects, machine.state());
            if (entry instanceof Entry.GatewayOpened opened
                    && verdict == ReplicatedState.Verdict.REFUSED
                    && opened.folder() == folder.id()) {
                end(new NodeException("the cluster knows " + options.node() + " by another folder, which was lost."
                        + " Remove the node, and let it join with an empty folder under a new name"));
            }
            if (entry instanceof Entry.Founded) {
                lookSoon();
            }
        }

        @Override
        public void onReplaced() {
            gateway.onLost();
        }

        @Override
        public void onLeaderChanged(RaftPeerId newLeader) {
            leader.look(newLeader);
            lookSoon();
        }

        @Override
        public void onFailed(Throwable cause) {
            end(cause);
        }
    }

    /// The way into the log for the edge.
    private final class WayIn implements RaftSequencer.Log {
        @Override
        public void propose(byte[] entry, Runnable onFailed) {
            link.propose(entry, onFailed);
        }

        @Override
        public void later(Runnable action, long millis) {
            if (!worker.isShutdown()) {
                worker.schedule(action, millis, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public long leaderlessMillis() {
            return leader.missingMillis();
        }
    }
}

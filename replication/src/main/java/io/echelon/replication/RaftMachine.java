package io.echelon.replication;

import io.echelon.core.Effects;
import io.echelon.replication.codec.EntryCodec;
import io.echelon.replication.codec.SnapshotCodec;
import io.echelon.replication.codec.Unpacker;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies the log of this server, as Ratis hands it out, to its [ReplicatedState], and keeps snapshots of
/// that. Ratis applies on one thread; whoever else looks at the state holds this machine's monitor.
final class RaftMachine extends BaseStateMachine {
    /// Is told what comes out of the log. All but the last two methods are called on the thread that applies
    /// it, with the monitor held.
    interface Follower {
        /// @param effects that are the callee's
        void onApplied(Entry entry, ReplicatedState.Verdict verdict, Effects effects);

        /// The state is another one: it came from a snapshot of another server.
        void onReplaced();

        void onLeaderChanged(RaftPeerId leader);

        /// Something went wrong after which this server must not go on.
        void onFailed(Throwable cause);
    }

    private static final Logger LOG = LoggerFactory.getLogger(RaftMachine.class);
    private static final int STAMP_BYTES = Long.BYTES;

    private final Follower follower;
    private final LongSupplier stampMillis;
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private ReplicatedState state = new ReplicatedState();
    private volatile Directory directory = Directory.of(state);

    /// @param stampMillis what an entry is stamped with that this server, as the leader, takes now
    RaftMachine(Follower follower, LongSupplier stampMillis) {
        this.follower = follower;
        this.stampMillis = stampMillis;
    }

    /// To be looked at with this machine's monitor held.
    ReplicatedState state() {
        return state;
    }

    /// From any thread.
    Directory directory() {
        return directory;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage) throws IOException {
        getLifeCycle().startAndTransition(() -> {
            super.initialize(server, groupId, raftStorage);
            storage.init(raftStorage);
            load(storage.getLatestSnapshot());
        });
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        synchronized (this) {
            load(storage.loadLatestSnapshot());
            follower.onReplaced();
        }
        if (getLifeCycleState() == LifeCycle.State.PAUSED) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            getLifeCycle().transition(LifeCycle.State.RUNNING);
        }
    }

    private synchronized void load(@Nullable SingleFileSnapshotInfo snapshot) throws IOException {
        if (snapshot == null) {
            return;
        }
        File file = snapshot.getFile().getPath().toFile();
        state = SnapshotCodec.read(file.toPath());
        directory = Directory.of(state);
        setLastAppliedTermIndex(SimpleStateMachineStorage.getTermIndexFromSnapshotFile(file));
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return storage;
    }

    @Override
    public synchronized long takeSnapshot() throws IOException {
        TermIndex last = getLastAppliedTermIndex();
        Path file = storage.getSnapshotFile(last.getTerm(), last.getIndex()).toPath();
        try {
            SnapshotCodec.write(state, file);
            MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
            storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, digest), last));
        } catch (IOException | RuntimeException failure) {
            follower.onFailed(failure);
            throw failure;
        }
        return last.getIndex();
    }

    /// On the leader: an entry gets its time here, before it is in the log.
    @Override
    public TransactionContext startTransaction(RaftClientRequest request) {
        ByteBuffer stamp = ByteBuffer.allocate(STAMP_BYTES).putLong(0, stampMillis.getAsLong());
        return TransactionContext.newBuilder()
                .setStateMachine(this)
                .setClientRequest(request)
                .setLogData(
                        ByteString.copyFrom(stamp).concat(request.getMessage().getContent()))
                .build();
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto logged = transaction.getLogEntry();
        try {
            ByteBuffer bytes = logged.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer();
            apply(bytes);
            updateLastAppliedTermIndex(logged.getTerm(), logged.getIndex());
            return CompletableFuture.completedFuture(Message.EMPTY);
        } catch (RuntimeException | Error bug) {
            follower.onFailed(bug);
            throw bug;
        }
    }

    private synchronized void apply(ByteBuffer bytes) {
        long stamp = bytes.getLong();
        Entry entry = EntryCodec.read(new Unpacker(bytes));
        Effects effects = new Effects();
        ReplicatedState.Verdict verdict = state.apply(entry, stamp, effects);
        if (entry instanceof Entry.RulesRaised) {
            LOG.info("version {} of the rules holds", state.rules());
        }
        if (!(entry instanceof Entry.Batch)) {
            directory = Directory.of(state);
        }
        follower.onApplied(entry, verdict, effects);
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        follower.onLeaderChanged(leader);
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
        follower.onFailed(cause);
    }
}

package io.echelon.replication;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.GroupInfoRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.util.TimeDuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an operator may ask of a cluster through one of its nodes. Each method answers at once with a stage
/// that completes on a thread of its own; exceptionally with an [IllegalArgumentException] if there is no such
/// node, else with an [IOException] if there is no majority that would do it.
public final class ClusterAdministration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterAdministration.class);
    private static final String NOT_DONE = "no majority of the servers has done it; look at the status, and try again";
    private static final int MAX_WAITING = 16;
    private static final TimeDuration RETRY = TimeDuration.valueOf(200, TimeUnit.MILLISECONDS);
    private static final int RETRIES = 10;
    private static final long TRANSFER_MILLIS = 5_000;
    private static final long HEARD_MILLIS = 1_500;

    /// What a node does.
    public enum Role {
        LEADER,
        FOLLOWER,
        CANDIDATE,
        UNREACHABLE,
        STOPPED
    }

    /// @param index of the log up to which it is known to have it
    /// @param clientAddress empty if it is not known
    /// @param why it stopped; null if it did not say
    public record Node(
            String name,
            Role role,
            long index,
            String peerAddress,
            String clientAddress,
            @Nullable String why) {}

    /// @param leader null if none is known
    public record View(@Nullable String leader, List<Node> nodes) {}

    private final RaftNode self;
    private final RaftServer server;
    private final RaftProperties properties;
    private final Parameters parameters;
    private final ExecutorService worker =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                Thread thread = new Thread(task, "echelon-cluster");
                thread.setDaemon(true);
                return thread;
            });

    ClusterAdministration(RaftNode self, RaftServer server, RaftProperties properties, Parameters parameters) {
        this.self = self;
        this.server = server;
        this.properties = properties;
        this.parameters = parameters;
    }

    /// How each node is doing, as the leader sees it; as this node does where none answers.
    public CompletionStage<View> status() {
        return ask(this::view);
    }

    /// Completes when the node has caught up and takes part.
    public CompletionStage<Void> add(String node, String peerAddress) {
        return ask(() -> {
            PeerAddress.of(peerAddress);
            if (self.options().isAlone()) {
                throw new IllegalArgumentException(
                        "no other server could find this one; start it with --node and" + " --cluster first");
            }
            List<RaftPeer> peers = peers();
            if (peers.stream().anyMatch(peer -> peer.getId().toString().equals(node))) {
                throw new IllegalArgumentException(node + " takes part already");
            }
            peers.add(RaftSettings.peer(node, peerAddress));
            return configure(peers);
        });
    }

    /// Completes when the others go on without it.
    public CompletionStage<Void> remove(String node) {
        return ask(() -> {
            List<RaftPeer> peers = peers();
            if (!peers.removeIf(peer -> peer.getId().toString().equals(node))) {
                throw new IllegalArgumentException("there is no node " + node);
            }
            if (peers.isEmpty()) {
                throw new IllegalArgumentException(node + " is the only node; stop it instead");
            }
            return configure(peers);
        });
    }

    /// Completes when that node leads.
    public CompletionStage<Void> transfer(String node) {
        return ask(() -> {
            if (peers().stream().noneMatch(peer -> peer.getId().toString().equals(node))) {
                throw new IllegalArgumentException("there is no node " + node);
            }
            try (RaftClient client = client()) {
                requireSuccess(client.admin().transferLeadership(RaftPeerId.valueOf(node), TRANSFER_MILLIS));
            } catch (RaftException refused) {
                throw new IOException(NOT_DONE, refused);
            }
            return null;
        });
    }

    /// Lets another node lead, if one can soon; on the caller's thread.
    void handOver(long millis) {
        try (RaftClient client = client()) {
            for (RaftPeer peer : peers()) {
                if (!peer.getId().equals(server.getId())
                        && client.admin()
                                .transferLeadership(peer.getId(), millis)
                                .isSuccess()) {
                    return;
                }
            }
        } catch (IOException notNow) {
            LOG.debug("nobody could take over", notNow);
        }
    }

    private @Nullable Void configure(List<RaftPeer> peers) throws IOException {
        try (RaftClient client = client()) {
            requireSuccess(client.admin().setConfiguration(peers));
        } catch (RaftException refused) {
            throw new IOException(NOT_DONE, refused);
        }
        return null;
    }

    private static void requireSuccess(RaftClientReply reply) throws IOException {
        if (!reply.isSuccess()) {
            throw new IOException(NOT_DONE, reply.getException());
        }
    }

    /// Those of the present configuration, with this node where it is now.
    private List<RaftPeer> peers() throws IOException {
        List<RaftPeer> peers = new ArrayList<>();
        for (RaftPeer peer : division().getRaftConf().getAllPeers(RaftPeerRole.FOLLOWER)) {
            boolean isSelf = peer.getId().equals(server.getId());
            peers.add(
                    isSelf ? RaftPeer.newBuilder(peer).setAddress(ownAddress()).build() : peer);
        }
        return peers;
    }

    private String ownAddress() {
        return self.options().peerAddress().toString();
    }

    private View view() throws IOException {
        RaftPeerId leader = self.leader();
        GroupInfoReply seen = leader == null ? null : askLeader(leader);
        Directory directory = self.directory();
        List<Node> nodes = new ArrayList<>();
        for (RaftPeer peer : peers()) {
            String name = peer.getId().toString();
            String why = directory.whyStopped(name);
            Role role = role(peer.getId(), leader, seen);
            nodes.add(new Node(
                    name,
                    role == Role.UNREACHABLE && why != null ? Role.STOPPED : role,
                    index(peer.getId(), seen),
                    peer.getAddress(),
                    directory.clientAddress(name),
                    why));
        }
        nodes.sort((one, other) -> one.name().compareTo(other.name()));
        return new View(seen == null || leader == null ? null : leader.toString(), nodes);
    }

    private @Nullable GroupInfoReply askLeader(RaftPeerId leader) throws IOException {
        if (leader.equals(server.getId())) { // A server that is alone has no address for it either.
            return server.getGroupInfo(new GroupInfoRequest(ClientId.randomId(), leader, RaftNode.GROUP, 0));
        }
        try (RaftClient client = client()) {
            return client.getGroupManagementApi(leader).info(RaftNode.GROUP);
        } catch (IOException unreachable) {
            return null;
        }
    }

    private Role role(RaftPeerId peer, @Nullable RaftPeerId leader, @Nullable GroupInfoReply seen) throws IOException {
        if (seen == null) {
            boolean isSelf = peer.equals(server.getId());
            return isSelf && division().getInfo().isAlive() ? Role.CANDIDATE : Role.UNREACHABLE;
        }
        if (peer.equals(leader)) {
            return Role.LEADER;
        }
        for (ServerRpcProto follower : seen.getRoleInfoProto().getLeaderInfo().getFollowerInfoList()) {
            if (peer.equals(RaftPeerId.valueOf(follower.getId().getId()))
                    && follower.getLastRpcElapsedTimeMs() < HEARD_MILLIS) {
                return Role.FOLLOWER;
            }
        }
        return Role.UNREACHABLE;
    }

    private long index(RaftPeerId peer, @Nullable GroupInfoReply seen) throws IOException {
        for (CommitInfoProto info : seen == null ? division().getCommitInfos() : seen.getCommitInfos()) {
            if (peer.equals(RaftPeerId.valueOf(info.getServer().getId()))) {
                return Math.max(0, info.getCommitIndex());
            }
        }
        return peer.equals(server.getId()) ? division().getInfo().getLastAppliedIndex() : 0;
    }

    private RaftServer.Division division() throws IOException {
        return server.getDivision(RaftNode.GROUP);
    }

    private RaftClient client() throws IOException {
        return RaftClient.newBuilder()
                .setRaftGroup(RaftGroup.valueOf(RaftNode.GROUP, peers()))
                .setLeaderId(self.leader())
                .setProperties(properties)
                .setParameters(parameters)
                .setRetryPolicy(RetryPolicies.retryUpToMaximumCountWithFixedSleep(RETRIES, RETRY))
                .build();
    }

    private <T> CompletionStage<T> ask(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            worker.execute(() -> {
                try {
                    answer.complete(question.call());
                } catch (Exception failure) {
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException busy) {
            answer.completeExceptionally(new IOException("too many operators ask at once; try again", busy));
        }
        return answer;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}

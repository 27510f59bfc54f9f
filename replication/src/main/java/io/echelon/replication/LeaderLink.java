package io.echelon.replication;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to the leader, whichever node that is: straight into the log here, or over a connection there, made
/// anew for each leader. A proposal is tried once: whoever made it tries again when there is reason to.
///
/// Ratis' own client is not relied on to find another leader: it holds on to one that does not answer.
final class LeaderLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLink.class);

    private final RaftServer server;
    private final RaftGroupId group;
    private final RaftProperties properties;
    private final Parameters parameters;
    private final ClientId self = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private @Nullable RaftPeerId leader;
    private @Nullable RaftClient remote;

    LeaderLink(RaftServer server, RaftGroupId group, RaftProperties properties, Parameters parameters) {
        this.server = server;
        this.group = group;
        this.properties = properties;
        this.parameters = parameters;
    }

    synchronized void onLeaderChanged(@Nullable RaftPeerId newLeader) {
        leader = newLeader;
        hangUp(remote);
    }

    /// @param onFailed called, on any thread, if the entry certainly or possibly is not in the log
    void propose(byte[] entry, Runnable onFailed) {
        Message message = Message.valueOf(UnsafeByteOperations.unsafeWrap(entry));
        try {
            RaftClient client = remote();
            if (client == null) {
                watch(proposeHere(message), null, onFailed);
            } else {
                watch(client.async().send(message), client, onFailed);
            }
        } catch (IOException | RuntimeException failure) {
            LOG.debug("a proposal failed", failure);
            onFailed.run();
        }
    }

    private void watch(CompletableFuture<RaftClientReply> sent, @Nullable RaftClient client, Runnable onFailed) {
        sent.whenComplete((reply, failure) -> {
            if (failure != null || !reply.isSuccess()) {
                LOG.debug("a proposal failed", failure != null ? failure : reply.getException());
                hangUp(client); // One that has failed once never works again.
                onFailed.run();
            }
        });
    }

    private CompletableFuture<RaftClientReply> proposeHere(Message message) throws IOException {
        return server.submitClientRequestAsync(RaftClientRequest.newBuilder()
                .setClientId(self)
                .setServerId(server.getId())
                .setGroupId(group)
                .setCallId(calls.incrementAndGet())
                .setMessage(message)
                .setType(RaftClientRequest.writeRequestType())
                .build());
    }

    /// @return the connection to the leader, made if need be; null if the leader is here
    private synchronized @Nullable RaftClient remote() throws IOException {
        if (leader == null) {
            throw new IOException("there is no leader");
        }
        if (leader.equals(server.getId())) {
            return null;
        }
        if (remote == null) {
            remote = dial(leader);
        }
        return remote;
    }

    private RaftClient dial(RaftPeerId peer) throws IOException {
        return RaftClient.newBuilder()
                .setRaftGroup(server.getDivision(group).getGroup())
                .setLeaderId(peer)
                .setProperties(properties)
                .setParameters(parameters)
                .setRetryPolicy(RetryPolicies.noRetry())
                .build();
    }

    private synchronized void hangUp(@Nullable RaftClient client) {
        if (client != null && client.equals(remote)) {
            remote = null;
            // It may wait for answers, and for who waits for this link.
            Thread.ofPlatform().daemon().name("echelon-hang-up").start(() -> close(client));
        }
    }

    private static void close(RaftClient client) {
        try {
            client.close();
        } catch (IOException failure) {
            LOG.debug("closing a connection to a leader failed", failure);
        }
    }

    @Override
    public synchronized void close() {
        leader = null;
        hangUp(remote);
    }
}

package io.echelon.server.gateway;

import io.echelon.protocol.ErrorCode;
import io.echelon.protocol.ReplyWriter;
import io.echelon.protocol.Request;
import io.echelon.server.ClusterControl;
import io.echelon.server.ClusterException;
import io.echelon.server.ClusterStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an operator asks of the cluster, and how the answers read. There is no authentication of operators:
/// who is on this machine may change the cluster, and everybody may see it.
final class ClusterDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterDesk.class);
    private static final long LIMIT_SECONDS = 30;

    private final Gateway gateway;
    /// Null where there is no cluster, and cannot be.
    private final @Nullable ClusterControl control;

    ClusterDesk(Gateway gateway, @Nullable ClusterControl control) {
        this.gateway = gateway;
        this.control = control;
    }

    /// What is answered at once; null if the request may be asked.
    ///
    /// @param isNear whether the operator is on this machine
    @Nullable
    ReplyWriter refusal(LineForm form, Request.Cluster request, boolean isNear) {
        if (control == null) {
            return error(form, request, ErrorCode.UNSUPPORTED, "this server is alone, and keeps its state in memory");
        }
        if (request.action() != Request.Cluster.Action.STATUS && !isNear) {
            return error(form, request, ErrorCode.FORBIDDEN, "the cluster is changed from a server's own machine only");
        }
        return null;
    }

    /// How a request ended.
    ///
    /// @param status where that was asked for
    /// @param failure null if there is none
    record Outcome(@Nullable ClusterStatus status, @Nullable Throwable failure) {}

    /// Asks what [#refusal] has let pass.
    ///
    /// @param onOutcome told on any thread, within the limit
    void ask(Request.Cluster request, Consumer<Outcome> onOutcome) {
        CompletableFuture<Outcome> asked;
        try {
            asked = stage(request).toCompletableFuture().copy().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (RuntimeException bug) {
            asked = CompletableFuture.failedFuture(bug);
        }
        asked.exceptionally(failure -> new Outcome(null, failure)).thenAccept(onOutcome);
    }

    private CompletionStage<Outcome> stage(Request.Cluster request) {
        ClusterControl asked = required(control);
        return switch (request.action()) {
            case STATUS -> asked.status().thenApply(status -> new Outcome(status, null));
            case ADD -> done(asked.add(required(request.node()), required(request.address())));
            case REMOVE -> done(asked.remove(required(request.node())));
            case TRANSFER -> done(asked.transfer(required(request.node())));
        };
    }

    private static CompletionStage<Outcome> done(CompletionStage<Void> change) {
        return change.thenApply(nothing -> new Outcome(null, null));
    }

    private static <T> T required(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("a request that should have been refused");
        }
        return part;
    }

    ReplyWriter answer(LineForm form, Request.Cluster request, Outcome outcome) {
        Throwable failure = outcome.failure();
        if (failure != null) {
            boolean isWrapped = failure instanceof CompletionException && failure.getCause() != null;
            return failed(form, request, isWrapped ? failure.getCause() : failure);
        }
        ClusterStatus status = outcome.status();
        return status == null ? ok(form, request).end() : status(form, request, status);
    }

    private ReplyWriter failed(LineForm form, Request.Cluster request, @Nullable Throwable failure) {
        if (failure instanceof ClusterException refused) {
            ErrorCode code = switch (refused.obstacle()) {
                case NODE -> ErrorCode.BAD_ARGS;
                case NO_MAJORITY -> ErrorCode.NO_QUORUM;
            };
            return error(form, request, code, String.valueOf(refused.getMessage()));
        }
        if (failure instanceof TimeoutException) {
            return error(form, request, ErrorCode.NO_QUORUM, "not within " + LIMIT_SECONDS + " s; it may be done yet");
        }
        LOG.error("{} failed because of a bug", request, failure);
        return error(form, request, ErrorCode.NO_QUORUM, "it has failed; the server's log says why");
    }

    private ReplyWriter status(LineForm form, Request.Cluster request, ClusterStatus status) {
        ReplyWriter list = gateway.listWriter();
        status.nodes().forEach(node -> node(list, form, node));
        ReplyWriter writer = ok(form, request);
        if (status.leader() != null) {
            writer.pair("leader", status.leader());
        }
        return writer.pair("n", status.nodes().size()).list(list).end();
    }

    private static void node(ReplyWriter list, LineForm form, ClusterStatus.Node node) {
        list.start(form.isCrLf())
                .word(node.name())
                .pair("state", node.state().key())
                .pair("index", node.index())
                .pair("peer", node.peerAddress());
        if (node.clientAddress() != null) {
            list.pair("client", node.clientAddress());
        }
        if (node.why() != null) {
            list.pair("why", node.why());
        }
        list.end();
    }

    private ReplyWriter ok(LineForm form, Request.Cluster request) {
        return gateway.writer().start(form.isCrLf()).ok(request.tag());
    }

    private ReplyWriter error(LineForm form, Request.Cluster request, ErrorCode code, String text) {
        return gateway.writer()
                .start(form.isCrLf())
                .error(request.tag(), code)
                .text(text)
                .end();
    }
}

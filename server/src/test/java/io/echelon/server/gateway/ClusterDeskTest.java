package io.echelon.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.protocol.Request;
import io.echelon.protocol.Request.Cluster.Action;
import io.echelon.server.ClusterControl;
import io.echelon.server.ClusterStatus;
import io.echelon.server.ServerOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who may ask what of a cluster.
final class ClusterDeskTest {
    private final ClusterDesk desk = new ClusterDesk(new Gateway(ServerOptions.DEFAULTS, "epoch"), new NeverAsked());

    /// Nothing that is refused gets so far.
    private static final class NeverAsked implements ClusterControl {
        @Override
        public CompletionStage<ClusterStatus> status() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Void> add(String node, String peerAddress) {
            throw new AssertionError(node);
        }

        @Override
        public CompletionStage<Void> remove(String node) {
            throw new AssertionError(node);
        }

        @Override
        public CompletionStage<Void> transfer(String node) {
            throw new AssertionError(node);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STATUS")
    void whoIsOnAnotherMachineChangesNothing(Action action) {
        Request.Cluster request = new Request.Cluster("c", action, "n2", "10.0.0.2:7511");

        assertThat(desk.refusal(LineForm.TEXT_LF, request, false))
                .hasToString("-ERR #c 202 FORBIDDEN :the cluster is changed from a server's own machine only\n");
        assertThat(desk.refusal(LineForm.TEXT_LF, request, true)).isNull();
    }

    @Test
    void everybodyMaySeeIt() {
        Request.Cluster request = new Request.Cluster(null, Action.STATUS, null, null);

        assertThat(desk.refusal(LineForm.TEXT_LF, request, false)).isNull();
    }
}

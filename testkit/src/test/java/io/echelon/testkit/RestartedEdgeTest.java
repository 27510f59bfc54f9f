package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.echelon.core.Effect.GroupShown;
import io.echelon.core.Effect.View;
import io.echelon.core.Publisher;
import io.echelon.core.Sequencer;
import io.echelon.server.ClusterControl;
import io.echelon.server.Limit;
import io.echelon.server.Replica;
import io.echelon.server.Server;
import io.echelon.server.ServerOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server that was cut off from the others, and one that comes later.
final class RestartedEdgeTest {
    private static final String BYE = "\\*BYE code=902 again=now :this server was cut off from the others; come back";

    private final SharedOrder order = new SharedOrder(ServerOptions.DEFAULTS.withLimit(Limit.CAPACITY, 1));
    private final SharedOrder.Node node = order.node();
    private final SharedOrder.Node otherNode = order.node();
    private final TestServer cutOff = TestServer.start(node);
    private final TestServer other = TestServer.start(otherNode);

    @AfterEach
    void close() {
        cutOff.close();
        other.close();
    }

    @Test
    void everybodyIsSentBackAndWhoReturnsFindsItsPlace() {
        ScriptedClient member = cutOff.greeted();
        member.send("JOIN main grace=10s");
        String session = Heard.value(member.line(), "session");
        ScriptedClient newcomer = cutOff.greeted();
        node.cutOff();
        node.declareLost();

        node.restart(shown("main", 1));

        member.expectMatch(BYE);
        member.expectEnd();
        newcomer.expectMatch(BYE);
        newcomer.expectEnd();
        ScriptedClient again = cutOff.greeted();
        again.send("RESUME session=" + session + " got=0");
        again.expectMatch("\\+OK group=main id=m1 rank=0 of=1 rev=1 .*");
    }

    @Test
    void whatWasAskedMeanwhileIsAnswered() {
        ScriptedClient member = cutOff.program("main");
        order.hold();
        member.send("ME #m");
        order.awaitHeld(1);

        node.restart();

        member.expectMatch("-ERR #m 902 NO_QUORUM retry=yes :.*");
        member.expectMatch(BYE);
        member.expectEnd();
    }

    @Test
    void theOrderHearsNothingOfThoseWhoAreSentBack() {
        ScriptedClient member = cutOff.program("main");
        node.restart(shown("main", 1));
        member.expectMatch(BYE);
        member.expectEnd();
        ScriptedClient watcher = other.greeted();
        watcher.send("JOIN main observe=yes", "WATCH roster");

        watcher.expectMatch("\\+OK group=main of=1 .*");
        watcher.expect("+OK");
        watcher.expectNothing();
    }

    @Test
    void aServerThatComesLaterKnowsWhoIsInLine() {
        ScriptedClient holder = other.program("main");
        ScriptedClient first = other.greeted();
        first.send("JOIN main wait=yes");
        first.expect("+OK waiting=yes position=1");
        SharedOrder.Node late = order.node(new GroupShown(new View(0, "main", 1, 1), List.of(otherNode.connection(2))));

        try (TestServer third = TestServer.start(late)) {
            ScriptedClient second = third.connect();
            second.send("HELLO", "JOIN main wait=yes");
            second.expectMatch("\\*HELLO .* members=1 .*");
            second.expectMatch("\\+OK proto=1 .*");
            second.expect("+OK waiting=yes position=2");

            holder.send("LEAVE");

            first.expectMatch("\\*WELCOME group=main id=m2 .*");
            second.expect("*WAITING position=1");
        }
    }

    @Test
    void aStartThatNothingIsShownToCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Server.start(ServerOptions.DEFAULTS.withPort(0), new Unready()))
                .isInstanceOf(InterruptedIOException.class);
    }

    @Test
    void aStartWhoseReplicaFailsFails() {
        assertThatThrownBy(() -> Server.start(ServerOptions.DEFAULTS.withPort(0), new Failing()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the disk is full");
    }

    /// One that never finds a majority.
    private static class Unready implements Replica {
        @Override
        public String epoch() {
            return "0";
        }

        @Override
        public Sequencer attach(Executor edge, Publisher publisher, Consumer<Throwable> onFailure) {
            return input -> {};
        }

        @Override
        public List<String> clientAddresses() {
            return List.of();
        }

        @Override
        public ClusterControl control() {
            return new NoControl();
        }
    }

    private static final class Failing extends Unready {
        @Override
        public Sequencer attach(Executor edge, Publisher publisher, Consumer<Throwable> onFailure) {
            onFailure.accept(new IOException("the disk is full"));
            return super.attach(edge, publisher, onFailure);
        }
    }

    private static GroupShown shown(String group, int size) {
        return new GroupShown(new View(0, group, size, size), List.of());
    }
}

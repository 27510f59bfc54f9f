package io.echelon.testkit;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect.GroupShown;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.Publisher;
import io.echelon.core.Sequencer;
import io.echelon.core.StateMachine;
import io.echelon.server.ClusterControl;
import io.echelon.server.Replica;
import io.echelon.server.ServerOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One order of inputs for the edges of several servers, in the hands of a test: it says when there is a
/// majority, how much room there is, what time it is, and whose connections are lost. Methods may be called
/// from any thread.
public final class SharedOrder {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String EPOCH = "5ea1ed0e";
    /// So many connections have numbers of their own for each gateway.
    private static final long GATEWAY_CONNECTIONS = 1_000;

    private final StateMachine state;
    private final List<Node> nodes = new ArrayList<>();
    private final Queue<Input> held = new ArrayDeque<>();
    private long nowMillis;
    private long lastGateway;
    private boolean isHolding;
    private boolean hasMajority = true;
    private boolean isCongested;
    private boolean isFull;
    private List<String> clientAddresses = List.of();

    public SharedOrder() {
        this(ServerOptions.DEFAULTS);
    }

    /// @param options whose limits the state keeps
    public SharedOrder(ServerOptions options) {
        state = new StateMachine(options.coreLimits(), 0, options.uniqueNames());
    }

    /// One that a server is to be started with. Its operator is refused everything.
    ///
    /// @param shown the groups as they are now
    public Node node(GroupShown... shown) {
        return node(new NoControl(), shown);
    }

    /// @param control what answers the operator of the server
    public synchronized Node node(ClusterControl control, GroupShown... shown) {
        Node node = new Node(effects(shown), control);
        nodes.add(node);
        return node;
    }

    /// What is offered from now on waits. Whoever asks is not told so.
    public synchronized void hold() {
        isHolding = true;
    }

    /// Waits until so many inputs wait.
    public synchronized void awaitHeld(int count) {
        long deadlineNanos = System.nanoTime() + DEADLINE.toNanos();
        while (held.size() < count) {
            long millisLeft = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (millisLeft <= 0) {
                throw new AssertionError("not " + count + " inputs within " + DEADLINE + ", only " + held);
            }
            try {
                wait(millisLeft);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
    }

    /// All that waits finds its place in the order.
    public synchronized void release() {
        isHolding = false;
        apply(held);
        held.clear();
    }

    /// As [#hold], and whoever asks is told that nothing will come of it soon.
    public synchronized void loseMajority() {
        hasMajority = false;
        isHolding = true;
    }

    public synchronized void regainMajority() {
        hasMajority = true;
        release();
    }

    public synchronized void setCongested(boolean nowCongested) {
        isCongested = nowCongested;
    }

    public synchronized void setFull(boolean nowFull) {
        isFull = nowFull;
    }

    /// What the servers are to tell clients of each other.
    public synchronized void setClientAddresses(String... addresses) {
        clientAddresses = List.of(addresses);
    }

    /// Time goes on here only.
    public synchronized void pass(Duration time) {
        nowMillis += time.toMillis();
        apply(List.of());
    }

    private synchronized void offer(Input input) {
        if (isHolding) {
            held.add(input);
            notifyAll();
        } else {
            apply(List.of(input));
        }
    }

    private void apply(Iterable<Input> inputs) {
        Effects effects = new Effects();
        state.apply(new Input.TimeAdvanced(nowMillis), effects);
        inputs.forEach(input -> state.apply(input, effects));
        nodes.forEach(node -> node.publish(effects));
    }

    private static Effects effects(GroupShown... shown) {
        Effects effects = new Effects();
        List.of(shown).forEach(effects::add);
        return effects;
    }

    /// The order as one server has it.
    public final class Node implements Replica, Sequencer {
        private final Effects shownFirst;
        private long firstConnection;
        private @Nullable Executor edge;
        private @Nullable Publisher publisher;
        /// Whether the others go on without it: it hears nothing of them, nor they of it.
        private boolean isCutOff;

        private final ClusterControl control;

        private Node(Effects shownFirst, ClusterControl control) {
            this.shownFirst = shownFirst;
            this.control = control;
        }

        @Override
        public String epoch() {
            return EPOCH;
        }

        @Override
        public Sequencer attach(Executor loop, Publisher carriesOut, Consumer<Throwable> onFailure) {
            synchronized (SharedOrder.this) {
                edge = loop;
                publisher = carriesOut;
                openGateway();
                carriesOut.restart(firstConnection, shownFirst);
                return this;
            }
        }

        /// What it is offered from now on is lost.
        public void cutOff() {
            synchronized (SharedOrder.this) {
                isCutOff = true;
            }
        }

        /// All its connections are lost to the others.
        public void declareLost() {
            synchronized (SharedOrder.this) {
                List<Input> lost = new ArrayList<>();
                for (long number = firstConnection; number < firstConnection + GATEWAY_CONNECTIONS; number++) {
                    lost.add(new Input.ConnectionLost(new ConnectionId(number)));
                }
                apply(lost);
            }
        }

        /// It is back among the others, with connections that mean nothing any more.
        ///
        /// @param shown the groups as they are now
        public void restart(GroupShown... shown) {
            synchronized (SharedOrder.this) {
                isCutOff = false;
                openGateway();
                long first = firstConnection;
                run(carriesOut -> carriesOut.restart(first, effects(shown)));
            }
        }

        /// The connection that its server has accepted as the so-maniest since its last start.
        ///
        /// @param count from 1 on
        public ConnectionId connection(int count) {
            synchronized (SharedOrder.this) {
                return new ConnectionId(firstConnection + count - 1);
            }
        }

        @Override
        public List<String> clientAddresses() {
            synchronized (SharedOrder.this) {
                return clientAddresses;
            }
        }

        @Override
        public ClusterControl control() {
            return control;
        }

        @Override
        public void offer(Input input) {
            synchronized (SharedOrder.this) {
                if (!isCutOff) {
                    SharedOrder.this.offer(input);
                }
            }
        }

        @Override
        public boolean isAvailable() {
            synchronized (SharedOrder.this) {
                return hasMajority && !isCutOff;
            }
        }

        @Override
        public boolean isCongested() {
            synchronized (SharedOrder.this) {
                return isCongested;
            }
        }

        @Override
        public boolean isFull() {
            synchronized (SharedOrder.this) {
                return isFull;
            }
        }

        private void openGateway() {
            lastGateway++;
            firstConnection = lastGateway * GATEWAY_CONNECTIONS + 1;
        }

        private void publish(Effects effects) {
            if (!isCutOff) {
                run(carriesOut -> carriesOut.publish(effects));
            }
        }

        private void run(Consumer<Publisher> task) {
            Executor loop = edge;
            Publisher carriesOut = publisher;
            if (loop == null || carriesOut == null) {
                return; // No server has been started with it yet.
            }
            try {
                loop.execute(() -> task.accept(carriesOut));
            } catch (RejectedExecutionException closed) {
                edge = null; // Nobody is there any more who could be told.
            }
        }
    }
}

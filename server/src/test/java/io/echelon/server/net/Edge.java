package io.echelon.server.net;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect.GroupShown;
import io.echelon.core.Effects;
import io.echelon.core.Input;
import io.echelon.core.StateMachine;
import io.echelon.protocol.Frame;
import io.echelon.protocol.RequestParser;
import io.echelon.server.ServerOptions;
import io.echelon.server.StallClock;
import io.echelon.server.gateway.Gateway;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// The whole way from a request to what is written, but for sockets: the test says what comes
/// together in one batch, which with sockets is a matter of luck.
final class Edge {
    /// What a test does not listen to is left to the garbage collector, which is no leak.
    private static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true, true);

    /// In steps that no [StallClock] takes for a stall.
    private static final long STEP_MILLIS = 50;

    private static final long NEXT_GATEWAY = 1_000_000;

    private final ServerOptions options;
    private final StateMachine stateMachine;
    private final Queue<Input> offered = new ArrayDeque<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Effects effects = new Effects();
    private final EmbeddedChannel timers = new EmbeddedChannel();
    private final StallClock clock = new StallClock(() -> nowNanos());
    private final Gateway gateway;
    private final Egress egress;
    private long nowNanos;
    private long firstConnection = 1;
    private long lastConnection;

    Edge() {
        this(options -> options);
    }

    /// @param change what is to differ from the standard options
    Edge(UnaryOperator<ServerOptions> change) {
        options = change.apply(ServerOptions.DEFAULTS);
        stateMachine = new StateMachine(options.coreLimits(), 0);
        gateway = new Gateway(options, "epoch");
        gateway.attach(offered::add);
        timers.freezeTime();
        Timing timing = new Timing(timers.eventLoop(), clock, options);
        egress = new Egress(tasks::add, gateway, ALLOCATOR, timing, () -> {});
    }

    private long nowNanos() {
        return nowNanos;
    }

    /// Time goes on, and whatever was said is carried out meanwhile.
    void pass(long millis) {
        for (long left = millis; left > 0; left -= STEP_MILLIS) {
            long stepMillis = Math.min(left, STEP_MILLIS);
            nowNanos += TimeUnit.MILLISECONDS.toNanos(stepMillis);
            timers.advanceTimeBy(stepMillis, TimeUnit.MILLISECONDS);
            batch();
        }
    }

    /// Somebody who has said nothing yet.
    Client connect() {
        lastConnection++;
        Client client = new Client(new ConnectionId(lastConnection));
        egress.connections().add(client.connection);
        return client;
    }

    /// So many programs that have joined `main`, in order of rank; what they were told is gone.
    List<Client> programs(int count) {
        List<Client> programs = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Client program = connect();
            program.say("HELLO", "JOIN");
            programs.add(program);
        }
        batch();
        programs.forEach(Client::heard);
        return programs;
    }

    /// Carries out everything that was said since the last batch, together.
    void batch() {
        stateMachine.apply(new Input.TimeAdvanced(TimeUnit.NANOSECONDS.toMillis(clock.nanos())), effects);
        for (Input input = offered.poll(); input != null; input = offered.poll()) {
            stateMachine.apply(input, effects);
        }
        egress.publish(effects);
        effects.clear();
        runTasks();
        timers.runPendingTasks();
        runTasks();
    }

    /// All connections are lost to the state, of which nothing is told here; then it is shown anew.
    ///
    /// @param groups as the state has them by then
    void restart(GroupShown... groups) {
        Effects unseen = new Effects();
        for (long lost = firstConnection; lost <= lastConnection; lost++) {
            stateMachine.apply(new Input.ConnectionLost(new ConnectionId(lost)), unseen);
        }
        Effects shown = new Effects();
        List.of(groups).forEach(shown::add);
        firstConnection = lastConnection + NEXT_GATEWAY;
        lastConnection = firstConnection - 1;
        egress.restart(shown);
        runTasks();
    }

    /// Another edge wants the state to know it.
    void offer(Input input) {
        offered.add(input);
    }

    /// What conversations want the state to know, and it does not yet.
    List<Input> offered() {
        return List.copyOf(offered);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /// A channel that may take nothing for a while.
    private static final class StallingChannel extends EmbeddedChannel {
        private boolean isStalled;

        private StallingChannel(ChannelHandler handler) {
            super(handler);
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer buffer) throws Exception {
            if (!isStalled) {
                super.doWrite(buffer);
            }
        }
    }

    final class Client {
        private final StallingChannel channel;
        private final Connection connection;
        private final RequestParser parser = new RequestParser(options.protocolLimits());
        private int flushes;

        private Client(ConnectionId id) {
            channel = new StallingChannel(new ChannelOutboundHandlerAdapter() {
                @Override
                public void flush(ChannelHandlerContext context) {
                    flushes++;
                    context.flush();
                }
            });
            channel.config().setAllocator(ALLOCATOR);
            connection = new Connection(id, channel, egress, gateway);
        }

        void say(String... lines) {
            byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            connection.onBytes();
            parser.feed(bytes, 0, bytes.length);
            for (Frame frame = parser.next(); frame != null; frame = parser.next()) {
                connection.conversation().receive(frame);
            }
        }

        /// Goes away without a word.
        void vanishes() {
            connection.conversation().onLost();
            egress.remove(connection);
        }

        WeakReference<Connection> trace() {
            return new WeakReference<>(connection);
        }

        void staysSilent() {
            connection.conversation().onSilence();
        }

        /// Reads nothing from now on, and its kernel takes nothing.
        void stall() {
            channel.isStalled = true;
        }

        void readsAgain() {
            channel.isStalled = false;
            channel.flush();
        }

        boolean isClosing() {
            return connection.isClosing();
        }

        /// How many counted events it was sent, as *PING would tell.
        long counted() {
            return connection.countedEvents();
        }

        /// The server has stopped reading from it, or reads again.
        void isRead(boolean isRead) {
            channel.config().setAutoRead(isRead);
        }

        /// What was written since the last time, line by line.
        List<String> heard() {
            StringBuilder text = new StringBuilder();
            for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
                text.append(bytes.toString(StandardCharsets.UTF_8));
                bytes.release();
            }
            flushes = 0;
            return text.toString().lines().toList();
        }

        /// In how many buffers what was written since the last time lies.
        int buffers() {
            return channel.outboundMessages().size();
        }

        int flushes() {
            return flushes;
        }
    }
}

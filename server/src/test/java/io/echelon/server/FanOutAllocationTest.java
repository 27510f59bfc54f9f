package io.echelon.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A command to many costs the event loop the same few bytes as one to a few: one shared buffer
/// goes to all. Over real sockets, because what is allocated depends on the transport.
final class FanOutAllocationTest {
    private static final int WARM_UP_COMMANDS = 200;
    private static final int COMMANDS = 200;
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final double MAX_BYTES_A_RECIPIENT = 2;
    /// The body is some of it, and half of it what the core keeps of a command.
    private static final long MAX_BYTES_A_COMMAND = 1_800;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void littleIsAllocatedForACommandAndNothingForEachRecipient() throws IOException {
        long few = bytesACommand(FEW);
        long many = bytesACommand(MANY);
        double perRecipient = (double) (many - few) / (MANY - FEW);
        System.out.printf(
                "event loop, bytes allocated a command: %d to %d members, %d to %d: %.2f a recipient%n",
                few, FEW, many, MANY, perRecipient);
        assertThat(perRecipient).isLessThan(MAX_BYTES_A_RECIPIENT);
        assertThat(few).isLessThan(MAX_BYTES_A_COMMAND);
    }

    private long bytesACommand(int members) throws IOException {
        ServerOptions options = ServerOptions.DEFAULTS.withPort(0).withLimit(Limit.CAPACITY, MANY + 1);
        try (Server server = Server.start(options);
                Socket sender = new Socket(
                        server.address().getAddress(), server.address().getPort());
                Receivers receivers = new Receivers()) {
            BufferedReader heard =
                    new BufferedReader(new InputStreamReader(sender.getInputStream(), StandardCharsets.UTF_8));
            say(sender, "HELLO", "JOIN");
            await(heard, "+OK group=");
            receivers.join(server, members);
            send(sender, heard, WARM_UP_COMMANDS);
            long loop = loopThread();
            long before = threads.getThreadAllocatedBytes(loop);
            send(sender, heard, COMMANDS);
            return (threads.getThreadAllocatedBytes(loop) - before) / COMMANDS;
        }
    }

    /// One command at a time: when it is closed all have been written to.
    private static void send(Socket sender, BufferedReader heard, int commands) throws IOException {
        for (int command = 0; command < commands; command++) {
            say(sender, "SEND all :" + "x".repeat(100));
            await(heard, "*CLOSED");
        }
    }

    private static void say(Socket socket, String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void await(BufferedReader heard, String beginning) throws IOException {
        for (String line = heard.readLine(); !line.startsWith(beginning); line = heard.readLine()) {
            assertThat(line).doesNotStartWith("-ERR");
        }
    }

    private long loopThread() {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("echelon-loop"))
                .findFirst()
                .orElseThrow()
                .getThreadId();
    }

    /// Members that read all they are sent and throw it away.
    private static final class Receivers implements AutoCloseable {
        private final Selector selector = Selector.open();
        private final ByteBuffer waste = ByteBuffer.allocateDirect(1 << 16);
        private final Thread reader = new Thread(this::read, "receivers");

        private Receivers() throws IOException {}

        void join(Server server, int members) throws IOException {
            for (int member = 0; member < members; member++) {
                SocketChannel channel = SocketChannel.open(server.address());
                channel.write(ByteBuffer.wrap("HELLO\nJOIN\n".getBytes(StandardCharsets.UTF_8)));
                BufferedReader heard = new BufferedReader(
                        new InputStreamReader(channel.socket().getInputStream(), StandardCharsets.UTF_8));
                await(heard, "+OK group=");
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            }
            reader.start();
        }

        private void read() {
            try {
                while (selector.isOpen()) {
                    selector.select(this::readFrom);
                }
            } catch (IOException | java.nio.channels.ClosedSelectorException end) {
                // The test is over.
            }
        }

        private void readFrom(SelectionKey key) {
            waste.clear();
            try {
                if (((SocketChannel) key.channel()).read(waste) < 0) {
                    key.cancel();
                }
            } catch (IOException end) {
                key.cancel();
            }
        }

        @Override
        public void close() throws IOException {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        }
    }
}

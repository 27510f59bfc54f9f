package io.echelon.cli;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.Membership;
import io.echelon.client.Verdict;
import io.echelon.replication.NodeOptions;
import io.echelon.replication.RaftNode;
import io.echelon.server.Server;
import io.echelon.server.ServerOptions;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jline.terminal.impl.DumbTerminal;
import picocli.CommandLine;

/// Goes through what each verb does first, so that the launcher can record which classes that takes and have
/// the next start find them ready. Needs no terminal, and shows nothing to anybody but the launcher's log.
final class Rehearsal {
    private static final int TIMEOUT_MILLIS = 10_000;
    /// With these a server has compiled what it does for every connection, and the JVM keeps what it learnt for that.
    private static final int CROWDS = 100;

    private static final int CROWD = 60;
    private static final int CROWD_COMMANDS = 5;
    private static final String TYPED = "hello\n/who\n/me\n/help\n";

    private Rehearsal() {}

    /// Serves clients on a free port of the loopback interface, and ends the process as every verb does.
    public static void main(String[] arguments) throws IOException {
        Main.run("--version");
        Main.run("demo", "--fast");
        ServeCommand serve = new ServeCommand();
        CommandLine line = new CommandLine(serve);
        line.parseArgs("--port", "0");
        try (Server server = ServerProcess.start(serve.options(), line.getOut())) {
            speakByHand(server);
            for (int crowd = 0; crowd < CROWDS; crowd++) {
                comeAndGo(server);
            }
            String address = "127.0.0.1:" + server.address().getPort();
            System.setIn(typed());
            Path folder = Files.createTempDirectory("echelon");
            Path socket = folder.resolve("socket");
            Main.run("join", "--server", address, "--socket", socket.toString());
            sendAndLook(address, socket);
            Main.run("run", "--server", address, "--group", "rehearsal", "--rank", "0", "--no-wait", "--", "true");
            Files.delete(folder);
        }
        keepOnDisk();
        typeAtTerminal();
        System.exit(ExitCode.DONE);
    }

    /// A server with a folder, alone as most are.
    private static void keepOnDisk() throws IOException {
        Path folder = Files.createTempDirectory("echelon");
        ServeCommand serve = new ServeCommand();
        new CommandLine(serve).parseArgs("--port", "0", "--data", folder.toString());
        ServerOptions options = serve.options();
        NodeOptions nodeOptions = Objects.requireNonNull(serve.node(options));
        try (RaftNode node = RaftNode.start(nodeOptions)) {
            node.ready().toCompletableFuture().join();
            try (Server server = Server.start(options, new NodeReplica(node))) {
                speakByHand(server);
            }
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void sendAndLook(String address, Path socket) throws IOException {
        try (Client boss = Client.connect(ClientOptions.at(address));
                Client worker = Client.connect(ClientOptions.at(address))) {
            Membership member = boss.join("main", command -> Verdict.done());
            worker.join("main", command -> Verdict.done("done"));
            MemberSocket open = MemberSocket.open(socket, member);
            Main.run("send", "--via", socket.toString(), "--", "hello");
            Main.run("send", "--via", socket.toString(), "--json", "--", "hello");
            open.close();
            Main.run("who", "--server", address);
            Main.run("who", "--server", address, "--json");
        }
    }

    private static void speakByHand(Server server) throws IOException {
        try (Socket client =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            client.setSoTimeout(TIMEOUT_MILLIS);
            String requests = "HELLO proto=1\nJOIN name=rehearsal results=yes\nWHO\nSEND all :hello\nHELP\nQUIT\n";
            say(client, requests);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            while (answers.readLine() != null) {
                // Everything up to *BYE.
            }
        }
    }

    /// Many members join, are commanded, and are gone.
    private static void comeAndGo(Server server) throws IOException {
        List<Socket> crowd = new ArrayList<>();
        for (int member = 0; member < CROWD; member++) {
            Socket socket =
                    new Socket(server.address().getAddress(), server.address().getPort());
            crowd.add(socket);
            say(socket, "JOIN group=crowd\n");
        }
        Socket first = crowd.getFirst();
        first.setSoTimeout(TIMEOUT_MILLIS);
        say(first, "SEND all :hello\n".repeat(CROWD_COMMANDS) + "QUIT\n");
        first.getInputStream().readAllBytes();
        for (Socket socket : crowd) {
            socket.close();
        }
    }

    private static void say(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
    }

    /// Edits lines without a terminal, as far as that goes; what belongs to a real one is only looked for.
    private static void typeAtTerminal() throws IOException {
        new TerminalDialogue(TerminalDialogue.terminal(), null).close();
        try (TerminalDialogue dialogue =
                new TerminalDialogue(new DumbTerminal(typed(), OutputStream.nullOutputStream()), null)) {
            dialogue.show("hello");
            for (String line = dialogue.read(); line != null; line = dialogue.read()) {
                TypedLine.parse(line);
            }
        }
    }

    private static InputStream typed() {
        return new ByteArrayInputStream(TYPED.getBytes(StandardCharsets.UTF_8));
    }
}

package io.echelon.testkit;

import io.echelon.server.Limit;
import io.echelon.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// A server, a member whose packets get lost from some moment on, and one who watches: the program
/// that [VanishedPeerTest] runs in a network namespace of its own, which ends with it.
final class VanishedPeer {
    private static final String LOST_ADDRESS = "127.0.0.2";

    /// Lets packets from and to the lost address leave through a cable whose other end is nowhere;
    /// where the kernel cannot do that, there is no way to that address.
    private static final String LOSE_PACKETS = """
            if ip link add nowhere type veth peer name nobody && ip link set nowhere up && ip link set nobody up &&
               tc qdisc add dev lo clsact &&
               tc filter add dev lo egress protocol ip u32 match ip src ADDRESS/32 \
                   action mirred egress redirect dev nowhere &&
               tc filter add dev lo egress protocol ip u32 match ip dst ADDRESS/32 \
                   action mirred egress redirect dev nowhere
            then echo lost on the way
            else ip route add blackhole ADDRESS/32 table local && echo no way
            fi
            """.replace("ADDRESS", LOST_ADDRESS);

    private VanishedPeer() {}

    /// Prints `gone after` and how many milliseconds after its packets got lost the member was told
    /// to be gone.
    ///
    /// @param arguments `quick` or `standard` limits; `silent`, `addressed` if somebody has a word for
    ///     the lost one, or `pinged` if it wants to be asked for signs of life
    public static void main(String[] arguments) throws Exception {
        boolean isQuick = arguments[0].equals("quick");
        try (TestServer server = TestServer.start(options -> isQuick ? quick(options) : options)) {
            ScriptedClient senior = server.program("main");
            try (Socket lost = connectLost(server.address(), arguments[1].equals("pinged"))) {
                ScriptedClient observer = server.program("main");
                observer.send("WATCH roster");
                observer.expect("+OK");

                losePackets();
                long startNanos = System.nanoTime();
                if (arguments[1].equals("addressed")) {
                    senior.send("SEND m2 :are you there?");
                }
                awaitDeparture(server, observer);
                System.out.println("gone after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
                lost.setSoLinger(true, 0);
            }
        }
    }

    private static ServerOptions quick(ServerOptions options) {
        return options.withLimit(Limit.KEEPALIVE_SECONDS, 1)
                .withLimit(Limit.KEEPALIVE_INTERVAL_SECONDS, 1)
                .withLimit(Limit.KEEPALIVE_PROBES, 2)
                .withLimit(Limit.UNACKNOWLEDGED_SECONDS, 3);
    }

    /// Joins as m2.
    private static Socket connectLost(InetSocketAddress server, boolean isPinged) throws IOException {
        Socket lost = new Socket(server.getAddress(), server.getPort(), InetAddress.getByName(LOST_ADDRESS), 0);
        String hello = isPinged ? "HELLO proto=1 ping=2s" : "HELLO proto=1";
        lost.getOutputStream().write((hello + "\nJOIN main\n").getBytes(StandardCharsets.UTF_8));
        StringBuilder heard = new StringBuilder();
        while (!heard.toString().matches("(?s).*\\+OK group=main id=m2 .*\n")) {
            int octet = lost.getInputStream().read();
            if (octet < 0) {
                throw new AssertionError("no place: " + heard);
            }
            heard.append((char) octet);
        }
        return lost;
    }

    private static void losePackets() throws IOException, InterruptedException {
        Process script =
                new ProcessBuilder("sh", "-c", LOSE_PACKETS).inheritIO().start();
        if (script.waitFor() != 0) {
            throw new AssertionError("packets cannot be lost here");
        }
    }

    /// However long it takes; the test has a deadline.
    private static void awaitDeparture(TestServer server, ScriptedClient observer) throws IOException {
        observer.socket().setSoTimeout(0);
        observer.expectMatch("\\*LEFT m2 rank=1 rev=4 why=lost");
        observer.expectMatch("\\*RANK 1 was=2 of=2 rev=4 .*");
        if (Told.roster(observer).size() != 2) {
            throw new AssertionError("the place is still held at " + server.address());
        }
    }
}

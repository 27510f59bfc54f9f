package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.echelon.testkit.Crowd;
import io.echelon.testkit.ScriptedClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `echelon serve` as a process: what it prints, how it stops, and what it refuses.
@Timeout(100)
final class ServeProcessTest {
    private static final String BYE = "*BYE code=901 again=later :the server is shutting down";
    private static final long MAX_STOP_MILLIS = 5_000;
    private static final int BODY_BYTES = 64 << 10;
    /// More than the kernel's buffers of one connection hold.
    private static final int COMMANDS_PAST_KERNEL = 100;

    private static final long SIGINT_BIT = 1L << 1;

    @Test
    void aReadyServerSaysWhereItListensAndThatItsPlacesAreNotDurable() {
        try (ServeProcess server = ServeProcess.serve("--port", "0")) {
            int port = server.address().getPort();

            assertThat(port).isPositive();
            assertThat(server.out())
                    .containsExactly(
                            "echelon is listening on 127.0.0.1:" + port + " (capacity 64, in memory)",
                            "places do not outlive this process: when it stops, every client has to join anew");
            assertThat(server.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalHasItSayGoodbyeToAHundredAndExitWithinFiveSeconds(String signal) throws IOException {
        assumeTrue(!signal.equals("INT") || !isInterruptIgnored(), "SIGINT is ignored");
        try (ServeProcess server = ServeProcess.serve(
                        "--port",
                        "0",
                        "--capacity",
                        "100",
                        "--limit",
                        "outbound=67108864",
                        "--limit",
                        "silence-millis=1");
                Crowd crowd = new Crowd(server.address());
                ScriptedClient senior = ScriptedClient.connect(server.address())) {
            senior.await("\\*WELCOME .* rank=0 .*");
            try (ScriptedClient neverReads = ScriptedClient.connect(server.address())) {
                neverReads.await("\\*WELCOME .* rank=1 .*");
                tellMuch(senior, "m2");
                List<Crowd.Client> people = crowd.add(98);
                crowd.hearUntil(
                        "a welcome to all", () -> people.stream().allMatch(one -> one.heard("*WELCOME") != null));

                long startNanos = System.nanoTime();
                server.signal(signal);

                crowd.hearUntil("the end of all", () -> people.stream().allMatch(Crowd.Client::hasEnded));
                assertThat(people).allSatisfy(one -> assertThat(one.lines()).endsWith(BYE));
                senior.await("\\Q" + BYE + "\\E");
                assertThat(server.exitCode()).isZero();
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos))
                        .isLessThan(MAX_STOP_MILLIS);
                assertThat(server.out()).hasSize(2);
                assertThat(server.err()).isEmpty();
            }
        }
    }

    @Test
    void namesAreUniqueInTheGroupsThatAreNamed() {
        try (ServeProcess server = ServeProcess.serve("--port", "0", "--unique-names", "team,crew");
                ScriptedClient first = ScriptedClient.connect(server.address());
                ScriptedClient second = ScriptedClient.connect(server.address())) {
            first.send("HELLO proto=1 name=ada", "JOIN crew", "LEAVE", "JOIN main");
            first.await("\\+OK group=main id=m1 .*");

            second.send("HELLO proto=1 name=ada", "JOIN main", "LEAVE", "JOIN crew");
            second.await("\\+OK group=crew id=m2 .*");
            first.send("LEAVE", "JOIN crew", "JOIN team");

            first.expect("+OK");
            first.expectMatch("-ERR 403 NAME_TAKEN :.*");
            first.expectMatch("\\+OK group=team id=m1 .*");
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServeProcess server = ServeProcess.run("serve", "--port", "" + taken.getLocalPort())) {
            assertThat(server.exitCode()).isEqualTo(3);
            assertThat(server.out()).isEmpty();
            assertThat(server.err())
                    .isEqualTo("echelon: 127.0.0.1:" + taken.getLocalPort() + " is taken; stop what listens there, "
                            + "or choose another port with --port (0 picks one)\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--capcity 3 | Unknown options: '--capcity', '3'",
                "--port many | Invalid value for option '--port': 'many' is not an int",
                "--port 65536 | the port must be 0 to 65535, not 65536",
                "--port -1 | the port must be 0 to 65535, not -1",
                "--capacity 0 | capacity must be 1 to 65536, not 0",
                "--capacity 65537 | capacity must be 1 to 65536, not 65537",
                "--capacity 1e3 | Invalid value for option '--capacity': '1e3' is not a long",
                "--unique-names team,,crew | no group has an empty name",
                "--limit lines=3 | there is no limit named lines",
                "--limit line=3 | line must be 128 to 65536, not 3",
                "--limit outbound=4096 | outbound must be at least twice body and at least roster: 524288, not 4096"
            })
    void optionsThatMakeNoSenseAreSaidInOneLine(String options, String complaint) {
        try (ServeProcess server = ServeProcess.run(("serve " + options).split(" ", -1))) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.out()).isEmpty();
            assertThat(server.err()).isEqualTo("echelon: " + complaint + "\nTry: echelon serve --help\n");
        }
    }

    @Test
    void aVerbThatDoesNotExistIsSaidInOneLine() {
        try (ServeProcess server = ServeProcess.run("sevre")) {
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(server.out()).isEmpty();
            assertThat(server.err())
                    .startsWith("echelon: ")
                    .endsWith("\nTry: echelon --help\n")
                    .hasLineCount(2);
        }
    }

    @Test
    void aServerThatWasKilledStartsAgainOnItsPortWhileItsClientsAreStillThere() {
        try (ServeProcess killed = ServeProcess.serve("--port", "0")) {
            InetSocketAddress address = killed.address();
            try (ScriptedClient before = ScriptedClient.connect(address)) {
                before.await("\\*WELCOME .*");
                killed.signal("KILL");
                killed.exitCode();

                try (ServeProcess again = ServeProcess.serve("--port", "" + address.getPort());
                        ScriptedClient after = ScriptedClient.connect(address)) {
                    after.await("\\*WELCOME group=main id=m1 rank=0 .*");
                    assertThat(again.address()).isEqualTo(address);
                    before.expectEnd();
                }
            }
        }
    }

    @Test
    void withoutAutojoinAPersonIsGreetedButHasNoPlace() {
        try (ServeProcess server = ServeProcess.serve("--port", "0", "--autojoin=false");
                ScriptedClient person = ScriptedClient.connect(server.address())) {
            person.expectMatch("\\*HELLO .*");
            person.send("ME");
            person.expectMatch("-ERR 400 NOT_A_MEMBER.*");
            person.send("JOIN");
            person.expectMatch("\\+OK group=main id=m1 rank=0 .*");
        }
    }

    @Test
    void theVersionIsOneLine() {
        try (ServeProcess process = ServeProcess.run("--version")) {
            assertThat(process.exitCode()).isZero();
            assertThat(process.out()).singleElement().asString().matches("echelon \\d+(\\.\\d+)+\\S*");
            assertThat(process.err()).isEmpty();
        }
    }

    /// Its body has no line end, so that people see it in one line.
    private static void tellMuch(ScriptedClient senior, String target) {
        byte[] body = "x".repeat(BODY_BYTES).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < COMMANDS_PAST_KERNEL; i++) {
            senior.send("SEND " + target + " {" + BODY_BYTES + "}");
            senior.sendBytes(body);
            senior.await("\\*CLOSED .*");
        }
    }

    /// A process that is started in the background by a script may ignore SIGINT, and so do those
    /// that it starts.
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean isIgnored = Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0);
        if (isIgnored) {
            System.out.println("*** SKIPPED: stopping by SIGINT, because this JVM was started with SIGINT ignored");
        }
        return isIgnored;
    }
}

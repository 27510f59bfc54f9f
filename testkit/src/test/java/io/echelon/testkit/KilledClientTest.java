package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients in processes of their own, which are killed as by `kill -9`: no goodbye, not even of Java.
final class KilledClientTest {
    private static final int EACH = 6;
    /// Becomes one process that holds the only end of the socket.
    private static final String CLIENT = """
            exec 3<>/dev/tcp/127.0.0.1/"$1"
            printf 'HELLO proto=1\nJOIN main %s\n' "$2" >&3
            exec cat <&3
            """;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void leaveNoProcess() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void whoIsKilledIsGoneOrAwayAndItsSuccessorGoesOnWithThePlace() throws IOException {
        try (TestServer server = TestServer.start()) {
            ScriptedClient senior = server.program("main");
            List<String> places = new ArrayList<>();
            for (int count = 0; count < EACH; count++) {
                places.add(join(server, "grace=60s"));
                join(server, "");
            }
            ScriptedClient junior = server.program("main");
            senior.send("WATCH roster", "SEND rank:1-12 :work");
            senior.expect("+OK", "+OK id=1 n=12 above=0 rev=14");
            senior.expectMatch("\\*CLOSED 1 .*");

            processes.forEach(Process::destroyForcibly);

            List<String> heard = new ArrayList<>();
            for (int event = 0; event < 2 * EACH; event++) {
                heard.add(senior.line());
            }
            assertThat(heard).filteredOn(line -> line.startsWith("*AWAY ")).hasSize(EACH);
            assertThat(heard)
                    .filteredOn(line -> line.matches("\\*LEFT m\\d+ rank=\\d+ rev=\\d+ why=lost"))
                    .hasSize(EACH);
            junior.await("\\*RANK 7 .*");
            for (int index = 0; index < EACH; index++) {
                expectReturn(server, places.get(index), index);
            }
            assertThat(Told.roster(junior)).hasSize(EACH + 2).allMatch(line -> line.contains(" state=active"));
        }
    }

    /// Every other member was one without grace, so that each has been promoted past those before it.
    private static void expectReturn(TestServer server, String place, int index) {
        ScriptedClient next = server.greeted();
        next.send("RESUME session=" + Heard.value(place, "session") + " got=0");

        next.expectMatch("\\+OK group=main id=m" + (2 + 2 * index) + " rank=" + (1 + index)
                + " of=8 rev=20 token=\\d+ sent=1 replay=1 .*");
        next.await("\\*COMMAND 1 from=m1 rank=0 ttl=60s :work");
    }

    /// @return the answer to its JOIN
    private String join(TestServer server, String options) throws IOException {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        CLIENT,
                        "client",
                        Integer.toString(server.address().getPort()),
                        options)
                .redirectErrorStream(true)
                .start();
        processes.add(process);
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.startsWith("+OK group=")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new AssertionError("it has ended");
        }
        return line;
    }
}

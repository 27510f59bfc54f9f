package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.echelon.testkit.TestServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The first minute with the tool that everybody has.
final class NcTest {
    @Test
    void twoTerminalsSeeRanksCommandsRejectionsAndPromotions() throws IOException {
        boolean hasNc = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, "nc").canExecute());
        if (!hasNc) {
            System.out.println("*** SKIPPED: a session typed into nc, because there is no nc here");
        }
        assumeTrue(hasNc, "there is no nc here");
        try (TestServer server = TestServer.start();
                Terminal first = new Terminal(server)) {
            first.expect("\\*HELLO echelon/1 .* members=0 capacity=64 auth=none :type HELP");
            first.expect("\\*WELCOME group=main id=m1 rank=0 of=1 rev=1 token=\\d+ :you are in command");
            try (Terminal second = new Terminal(server)) {
                second.expect("\\*HELLO .*");
                second.expect("\\*WELCOME group=main id=m2 rank=1 of=2 rev=2 token=\\d+ :m1 is in command");
                first.expect("\\*JOIN m2 rank=1 rev=2");
                first.type(":uptime");
                first.expect("\\+OK id=1 n=1 above=0 rev=2");
                first.expect("\\*CLOSED 1 total=1 delivered=1 ms=\\d+");
                second.expect("\\*COMMAND 1 from=m1 rank=0 ttl=60s :uptime");
                second.type("SEND m1 :reboot");
                second.expect("-ERR 300 UPWARD who=m1 :m1 \\(rank 0\\) is senior to you \\(rank 1\\); .*");
                first.process.destroy();
                second.expect("\\*LEFT m1 rank=0 rev=3 why=lost");
                second.expect("\\*RANK 0 was=1 of=1 rev=3 token=\\d+ :m1 left; you are in command");
                second.type("QUIT");
                second.expect("\\+OK");
                second.expect("\\*BYE again=now :goodbye");
            }
        }
    }

    private static final class Terminal implements AutoCloseable {
        private final Process process;
        private final Writer keyboard;
        private final BufferedReader screen;

        private Terminal(TestServer server) throws IOException {
            String port = Integer.toString(server.address().getPort());
            process = new ProcessBuilder("nc", "127.0.0.1", port).start();
            keyboard = process.outputWriter(StandardCharsets.UTF_8);
            screen = process.inputReader(StandardCharsets.UTF_8);
        }

        void type(String line) throws IOException {
            keyboard.write(line + "\n");
            keyboard.flush();
        }

        void expect(String pattern) throws IOException {
            assertThat(screen.readLine()).matches(pattern);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}

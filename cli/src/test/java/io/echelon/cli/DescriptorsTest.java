package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.echelon.testkit.Crowd;
import io.echelon.testkit.Crowd.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// When descriptors run out, those who are in are served on and those who wait are let in later.
@Timeout(100)
final class DescriptorsTest {
    private static final int DESCRIPTORS = 120;
    private static final int CLIENTS = 200;
    private static final List<String> FEW_DESCRIPTORS =
            List.of("sh", "-c", "ulimit -n " + DESCRIPTORS + " && exec \"$@\"", "sh");
    private static final Duration WHILE = Duration.ofSeconds(3);
    /// As Linux counts processor time: in hundredths of a second. A spinning thread uses 300.
    private static final long MAX_TICKS = 100;

    private static final int TICKS_INDEX = 11;

    @Test
    void whoeverIsInIsServedAndWhoeverWaitsIsLetInWhenOthersLeave() throws IOException {
        boolean isLinux = Files.exists(Path.of("/proc/self/stat"));
        if (!isLinux) {
            System.out.println("*** SKIPPED: running out of descriptors, because there is no /proc here");
        }
        assumeTrue(isLinux, "there is no /proc here");
        try (ServeProcess server = ServeProcess.serveIn(
                        FEW_DESCRIPTORS, "--port", "0", "--capacity", "1000", "--limit", "silence-millis=10000");
                Crowd crowd = new Crowd(server.address())) {
            List<Client> all = crowd.add(CLIENTS, "HELLO proto=1", "JOIN main");
            crowd.hearUntil("a warning", () -> server.err().contains("cannot accept connections"));
            crowd.isHeard(Duration.ofSeconds(1), () -> false); // Of those who are in not all have been answered.
            List<Client> in = all.stream().filter(DescriptorsTest::isIn).toList();
            assertThat(in).hasSizeBetween(10, DESCRIPTORS);

            long ticksBefore = ticks(server);
            boolean hasMoreCome = crowd.isHeard(WHILE, () -> in.size() < countIn(all));
            assertThat(hasMoreCome).isFalse();
            assertThat(ticks(server) - ticksBefore).as("processor time").isLessThan(MAX_TICKS);
            in.forEach(member -> member.send("PING still-there"));
            crowd.hearUntil(
                    "answers to those who are in",
                    () -> in.stream().allMatch(member -> member.heard("+OK PONG still-there") != null));

            in.forEach(member -> member.send("QUIT"));
            crowd.hearUntil("the end of those who were in", () -> in.stream().allMatch(Client::hasEnded));
            in.forEach(Client::close);
            crowd.hearUntil("places for those who waited", () -> countIn(all) >= Math.min(2 * in.size(), CLIENTS));
            assertThat(server.err()).containsOnlyOnce("cannot accept connections");
            assertThat(server.err().lines()).hasSizeLessThan(5);
        }
    }

    private static boolean isIn(Client client) {
        return client.heard("+OK group=main") != null;
    }

    private static long countIn(List<Client> clients) {
        return clients.stream().filter(DescriptorsTest::isIn).count();
    }

    /// Processor time that the process has used, in its own code and in the kernel's.
    private static long ticks(ServeProcess server) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(server.pid()), "stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(afterName[TICKS_INDEX]) + Long.parseLong(afterName[TICKS_INDEX + 1]);
    }
}

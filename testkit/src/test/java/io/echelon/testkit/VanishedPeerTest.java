package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A peer that vanishes without FIN or RST is found dead, whether it is silent or has something to
/// acknowledge.
@Timeout(110)
final class VanishedPeerTest {
    private static final String[] IN_NEW_NETWORK = {"unshare", "--net", "sh", "-c", "ip link set lo up && exec \"$@\""};

    @ParameterizedTest
    @ValueSource(strings = {"silent", "addressed"})
    void aVanishedPeerIsGoneAfterTheTimeThatIsSet(String manner) throws Exception {
        assertThat(millisUntilGone("quick", manner)).isBetween(1_000L, 20_000L);
    }

    @Test
    void aVanishedPeerThatWantsToBeAskedIsGoneMuchSoonerByTheStandardLimits() throws Exception {
        assertThat(millisUntilGone("standard", "pinged")).isBetween(1_000L, 10_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "addressed"})
    void aVanishedPeerIsGoneWithinAboutAMinuteByTheStandardLimits(String manner) throws Exception {
        boolean isFull = Boolean.getBoolean("echelon.full");
        if (!isFull) {
            System.out.println("*** SKIPPED: a peer that vanishes, by the standard limits: takes two minutes");
        }
        assumeTrue(isFull, "takes a minute; runs with -Dechelon.full=true");
        assertThat(millisUntilGone("standard", manner)).isBetween(30_000L, 90_000L);
    }

    private static long millisUntilGone(String limits, String manner) throws IOException, InterruptedException {
        requireOwnNetwork();
        List<String> command = new ArrayList<>(List.of(IN_NEW_NETWORK));
        command.add("sh");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), VanishedPeer.class.getName()));
        command.addAll(List.of(limits, manner));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            List<String> output = process.inputReader().lines().toList();
            assertThat(process.waitFor()).as(() -> String.join("\n", output)).isZero();
            String last = output.getLast();
            assertThat(last).startsWith("gone after ");
            System.out.println("VanishedPeerTest: " + limits + ", " + manner + ": " + String.join("; ", output));
            return Long.parseLong(last.substring("gone after ".length()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void requireOwnNetwork() throws InterruptedException {
        boolean isPossible = false;
        try {
            List<String> command = new ArrayList<>(List.of(IN_NEW_NETWORK));
            command.addAll(List.of("sh", "true"));
            isPossible = new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException missing) {
            System.out.println("*** there is no unshare here: " + missing.getMessage());
        }
        if (!isPossible) {
            System.out.println("*** SKIPPED: a peer that vanishes, because that takes root, unshare and ip");
        }
        assumeTrue(isPossible, "no network namespace can be made here");
    }
}

package io.echelon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.echelon.client.Command;
import io.echelon.client.JoinOptions;
import io.echelon.client.Membership;
import io.echelon.client.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `echelon send` tells while it waits.
final class SendProgressTest {
    private final Troop troop = Troop.start();
    private final Path via = speaker();
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CountDownLatch isBegun = new CountDownLatch(1);
    private final CountDownLatch isOver = new CountDownLatch(1);
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    @AfterEach
    void end() {
        isOver.countDown();
        troop.close();
    }

    /// With one below that prints until it is let go: when it is watched it does not know.
    private Path speaker() {
        Membership speaker = troop.join(JoinOptions.group("main"));
        troop.join(this::print);
        return troop.openSocket(speaker).path();
    }

    private Verdict print(Command command) throws InterruptedException {
        isBegun.countDown();
        while (!isOver.await(5, TimeUnit.MILLISECONDS)) {
            command.output(1, "step\n".getBytes(StandardCharsets.UTF_8));
        }
        return Verdict.done();
    }

    @Test
    void howFarItIsAndWhatIsPrintedIsToldMeanwhile() {
        send("--progress", "--output");

        await().until(() -> errors.toString().contains("m2| step\n"));
        await().until(() -> errors.toString().contains("1 member: 1 sent …\n"));
        isOver.countDown();

        assertThat(exitCode.join()).isZero();
        assertThat(output.toString()).matches("m2 done, \\d+ ms\n1 member: 1 done, \\d+ ms\n");
    }

    @Test
    void inJsonTheyAreObjects() {
        send("--json", "--progress", "--output");

        await().until(() -> output.toString()
                .contains("\n{\"type\":\"output\",\"command\":1,\"member\":\"m2\",\"rank\":1,"
                        + "\"stream\":1,\"text\":\"step\\n\"}\n"));
        await().until(() ->
                output.toString().contains("{\"type\":\"tally\",\"command\":1,\"total\":1,\"states\":{\"sent\":1}}\n"));
        isOver.countDown();

        assertThat(exitCode.join()).isZero();
        assertThat(output.toString().lines().toList().getLast()).startsWith("{\"type\":\"closed\",");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void whoDoesNotAskIsToldNeither() {
        send();
        await().until(() -> isBegun.getCount() == 0);
        isOver.countDown();

        assertThat(exitCode.join()).isZero();
        assertThat(errors.toString()).isEmpty();
    }

    private void send(String... options) {
        List<String> arguments = new ArrayList<>(List.of("send", "--via", via.toString()));
        arguments.addAll(List.of(options));
        arguments.add("x");
        Threads.start(
                "send",
                () -> exitCode.complete(Main.run(
                        new PrintWriter(output, true),
                        new PrintWriter(errors, true),
                        arguments.toArray(new String[0]))));
    }
}

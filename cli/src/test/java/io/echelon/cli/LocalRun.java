package io.echelon.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// `echelon run` within the process of the test.
final class LocalRun {
    private final CompletableFuture<Integer> code = new CompletableFuture<>();
    private final StringWriter errors = new StringWriter();

    private LocalRun(List<String> arguments) {
        PrintWriter err = new PrintWriter(errors);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                code.complete(Main.run(new PrintWriter(Writer.nullWriter()), err, arguments.toArray(new String[0])));
            } catch (RuntimeException | Error failure) {
                code.completeExceptionally(failure);
            }
        });
    }

    /// One with these options, and the least grace time where they say no other.
    static LocalRun start(InetSocketAddress server, String... arguments) {
        return startAt("127.0.0.1:" + server.getPort(), arguments);
    }

    static LocalRun startAt(String address, String... arguments) {
        List<String> words = new ArrayList<>(List.of("run", "--server", address));
        if (!List.of(arguments).contains("--grace")) {
            words.addAll(List.of("--grace", "3s"));
        }
        words.addAll(List.of(arguments));
        return new LocalRun(words);
    }

    int exitCode() {
        return code.orTimeout(RunLog.DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /// What it has said to people.
    String err() {
        return errors.toString();
    }

    /// Waits until it has said that.
    void await(String pattern) {
        Pattern awaited = Pattern.compile(pattern);
        Awaitility.await()
                .atMost(RunLog.DEADLINE)
                .until(() -> awaited.matcher(err()).find());
    }
}

package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/// The threads of all clients of this JVM.
final class ClientThreads {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private ClientThreads() {}

    /// Waits until there are none left.
    static void awaitEnd() throws InterruptedException {
        for (Thread thread : alive()) {
            thread.join(DEADLINE.toMillis());
        }
        assertThat(alive()).isEmpty();
    }

    private static List<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("echelon-client-"))
                .toList();
    }
}

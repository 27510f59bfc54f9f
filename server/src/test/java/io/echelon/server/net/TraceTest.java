package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.server.net.Edge.Client;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a connection did, nothing of it is kept once it is gone, even where its place is.
final class TraceTest {
    private static final long DEADLINE_NANOS = 20_000_000_000L;
    private static final int CAPACITY = 3;

    private final Edge edge = new Edge(options -> options.withLimit(Limit.CAPACITY, CAPACITY));
    private final Client senior = edge.programs(1).getFirst();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JOIN|WATCH roster|WATCH commands",
                "JOIN grace=1h|WATCH roster|WATCH commands",
                "JOIN grace=1h|SEND all :x|WATCH 1|YIELD",
                "JOIN grace=1h|WATCH commands|YIELD|QUIT",
                "JOIN|WATCH commands|LEAVE",
                "JOIN|LEAVE|JOIN observe=yes|WATCH roster",
                "HELLO ping=1h|JOIN grace=1h",
                "RESUME session=xxxxxxxxxxxxxxxxxxxxxxxx got=0"
            })
    void nothingStaysOfWhoHadAPlace(String script) {
        awaitGone(comeAndGo(script.split("\\|", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PING", "LEAVE", "JOIN other", "JOIN other grace=1h", "JOIN main wait=yes", "QUIT"})
    void nothingStaysOfWhoStoodInLine(String end) {
        for (int count = 1; count < CAPACITY; count++) {
            edge.connect().say("HELLO", "JOIN");
        }
        edge.batch();

        awaitGone(comeAndGo("JOIN main wait=yes grace=1h", end));
    }

    @Test
    void nothingStaysOfWhoWasFenced() {
        awaitGone(fencedAndGone());
    }

    private WeakReference<Connection> comeAndGo(String... lines) {
        Client client = edge.connect();
        client.say("HELLO");
        for (String line : lines) {
            client.say(line);
            edge.batch();
        }
        client.vanishes();
        edge.batch();
        return client.trace();
    }

    private WeakReference<Connection> fencedAndGone() {
        Client client = edge.connect();
        client.say("HELLO", "JOIN grace=1h");
        edge.batch();
        client.say("WATCH roster", "WATCH commands");
        String session = Answered.value(client.heard(), "session");
        Client next = edge.connect();
        next.say("HELLO", "RESUME session=" + session + " got=0");
        client.say("ME", "WHO", "SEND all :too late"); // Open when it is fenced.
        edge.batch();
        assertThat(client.heard()).last().asString().startsWith("*BYE code=408 ");
        client.vanishes();
        edge.batch();
        return client.trace();
    }

    /// After the moment that a closed connection is waited for.
    private void awaitGone(WeakReference<Connection> trace) {
        edge.pass(2_000);
        senior.say("SEND all :is anybody there?");
        edge.batch();
        long startNanos = System.nanoTime();
        while (trace.get() != null) {
            assertThat(System.nanoTime() - startNanos)
                    .as("nanoseconds of waiting")
                    .isLessThan(DEADLINE_NANOS);
            System.gc();
        }
    }
}

package io.echelon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.client.Client;
import io.echelon.client.ClientOptions;
import io.echelon.client.CommandHandler;
import io.echelon.client.ConnectionLostException;
import io.echelon.client.JoinOptions;
import io.echelon.client.MemberId;
import io.echelon.client.Membership;
import io.echelon.client.MembershipListener;
import io.echelon.client.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A program that uses the Java client, and what its listener has heard.
final class Program implements MembershipListener, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Client client;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private Program(TestServer server) throws IOException {
        this.client =
                Client.connect(ClientOptions.at("127.0.0.1:" + server.address().getPort()));
    }

    static Program connect(TestServer server) throws IOException {
        return new Program(server);
    }

    Client client() {
        return client;
    }

    /// A member of main that watches the roster.
    Membership join(String name, CommandHandler handler) throws IOException {
        return client.join(JoinOptions.group("main")
                .withName(name)
                .withHandler(handler)
                .withListener(this)
                .watchingRoster());
    }

    /// Waits for the next things that the listener hears.
    void expect(String... events) throws InterruptedException {
        for (String event : events) {
            assertThat(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(event);
        }
    }

    /// What the listener has heard, and was not waited for yet.
    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void onRank(Place place, int previousRank) {
        heard.add("rank " + place.rank() + " was " + previousRank + " of " + place.size());
    }

    @Override
    public void onJoined(MemberId member, int rank, long revision, @Nullable String name) {
        heard.add("joined " + member + " rank " + rank + " rev " + revision + " " + name);
    }

    @Override
    public void onLeft(MemberId member, int rank, long revision, String why) {
        heard.add("left " + member + " rank " + rank + " rev " + revision + " " + why);
    }

    @Override
    public void onLost(ConnectionLostException cause) {
        heard.add("lost");
    }

    @Override
    public void close() {
        client.close();
    }

    /// Waits until no client of this JVM has a thread any more.
    static void awaitNoThreads() throws InterruptedException {
        for (Thread thread : threads()) {
            thread.join(PATIENCE);
        }
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("echelon-client-"))
                .toList();
    }
}

package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the listener of a membership hears, in words.
final class Heard implements MembershipListener {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /// How a member joins that is kept for as long as a test takes, and tells this.
    JoinOptions kept() {
        return JoinOptions.group("main").withGrace(Duration.ofMinutes(1)).withListener(this);
    }

    /// Waits for the next things.
    void expect(String... events) throws InterruptedException {
        for (String event : events) {
            assertThat(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(event);
        }
    }

    void add(String event) {
        heard.add(event);
    }

    void expectNothing() {
        assertThat(heard).isEmpty();
    }

    @Override
    public void onState(StateChange change) {
        ConnectionLostException cause = change.cause();
        heard.add(change.from().key() + " to " + change.to().key() + (cause == null ? "" : ", " + cause.reason()));
    }

    @Override
    public void onRank(Place place, int previousRank) {
        heard.add("rank " + place.rank() + " was " + previousRank);
    }

    @Override
    public void onWaiting(int position) {
        heard.add("waiting at " + position);
    }

    @Override
    public void onGap(long events) {
        heard.add("gap of " + events);
    }

    @Override
    public void onJoined(MemberId member, int rank, long revision, @Nullable String name) {
        heard.add("joined " + member + " rank " + rank);
    }

    @Override
    public void onAway(MemberId member, int rank, Duration grace) {
        heard.add("away " + member + " rank " + rank + " for " + grace);
    }

    @Override
    public void onBack(MemberId member, int rank) {
        heard.add("back " + member + " rank " + rank);
    }

    @Override
    public void onRoster(Roster roster) {
        heard.add("roster of " + roster.seats().size() + " at " + roster.revision());
    }

    @Override
    public void onLongRoster(int size, long revision) {
        heard.add("long roster of " + size + " at " + revision);
    }

    @Override
    public void onLost(ConnectionLostException cause) {
        heard.add("lost, " + cause.reason());
    }
}

package io.echelon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a later server may say does no harm.
final class StrangeServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void eventsKeysAndWordsThatAreNotKnownArePassedOver() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcome();
                    peer.expect("JOIN results=yes");
                    peer.send("*NEWS 7 {5}", "a\nb\nc", "*PING 81 sent=1532");
                    peer.send("+OK well done group=main id=m2 rank=1 of=3 rev=3 token=1003 session=s mood=good");
                    peer.send("*RANK 0 at last was=1 of=2 rev=4 token=1004 mood=better :up");
                });
                Client client = Client.connect(server.options())) {
            BlockingQueue<Place> places = new ArrayBlockingQueue<>(1);
            Membership member = client.join(JoinOptions.group("main").withListener(new MembershipListener() {
                @Override
                public void onRank(Place place, int previousRank) {
                    places.add(place);
                }
            }));

            assertThat(member.id()).isEqualTo(new MemberId(2));
            assertThat(places.poll(20, TimeUnit.SECONDS)).isEqualTo(new Place("main", new MemberId(2), 0, 2, 4, 1004));
        }
    }

    @Test
    void aStateThatIsNotKnownIsUnknown() throws Exception {
        BlockingQueue<Result> results = new ArrayBlockingQueue<>(1);
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.expect("SEND all ttl=1500ms limit=2s {1}", "x");
                    peer.send("+OK id=1 n=3 above=0 rev=3");
                    peer.send("*RESULT 1 m3 rank=2 state=pondered ms=5 {3}", "why");
                    peer.send("*CLOSED 1 total=3 done=1 pondered=2 ms=6");
                });
                Client client = Client.connect(server.options())) {
            Membership member = client.join("main", command -> Verdict.done());
            SendOptions options =
                    SendOptions.DEFAULTS.withTtl(Duration.ofMillis(1_500)).withLimit(Duration.ofSeconds(2));

            Tally tally =
                    member.send("all", new byte[] {'x'}, options, results::add).awaitClosed(PATIENCE);

            assertThat(tally.counts()).isEqualTo(Map.of(Outcome.DONE, 1, Outcome.UNKNOWN, 2));
            assertThat(tally.elapsed()).isEqualTo(Duration.ofMillis(6));
            Result result = results.remove();
            assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(result.executor()).isEqualTo(new MemberId(3));
            assertThat(result.text()).isEqualTo("why");
        }
    }

    @Test
    void resultsOfCommandsThatNobodySentAreNotForUs() throws Exception {
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcomeMember();
                    peer.send("*RESULT 9 m3 rank=2 state=done ms=5", "*CLOSED 9 total=1 done=1 ms=5");
                    peer.expect("TALLY 9");
                    peer.send("-ERR 303 NOT_YOURS :command 9 is not yours");
                });
                Client client = Client.connect(server.options())) {
            Membership member = client.join("main", command -> Verdict.done());

            assertThatThrownBy(() -> member.tally(9))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("303 NOT_YOURS: command 9 is not yours");
        }
    }

    @Test
    void whoCameBetweenJoiningAndWatchingIsCounted() throws Exception {
        BlockingQueue<String> heard = new ArrayBlockingQueue<>(1);
        try (FakeServer server = FakeServer.start(peer -> {
                    peer.welcome();
                    peer.expect("JOIN results=yes", "WATCH roster", "ME");
                    peer.send("+OK group=main id=m2 rank=1 of=2 rev=2 token=1002", "+OK");
                    peer.send("+OK group=main id=m2 rank=1 of=4 rev=4 token=1002");
                    peer.send("*LEFT m4 rank=3 rev=5 why=lost");
                });
                Client client = Client.connect(server.options())) {
            Membership member =
                    client.join(JoinOptions.group("main").watchingRoster().withListener(new MembershipListener() {
                        @Override
                        public void onLeft(MemberId left, int rank, long revision, String why) {
                            heard.add(left + " " + rank + " " + revision + " " + why);
                        }
                    }));

            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("m4 3 5 lost");
            assertThat(member.place()).isEqualTo(new Place("main", new MemberId(2), 1, 3, 5, 1002));
        }
    }
}

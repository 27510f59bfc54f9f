package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.net.Edge.Client;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/// When a connection is asked for a sign of life, and when it has ended, by a clock that the test turns.
final class HeartbeatsTest {
    private static final long DEADLINE_NANOS = 20_000_000_000L;

    private final Edge edge = new Edge();

    @Test
    void silenceIsAskedAboutTwiceAndThenEnds() {
        Client quiet = member("HELLO ping=1s", "JOIN");

        edge.pass(950);
        assertThat(quiet.heard()).isEmpty();
        edge.pass(50);
        assertThat(quiet.heard()).containsExactly("*PING 1 sent=0");
        edge.pass(1_000);
        assertThat(quiet.heard()).containsExactly("*PING 2 sent=0");
        edge.pass(950);
        assertThat(quiet.heard()).isEmpty();
        edge.pass(50);
        assertThat(quiet.heard()).containsExactly("*BYE again=now :no sign of life came");
        assertThat(quiet.isClosing()).isTrue();
    }

    @Test
    void anythingSaidIsASignOfLifeAndTheQuestionsAreCounted() {
        Client member = member("HELLO ping=1s", "JOIN");

        edge.pass(1_900);
        assertThat(member.heard()).containsExactly("*PING 1 sent=0");
        member.say("PONG 1 got=0");
        edge.pass(950);
        assertThat(member.heard()).isEmpty();
        edge.pass(50);
        assertThat(member.heard()).containsExactly("*PING 2 sent=0");
        edge.pass(1_900);
        member.say("");
        edge.pass(950);
        assertThat(member.heard()).containsExactly("*PING 3 sent=0");
        assertThat(member.isClosing()).isFalse();
    }

    @Test
    void whoKeepsTalkingIsNotAsked() {
        Client member = member("HELLO ping=1s", "JOIN");

        for (int word = 0; word < 10; word++) {
            edge.pass(900);
            member.say("PONG");
        }

        assertThat(member.heard()).isEmpty();
    }

    @Test
    void laterHelloHasTheLastWord() {
        Client longer = member("HELLO ping=1s", "JOIN", "HELLO ping=5s");
        Client none = member("HELLO ping=1s", "JOIN", "HELLO");

        edge.pass(4_950);
        assertThat(longer.heard()).isEmpty();
        edge.pass(50);
        assertThat(longer.heard()).containsExactly("*PING 1 sent=0");
        edge.pass(60_000);
        assertThat(none.heard()).contains("*RANK 0 was=1 of=1 rev=3 token=3 :m1 left; you are in command");
        assertThat(none.isClosing()).isFalse();
    }

    @Test
    void whoIsNotListenedToIsNotSilent() {
        Client member = member("HELLO ping=1s", "JOIN");

        member.isRead(false);
        edge.pass(60_000);
        assertThat(member.heard()).isEmpty();

        member.isRead(true);
        edge.pass(1_000);
        assertThat(member.heard()).containsExactly("*PING 1 sent=0");
    }

    @Test
    void nothingWaitsForAConnectionThatIsGone() {
        WeakReference<Connection> trace = comeAndGo();

        long startNanos = System.nanoTime();
        while (trace.get() != null) {
            assertThat(System.nanoTime() - startNanos)
                    .as("nanoseconds of waiting")
                    .isLessThan(DEADLINE_NANOS);
            System.gc();
        }
    }

    /// Its silence would have been noticed in an hour, without a place long before.
    private WeakReference<Connection> comeAndGo() {
        Client member = member("HELLO ping=1h", "JOIN");
        member.vanishes();
        edge.batch();
        return member.trace();
    }

    /// What it was told is gone.
    private Client member(String... lines) {
        Client member = edge.connect();
        member.say(lines);
        edge.batch();
        member.heard();
        return member;
    }
}

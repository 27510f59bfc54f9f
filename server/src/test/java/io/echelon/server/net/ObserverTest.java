package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.net.Edge.Client;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a batch has for those who see a group without a place in it, and what is kept for them.
final class ObserverTest {
    /// More than are written to one by one.
    private static final int MANY = 12;

    private static final long DEADLINE_NANOS = 20_000_000_000L;

    private final Edge edge = new Edge();

    @Test
    void whoComesAndGoesInABatchIsToldInThatOrderAndFlushedOnce() {
        List<Client> programs = edge.programs(MANY);
        Client observer = observer("HELLO", "JOIN observe=yes", "WATCH roster");
        Client member = programs.getFirst();
        member.say("WATCH roster");
        edge.batch();
        member.heard();

        programs.get(3).say("LEAVE");
        programs.get(2).say("SEND all :x");
        programs.get(3).say("JOIN main name=again");
        programs.get(5).say("QUIT");
        observer.say("PING");
        edge.batch();

        assertThat(observer.flushes()).isEqualTo(1);
        assertThat(observer.heard())
                .containsExactly(
                        "+OK PONG",
                        "*LEFT m4 rank=3 rev=13 why=quit",
                        "*JOIN m13 rank=11 rev=14 name=again",
                        "*LEFT m6 rank=4 rev=15 why=quit")
                .containsAll(member.heard());
    }

    @Test
    void programThatDoesNotWatchIsNotWrittenTo() {
        List<Client> programs = edge.programs(MANY);
        Client observer = observer("HELLO", "JOIN observe=yes");

        programs.get(0).say("SEND all :x", "LEAVE", "JOIN");
        edge.batch();

        assertThat(observer.flushes()).isZero();
        assertThat(observer.heard()).isEmpty();
    }

    @Test
    void whoTradesItsPlaceForAViewIsStillToldWhatCameBefore() {
        List<Client> programs = edge.programs(MANY);
        Client person = edge.connect();
        person.staysSilent();
        edge.batch();
        person.heard();

        programs.get(0).say("SEND all :x");
        programs.get(1).say("LEAVE");
        person.say("JOIN observe=yes");
        programs.get(2).say("LEAVE");
        edge.batch();

        assertThat(person.heard())
                .containsExactly(
                        "*COMMAND 1 from=m1 rank=0 ttl=60s :x",
                        "*LEFT m2 rank=1 rev=14 why=quit",
                        "*RANK 11 was=12 of=12 rev=14 token=14 :m2 left; m1 is in command",
                        "+OK group=main of=11 rev=15 observe=yes",
                        "*LEFT m3 rank=1 rev=16 why=quit");
    }

    @Test
    void whoTakesAPlaceAgainChoosesAnewWhetherItWatches() {
        List<Client> programs = edge.programs(MANY);
        Client observer = observer("HELLO", "JOIN observe=yes", "WATCH roster", "JOIN");

        programs.get(0).say("LEAVE");
        edge.batch();

        assertThat(observer.heard())
                .containsExactly("*RANK 11 was=12 of=12 rev=14 token=14 :m1 left; m2 is in command");
    }

    @Test
    void whatWasChosenBeforeIsForgottenByTheNextObservation() {
        List<Client> programs = edge.programs(MANY);
        Client member = observer("HELLO", "JOIN", "WATCH roster", "LEAVE", "JOIN observe=yes");
        Client program = observer("HELLO", "JOIN observe=yes", "WATCH roster", "JOIN observe=yes");
        Client person = observer("JOIN observe=yes", "UNWATCH roster", "JOIN observe=yes");

        programs.get(MANY - 1).say("LEAVE");
        edge.batch();

        assertThat(member.heard()).isEmpty();
        assertThat(program.heard()).isEmpty();
        assertThat(person.heard()).containsExactly("*LEFT m12 rank=11 rev=15 why=quit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEAVE", "QUIT", "JOIN other", "JOIN other observe=yes"})
    void whoObservesNoMoreIsSentNothingMore(String end) {
        List<Client> programs = edge.programs(MANY);
        Client observer = observer("JOIN observe=yes", "WATCH roster");

        observer.say(end);
        programs.get(0).say("LEAVE");
        edge.batch();

        assertThat(observer.heard()).first().asString().startsWith("+OK");
        assertThat(observer.heard()).noneMatch(line -> line.startsWith("*LEFT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WATCH roster", "UNWATCH roster", "ME"})
    void nothingStaysOfAnObserverWhoseConnectionIsGone(String request) {
        WeakReference<Connection> trace = comeAndGo(request);

        long startNanos = System.nanoTime();
        while (trace.get() != null) {
            assertThat(System.nanoTime() - startNanos)
                    .as("nanoseconds of waiting")
                    .isLessThan(DEADLINE_NANOS);
            System.gc();
        }
    }

    private WeakReference<Connection> comeAndGo(String request) {
        Client observer = observer("JOIN observe=yes", request);
        observer.vanishes();
        edge.batch();
        return observer.trace();
    }

    /// What it was told is gone.
    private Client observer(String... lines) {
        Client observer = edge.connect();
        observer.say(lines);
        edge.batch();
        observer.heard();
        return observer;
    }
}

package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.core.ConnectionId;
import io.echelon.core.Effect.GroupShown;
import io.echelon.core.Effect.View;
import io.echelon.core.Input;
import io.echelon.core.Profile;
import io.echelon.core.Terms;
import io.echelon.server.Limit;
import io.echelon.server.net.Edge.Client;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An edge that lost sight of the order, and begins anew with what it is shown.
final class RestartTest {
    private static final String CUT_OFF = "*BYE code=902 again=now :this server was cut off from the others; come back";
    private static final String NO_QUORUM =
            "-ERR 902 NO_QUORUM retry=yes :a majority of the servers is missing; try again, here or at another";
    private static final int MANY = 200;
    private static final List<ConnectionId> ELSEWHERE =
            List.of(new ConnectionId(901), new ConnectionId(902), new ConnectionId(903));

    private final Edge edge = new Edge(options -> options.withLimit(Limit.CAPACITY, 1_000));

    @Test
    void everybodyIsToldToComeBackAndTheOrderHearsOfNobody() {
        List<Client> programs = edge.programs(2);
        Client newcomer = edge.connect();

        edge.restart(main(0));

        for (Client client : programs) {
            assertThat(client.heard()).containsExactly(CUT_OFF);
            assertThat(client.isClosing()).isTrue();
            client.vanishes();
        }
        assertThat(newcomer.heard()).containsExactly(CUT_OFF);
        newcomer.vanishes();
        assertThat(edge.offered()).isEmpty();
    }

    @Test
    void whoComesAfterwardsIsNumberedAnewAndGreetedWithWhatWasShown() {
        edge.programs(3);
        edge.restart(main(40));

        Client next = edge.connect();
        next.say("HELLO", "JOIN");
        edge.batch();

        List<String> heard = next.heard();
        assertThat(heard).first().asString().contains(" members=40 ");
        assertThat(heard).last().asString().startsWith("+OK group=main id=m4 rank=0 of=1 ");
    }

    @Test
    void whatTheStateStillDoesForTheLostReachesNobody() {
        List<Client> programs = edge.programs(3);
        programs.get(0).say("SEND all :late", "QUIT");
        programs.get(2).say("LEAVE");

        edge.restart(main(0));
        edge.batch();

        assertThat(programs.get(0).heard()).containsExactly(NO_QUORUM, NO_QUORUM, CUT_OFF);
        assertThat(programs.get(1).heard()).containsExactly(CUT_OFF);
        assertThat(programs.get(2).heard()).containsExactly(NO_QUORUM, CUT_OFF);
    }

    @Test
    void aWaveOfDeparturesThatWasWaitedForIsOver() {
        List<Client> programs = edge.programs(MANY);
        programs.get(1).vanishes();
        edge.batch();

        edge.restart(main(0));
        Client first = edge.connect();
        first.say("HELLO", "JOIN");
        edge.batch();
        first.heard();
        edge.pass(Lulls.QUIET_MILLIS * (Lulls.MOST_ROUNDS + 1));

        assertThat(first.heard()).isEmpty();
        assertThat(programs.get(2).heard()).containsExactly(CUT_OFF);
    }

    @Test
    void newsThatWereHeldBackAreNeverTold() {
        Client sender = edge.connect();
        sender.say("HELLO", "JOIN grace=1h", "WATCH commands");
        Client executor = edge.connect();
        executor.say("HELLO", "JOIN results=yes grace=1h");
        edge.batch();
        sender.say("SEND all :work");
        edge.batch();
        executor.say("PROG 1 10%", "PROG 1 20%");
        edge.batch();
        String session = Answered.value(sender.heard(), "session");

        edge.restart(main(2));
        Client back = edge.connect();
        back.say("HELLO", "RESUME session=" + session + " got=0");
        edge.batch();
        back.heard();
        edge.pass(2 * Pace.INTERVAL_MILLIS);

        assertThat(back.heard()).isEmpty();
    }

    @Test
    void whoStandsInLineElsewhereIsShownAndMadeRoomByLater() {
        Edge full = new Edge(options -> options.withLimit(Limit.CAPACITY, 1));
        for (ConnectionId elsewhere : ELSEWHERE) {
            full.offer(new Input.JoinRequested(elsewhere, "main", Profile.NONE, Terms.NONE, true, false));
        }
        full.batch();
        full.restart(new GroupShown(new View(0, "main", 1, 1), ELSEWHERE.subList(1, ELSEWHERE.size())));
        Client last = full.connect();
        last.say("HELLO", "JOIN wait=yes");
        full.batch();

        full.offer(new Input.ConnectionLost(ELSEWHERE.get(1)));
        full.batch();

        assertThat(last.heard()).endsWith("+OK waiting=yes position=3", "*WAITING position=2");
    }

    private static GroupShown main(int size) {
        return new GroupShown(new View(0, "main", size, size), List.of());
    }
}

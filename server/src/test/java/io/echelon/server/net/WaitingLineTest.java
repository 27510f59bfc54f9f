package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.Limit;
import io.echelon.server.net.Edge.Client;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a batch has for those who stand in line.
final class WaitingLineTest {
    private static final int CAPACITY = 4;

    private final Edge edge = new Edge(options -> options.withLimit(Limit.CAPACITY, CAPACITY));
    private final List<Client> programs = edge.programs(CAPACITY);

    @Test
    void manyDeparturesOfABatchAreOnePositionToEachWhoStays() {
        List<Client> waiting = waiting(6);

        programs.get(0).say("QUIT");
        programs.get(2).say("LEAVE");
        programs.get(3).vanishes();
        edge.batch();

        assertThat(waiting.get(0).heard())
                .containsExactly(
                        "*WELCOME group=main id=m5 rank=3 of=4 rev=6 token=6 :m2 is in command",
                        "*RANK 1 was=3 of=3 rev=9 token=9 :2 members left; m2 is in command");
        assertThat(waiting.get(1).heard()).first().asString().startsWith("*WELCOME group=main id=m6 ");
        assertThat(waiting.get(2).heard()).first().asString().startsWith("*WELCOME group=main id=m7 ");
        for (int index = 3; index < 6; index++) {
            assertThat(waiting.get(index).heard()).containsExactly("*WAITING position=" + (index - 2));
        }
    }

    @Test
    void whoComesInTheBatchOfADepartureIsToldOnePosition() {
        List<Client> waiting = waiting(2);
        Client late = edge.connect();

        programs.get(0).say("QUIT");
        late.say("HELLO", "JOIN wait=yes");
        edge.batch();

        assertThat(waiting.get(1).heard()).containsExactly("*WAITING position=1");
        assertThat(late.heard()).hasSize(3).last().isEqualTo("+OK waiting=yes position=2");
    }

    @Test
    void whoIsSeatedAndLostInOneBatchMakesRoomForTheNext() {
        List<Client> waiting = waiting(3);

        programs.get(0).say("QUIT");
        waiting.get(0).vanishes();
        edge.batch();

        assertThat(waiting.get(1).heard()).first().asString().startsWith("*WELCOME group=main id=m6 rank=3 ");
        assertThat(waiting.get(2).heard()).containsExactly("*WAITING position=1");
    }

    @Test
    void whoIsSeatedHearsTheCommandsBehindItsArrivalOnly() {
        List<Client> waiting = waiting(1);

        programs.get(0).say("SEND all :before");
        programs.get(3).say("LEAVE");
        programs.get(0).say("SEND all :after");
        edge.batch();

        assertThat(waiting.getFirst().heard())
                .containsExactly(
                        "*WELCOME group=main id=m5 rank=3 of=4 rev=6 token=6 :m1 is in command",
                        "*COMMAND 2 from=m1 rank=0 ttl=60s :after");
    }

    @Test
    void yieldInTheBatchOfADepartureSeatsOne() {
        List<Client> waiting = waiting(2);

        programs.get(0).say("YIELD");
        programs.get(1).say("LEAVE");
        edge.batch();

        assertThat(waiting.get(0).heard()).first().asString().startsWith("*WELCOME group=main id=m6 rank=3 ");
        assertThat(waiting.get(1).heard()).containsExactly("*WAITING position=1");
    }

    private List<Client> waiting(int count) {
        List<Client> waiting = new ArrayList<>();
        for (int position = 1; position <= count; position++) {
            Client client = edge.connect();
            client.say("HELLO", "JOIN wait=yes");
            waiting.add(client);
        }
        edge.batch();
        waiting.forEach(Client::heard);
        return waiting;
    }
}

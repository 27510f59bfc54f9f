package io.echelon.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.echelon.server.net.Edge.Client;
import java.util.List;
import org.junit.jupiter.api.Test;

/// In which order, and in how many writes, a batch reaches the members.
final class EgressTest {
    /// More than are written to one by one.
    private static final int MANY = 12;

    private final Edge edge = new Edge();

    @Test
    void aRankIsToldBeforeTheCommandThatCameAfterIt() {
        List<Client> programs = edge.programs(MANY);

        programs.get(0).say("LEAVE");
        programs.get(1).say("SEND all :x");
        edge.batch();

        for (int index = 2; index < MANY; index++) {
            assertThat(programs.get(index).heard())
                    .containsExactly(
                            "*RANK " + (index - 1) + " was=" + index
                                    + " of=11 rev=13 token=13 :m1 left; m2 is in command",
                            "*COMMAND 1 from=m2 rank=0 ttl=60s :x");
        }
    }

    @Test
    void aCommandIsToldBeforeTheRankThatCameAfterIt() {
        List<Client> programs = edge.programs(MANY);

        programs.get(1).say("SEND all :x");
        programs.get(0).say("LEAVE");
        edge.batch();

        for (int index = 2; index < MANY; index++) {
            assertThat(programs.get(index).heard())
                    .containsExactly(
                            "*COMMAND 1 from=m2 rank=1 ttl=60s :x",
                            "*RANK " + (index - 1) + " was=" + index
                                    + " of=11 rev=13 token=13 :m1 left; m2 is in command");
        }
    }

    @Test
    void departuresOfOneBatchAreOneRank() {
        List<Client> programs = edge.programs(MANY);

        programs.get(4).say("LEAVE");
        programs.get(0).say("QUIT");
        programs.get(2).say("LEAVE");
        edge.batch();

        assertThat(programs.get(1).heard())
                .containsExactly("*RANK 0 was=1 of=10 rev=14 token=14 :m1 left; you are in command");
        assertThat(programs.get(3).heard())
                .containsExactly("*RANK 1 was=3 of=9 rev=15 token=15 :2 members left; m2 is in command");
        assertThat(programs.get(11).heard())
                .containsExactly("*RANK 8 was=11 of=9 rev=15 token=15 :3 members left; m2 is in command");
    }

    @Test
    void whoIsSeniorToADepartureIsNotToldARank() {
        List<Client> programs = edge.programs(MANY);

        programs.get(MANY - 1).say("LEAVE");
        edge.batch();

        for (Client senior : programs.subList(0, MANY - 1)) {
            assertThat(senior.heard()).isEmpty();
        }
    }

    @Test
    void aReplyWaitsBehindTheCommandAndTheRankBeforeIt() {
        List<Client> programs = edge.programs(MANY);

        programs.get(1).say("SEND all :x");
        programs.get(0).say("LEAVE");
        programs.get(5).say("ME");
        edge.batch();

        assertThat(programs.get(5).heard())
                .containsExactly(
                        "*COMMAND 1 from=m2 rank=1 ttl=60s :x",
                        "*RANK 4 was=5 of=11 rev=13 token=13 :m1 left; m2 is in command",
                        "+OK group=main id=m6 rank=4 of=11 rev=13 token=13");
    }

    @Test
    void whoTradesItsPlaceIsStillToldWhatCameBefore() {
        List<Client> programs = edge.programs(MANY);
        Client person = edge.connect();
        person.staysSilent();
        edge.batch();
        person.heard();

        programs.get(0).say("SEND all :x");
        person.say("JOIN other");
        edge.batch();

        assertThat(person.heard())
                .containsExactly(
                        "*COMMAND 1 from=m1 rank=0 ttl=60s :x", "+OK group=other id=m1 rank=0 of=1 rev=1 token=1");
    }

    @Test
    void commandsOfOneBatchForTheSameMembersAreOneBufferAndOneFlush() {
        List<Client> programs = edge.programs(MANY);

        programs.get(0).say("SEND all :one", "SEND all :two", "SEND all :three");
        edge.batch();

        for (Client receiver : programs.subList(1, MANY)) {
            assertThat(receiver.buffers()).isEqualTo(1);
            assertThat(receiver.flushes()).isEqualTo(1);
            assertThat(receiver.heard()).hasSize(3);
        }
    }

    @Test
    void whateverABatchHoldsAChannelIsFlushedOnce() {
        List<Client> programs = edge.programs(MANY);

        programs.get(0).say("SEND all :one", "SEND next :two");
        programs.get(1).say("SEND all :three", "ME");
        programs.get(2).say("SEND rank:5 :four", "LEAVE");
        edge.batch();

        for (Client program : programs) {
            assertThat(program.flushes()).isEqualTo(1);
        }
        assertThat(programs.get(5).heard())
                .containsExactly(
                        "*COMMAND 1 from=m1 rank=0 ttl=60s :one",
                        "*COMMAND 3 from=m2 rank=1 ttl=60s :three",
                        "*COMMAND 4 from=m3 rank=2 ttl=60s :four",
                        "*RANK 4 was=5 of=11 rev=13 token=13 :m3 left; m1 is in command");
    }

    @Test
    void whoLeftIsSentNothingMore() {
        List<Client> programs = edge.programs(MANY);

        programs.get(3).say("LEAVE");
        programs.get(0).say("SEND all :x");
        edge.batch();

        assertThat(programs.get(3).heard()).containsExactly("+OK");
    }
}
